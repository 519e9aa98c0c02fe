package org.etsi.osm.lcm.kafka.bus;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.etsi.osm.lcm.core.port.BusUnavailableException;

/**
 * Makes Kafka's clients: producers that are idempotent and wait for all in-sync replicas, consumers that commit by
 * hand. The further properties (security, for instance) are Kafka's own and win over ours, but for those that the
 * promises rest on.
 *
 * @param further may hold secrets: never printed
 */
public record KafkaClients(String bootstrap, String clientId, Map<String, String> further) {
    /** The largest record that is sent; topics are created to take it. */
    public static final int MAX_RECORD_BYTES = 4 * 1024 * 1024;

    private static final int CALL_LIMIT_MS = 10_000;
    private static final int DELIVERY_LIMIT_MS = 20_000;
    /** So long the partitions of a killed process wait for another one. */
    private static final int SESSION_MS = 6_000;

    private static final int HEARTBEAT_MS = 1_000;
    private static final int POLL_RECORDS = 500;
    private static final int POLL_INTERVAL_MS = 300_000;

    public KafkaClients {
        further = Map.copyOf(further);
    }

    public Producer<String, byte[]> producer(String role) {
        Map<String, Object> properties = common(role);
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, CALL_LIMIT_MS);
        properties.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_LIMIT_MS);
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_LIMIT_MS);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    public Consumer<String, byte[]> consumer(String role, String group) {
        Map<String, Object> properties = reading(role);
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, POLL_INTERVAL_MS);
        properties.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        properties.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** A consumer of no group: whoever makes one hears everything, from the end on. */
    public Consumer<String, byte[]> listener(String role) {
        Map<String, Object> properties = reading(role);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> reading(String role) {
        Map<String, Object> properties = common(role);
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        properties.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_LIMIT_MS);
        // A broker that is asked for a topic before it was created must not make it with its own defaults.
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return properties;
    }

    public Admin admin() {
        Map<String, Object> properties = common("admin");
        properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, CALL_LIMIT_MS);
        properties.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, DELIVERY_LIMIT_MS);
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new BusUnavailableException("Expected brokers at " + bootstrap + ", but: " + why, e);
        }
    }

    private Map<String, Object> common(String role) {
        Map<String, Object> properties = new HashMap<>(further);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId + "-" + role);
        return properties;
    }

    @Override
    public String toString() {
        return "KafkaClients[" + bootstrap + ", " + clientId + ", further " + further.keySet() + "]";
    }
}
