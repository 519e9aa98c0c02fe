package org.etsi.osm.lcm.kafka.bus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records and returns when all of them are acknowledged by the in-sync replicas. A producer that has failed for
 * good is replaced by a new one. Confined to one thread.
 */
public final class Sender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    /** Records that are on their way at once. */
    private static final int MAX_IN_FLIGHT = 1_000;

    private final Supplier<Producer<String, byte[]>> producers;
    private final Counters counters;
    private final Map<String, Integer> partitions = new HashMap<>();
    private @Nullable Producer<String, byte[]> producer;

    public Sender(Supplier<Producer<String, byte[]>> producers, Counters counters) {
        this.producers = producers;
        this.counters = counters;
    }

    /**
     * Sends all of them, in this order per partition.
     *
     * @throws BusUnavailableException if one wasn't acknowledged; any of them may have arrived
     */
    public void send(List<Outbound> records) {
        for (int from = 0; from < records.size(); from += MAX_IN_FLIGHT) {
            sendSome(records.subList(from, Math.min(records.size(), from + MAX_IN_FLIGHT)));
        }
    }

    /** How many partitions a topic has; asked of the brokers once. */
    public int partitionsOf(String topic) {
        Integer known = partitions.get(topic);
        if (known == null) {
            try {
                known = current().partitionsFor(topic).size();
            } catch (KafkaException e) {
                throw unavailable("the partitions of topic " + topic + " to be known", e);
            }
            partitions.put(topic, known);
        }
        return known;
    }

    private void sendSome(List<Outbound> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        try {
            Producer<String, byte[]> current = current();
            for (Outbound record : records) {
                sent.add(current.send(record.record()));
            }
            // Without it the last batch would linger; it waits until each record is acknowledged or has failed.
            current.flush();
        } catch (KafkaException | IllegalStateException e) {
            throw unavailable(records.size() + " records to be accepted", e);
        }
        for (int i = 0; i < sent.size(); i++) {
            check(sent.get(i), records.get(i));
        }
        counters.add("records.sent", sent.size());
    }

    private void check(Future<RecordMetadata> future, Outbound record) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusUnavailableException("Expected an acknowledgement, but the thread was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                // Again would end the same and hold up everything behind it.
                counters.add("records.tooLarge");
                LOG.error(
                        "Expected a record that {} takes, but one of {} bytes (type {}, key {}) is too large; it isn't"
                                + " sent",
                        record.record().topic(),
                        record.record().value().length,
                        record.type().word(),
                        record.record().key());
                return;
            }
            throw unavailable("a record to " + record.record().topic() + " to be acknowledged", e.getCause());
        }
    }

    private BusUnavailableException unavailable(String expected, @Nullable Throwable cause) {
        counters.add("bus.failures");
        boolean mayWorkAgain = cause instanceof RetriableException || cause instanceof InterruptException;
        if (!mayWorkAgain) {
            close();
        }
        String why = cause == null ? "no reason is known" : String.valueOf(cause.getMessage());
        return cause == null
                ? new BusUnavailableException("Expected " + expected + ", but: " + why)
                : new BusUnavailableException("Expected " + expected + ", but: " + why, cause);
    }

    private Producer<String, byte[]> current() {
        Producer<String, byte[]> current = producer;
        if (current == null) {
            current = producers.get();
            producer = current;
        }
        return current;
    }

    /** Lets go of the producer; the next send makes a new one. */
    @Override
    public void close() {
        Producer<String, byte[]> old = producer;
        producer = null;
        partitions.clear();
        if (old != null) {
            try {
                old.close(Duration.ZERO);
            } catch (KafkaException e) {
                LOG.debug("A producer didn't close in good order; what it held is sent again", e);
            }
        }
    }
}
