package org.etsi.osm.lcm.e2e;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.osm.store.OsmDocuments;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.tasks.onboarding.DescriptorPackage;
import org.etsi.osm.lcm.tasks.onboarding.Onboarding;
import org.jspecify.annotations.Nullable;

/** Does what NBI does: documents first, then the message in YAML, its key the command, acknowledged by one broker. */
final class Nbi implements AutoCloseable {
    private static final String PROJECT = "9a1cbbd7-2ac4-4c2f-8a5d-0f1f6b5f8f11";

    private final MongoConnection store;
    private final String bootstrap;
    private final OsmDocuments documents;
    private final Producer<String, byte[]> producer;
    private final Supplier<String> ids;
    private final Set<TopicPartitionOffset> published = ConcurrentHashMap.newKeySet();

    /** @param given the ids that come first; others are made up */
    Nbi(MongoConnection store, String bootstrap, String... given) {
        this.store = store;
        this.bootstrap = bootstrap;
        this.documents = new OsmDocuments(store.database());
        Map<String, Object> asNbi = Map.of("bootstrap.servers", bootstrap, "acks", "1", "enable.idempotence", false);
        this.producer = new KafkaProducer<>(asNbi, new StringSerializer(), new ByteArraySerializer());
        this.ids = new Supplier<>() {
            private int next;

            @Override
            public String get() {
                return next < given.length ? given[next++] : UUID.randomUUID().toString();
            }
        };
    }

    private Onboarding onboarding() {
        return new Onboarding(ids, System.currentTimeMillis() / 1_000.0, PROJECT);
    }

    OsmDocuments documents() {
        return documents;
    }

    /** Stores a package. */
    Value.Obj onboard(Value descriptor, String folder, String file, Map<String, byte[]> files) {
        DescriptorPackage read = DescriptorPackage.of(descriptor);
        Value.Obj stored = onboarding().descriptor(read, folder, file);
        String at = stored.at("/_admin/storage/folder").flatMap(Value::asText).orElseThrow();
        files.forEach((path, content) -> documents.putFile(at + "/" + folder + "/" + path, content));
        documents.put(read.kind() == DescriptorPackage.Kind.VNF ? "vnfds" : "nsds", stored);
        return stored;
    }

    /** Adds a simulated VIM; {@code sim} is what its account says of it. */
    String addVim(String name, Value.Obj sim) {
        Value.Obj rest = Value.Obj.EMPTY.with("config", Value.Obj.EMPTY.with("sim", sim));
        Value.Obj account = onboarding().vimAccount(name, "sim", rest);
        documents.put("vim_accounts", account);
        return id(account);
    }

    /** Registers a Kubernetes cluster at a VIM. */
    String addCluster(String name, String vim) {
        Value.Obj cluster = onboarding().k8sCluster(name, vim);
        documents.put("k8sclusters", cluster);
        return id(cluster);
    }

    /** Creates the records of an NS. */
    Value.Obj createNs(Value.Obj request, Value.Obj nsd) {
        Map<String, Value.Obj> vnfds = new HashMap<>();
        documents
                .list("vnfds", Map.of(), 1_000)
                .forEach(vnfd -> vnfds.put(vnfd.text("id").orElseThrow(), vnfd));
        Onboarding.NsDocuments made = onboarding().ns(request, nsd, vnfds);
        made.vnfrs().forEach(vnfr -> documents.put("vnfrs", vnfr));
        documents.put("nsrs", made.nsr());
        return made.nsr();
    }

    /** Records an operation without a word to anybody. */
    Value.Obj record(String type, Value.Obj nsr, Value.Obj further) {
        Value.Obj params = further;
        if (type.equals("instantiate")) {
            params = params.with("nsName", nsr.text("name").orElseThrow())
                    .with("nsdId", nsr.text("nsd-id").orElseThrow())
                    .with("vimAccountId", nsr.text("datacenter").orElseThrow());
        }
        Value.Obj operation = onboarding().operation(type, id(nsr), params);
        record(operation);
        return operation;
    }

    /** Records an operation as it is given. */
    void record(Value.Obj operation) {
        Value params = operation.field("operationParams").orElse(Value.Obj.EMPTY);
        if (operation.text("lcmOperationType").filter("instantiate"::equals).isPresent()) {
            List<Value.Obj> clusters = documents.list("k8sclusters", Map.of(), 100);
            documents
                    .list(
                            "vnfrs",
                            Map.of("nsr-id-ref", operation.text("nsInstanceId").orElseThrow()),
                            100)
                    .forEach(vnfr -> change("vnfrs", vnfr, onboarding().accepted(vnfr, (Value.Obj) params, clusters)));
        }
        documents.put("nslcmops", operation);
    }

    /** Sets what has changed in a record, field by field: others write it at the same time. */
    private void change(String collection, Value.Obj before, Value.Obj after) {
        List<Bson> sets = new ArrayList<>();
        changes("", before, after, sets);
        if (!sets.isEmpty()) {
            store.database().getCollection(collection).updateOne(Filters.eq("_id", id(after)), Updates.combine(sets));
        }
    }

    private static void changes(String path, @Nullable Value before, Value after, List<Bson> sets) {
        if (after.equals(before)) {
            return;
        }
        if (before instanceof Value.Obj(var old) && after instanceof Value.Obj(var fields)) {
            fields.forEach((name, field) -> changes(path + "." + name, old.get(name), field, sets));
        } else if (before instanceof Value.Arr(var old)
                && after instanceof Value.Arr(var items)
                && old.size() == items.size()) {
            for (int i = 0; i < items.size(); i++) {
                changes(path + "." + i, old.get(i), items.get(i), sets);
            }
        } else {
            sets.add(Updates.set(
                    path.substring(1),
                    BsonDocument.parse(Json.text(Value.Obj.EMPTY.with("value", after)))
                            .get("value")));
        }
    }

    /** Records an operation and publishes it; gives its id. */
    String start(String type, Value.Obj nsr, Value.Obj further) {
        Value.Obj operation = record(type, nsr, further);
        publish(operation);
        return id(operation);
    }

    String start(String type, Value.Obj nsr) {
        return start(type, nsr, Value.Obj.EMPTY);
    }

    void publish(Value.Obj operation) {
        publish("ns", operation.text("lcmOperationType").orElseThrow(), PyYaml.dump(operation));
    }

    /** What a GET of an NS publishes: an operation that is recorded nowhere. */
    void publishRefresh(String ns) {
        var made = new Onboarding(() -> UUID.randomUUID().toString(), System.currentTimeMillis() / 1_000.0, PROJECT);
        Value.Obj operation =
                made.operation("vca_status_refresh", ns, Value.Obj.EMPTY).with("operationParams", new Value.Nil());
        publish("ns", "vca_status_refresh", PyYaml.dump(operation));
    }

    /** NBI marks the operation before it publishes the cancel. */
    void cancel(String operation, String mode) {
        store.database()
                .getCollection("nslcmops")
                .updateOne(
                        Filters.eq("_id", operation),
                        Updates.combine(Updates.set("isCancelPending", true), Updates.set("cancelMode", mode)));
        String ns = documents
                .find("nslcmops", operation)
                .flatMap(o -> o.text("nsInstanceId"))
                .orElseThrow();
        var message =
                Value.Obj.EMPTY.with("_id", operation).with("nsInstanceId", ns).with("cancelMode", mode);
        publish("nslcmops", "cancel", PyYaml.dump(message));
    }

    /** Changes one field of a document behind everybody's back. */
    void set(String collection, String id, String path, @Nullable Object value) {
        store.database().getCollection(collection).updateOne(Filters.eq("_id", id), Updates.set(path, value));
    }

    /** Publishes bytes; waits for the acknowledgement only so that a test's order is what it says. */
    RecordMetadata publish(String topic, @Nullable String key, byte @Nullable [] value) {
        return publish(producer, topic, key, value);
    }

    /** Publishes more than the brokers would take as it is. */
    RecordMetadata publishCompressed(String topic, String key, byte[] value) {
        Map<String, Object> large = Map.of(
                "bootstrap.servers", bootstrap, "compression.type", "gzip", "max.request.size", value.length * 2);
        try (var other = new KafkaProducer<>(large, new StringSerializer(), new ByteArraySerializer())) {
            return publish(other, topic, key, value);
        }
    }

    /** Whether a record was published here. */
    boolean hasPublished(ConsumerRecord<?, ?> record) {
        return published.contains(new TopicPartitionOffset(record.topic(), record.partition(), record.offset()));
    }

    private record TopicPartitionOffset(String topic, int partition, long offset) {}

    private RecordMetadata publish(
            Producer<String, byte[]> by, String topic, @Nullable String key, byte @Nullable [] value) {
        try {
            RecordMetadata at = by.send(new ProducerRecord<>(topic, key, value)).get(10, TimeUnit.SECONDS);
            published.add(new TopicPartitionOffset(at.topic(), at.partition(), at.offset()));
            return at;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected an acknowledgement, but the thread was interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Expected an acknowledgement of a record on " + topic, e);
        }
    }

    static String id(Value document) {
        return document.text("_id").orElseThrow();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
