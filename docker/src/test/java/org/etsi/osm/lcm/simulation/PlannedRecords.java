package org.etsi.osm.lcm.simulation;

import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.etsi.osm.lcm.cli.Site;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.embedded.EmbeddedMongo;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.osm.OsmRecordWriter;
import org.etsi.osm.lcm.kafka.osm.Projection;
import org.etsi.osm.lcm.kafka.osm.store.OsmDocuments;
import org.etsi.osm.lcm.kafka.osm.store.OsmRecords;
import org.etsi.osm.lcm.kafka.osm.store.OsmStores;
import org.etsi.osm.lcm.kafka.planning.PackageFiles;
import org.etsi.osm.lcm.kafka.planning.StoredRecords;
import org.etsi.osm.lcm.kafka.wire.Fixtures;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.etsi.osm.lcm.tasks.onboarding.DescriptorPackage;
import org.etsi.osm.lcm.tasks.onboarding.Onboarding;
import org.etsi.osm.lcm.tasks.planner.Planners;

/**
 * OSM's records in a real store, for simulated runs: packages as NBI stores them, an NS of one of them for each run,
 * and the plans that the real planners make of what the real projections have written. Thread-safe.
 */
final class PlannedRecords implements AutoCloseable {
    private static final String PROJECT = "9a1cbbd7-2ac4-4c2f-8a5d-0f1f6b5f8f11";
    private static final String SAMPLES = "/samples/";
    /** A multiple of all numbers of partitions that there are in simulations. */
    private static final int PARTITIONS = 12;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final EmbeddedMongo mongo;
    private final MongoConnection connection;
    private final OsmDocuments documents;
    private final OsmRecords records;
    private final PackageFiles files;
    private final Planners planners = new Planners(Planners.DEFAULT_LIMIT);
    private final String vim;

    PlannedRecords(Path folder) {
        this.mongo = EmbeddedMongo.open(folder, 0);
        this.connection = new Site("", mongo.uri(), "simulated", "").store();
        this.documents = new OsmDocuments(connection.database());
        var stores = new OsmStores(connection, new Counters());
        this.records = stores.records();
        this.files = stores.packages("files");
        Value.Obj account = onboarding().vimAccount("site", "sim", Value.Obj.EMPTY);
        documents.put("vim_accounts", account);
        this.vim = id(account);
        documents.put("k8sclusters", onboarding().k8sCluster("cluster", vim));
    }

    private static Onboarding onboarding() {
        return new Onboarding(PlannedRecords::newId, System.currentTimeMillis() / 1_000.0, PROJECT);
    }

    /** In order, and all NSs in one partition, however many there are: so runs of one seed go the same way. */
    private static String newId() {
        String order = "%08x".formatted(COUNT.incrementAndGet());
        String id;
        do {
            id = order + UUID.randomUUID().toString().substring(order.length());
        } while (SimTopic.hash(id) % PARTITIONS != 0);
        return id;
    }

    private static String id(Value document) {
        return document.text("_id").orElseThrow();
    }

    /** Stores packages that are part of this project; gives the last one, which is the NS's. */
    Value.Obj samples(String... names) {
        Value.Obj stored = Value.Obj.EMPTY;
        for (String name : names) {
            String descriptor = name.replaceAll("_ns$", "_nsd").replaceAll("_vnf$", "_vnfd") + ".yaml";
            Map<String, byte[]> found = new HashMap<>();
            for (String file : List.of("cloud_init/gateway.cfg", "cloud_init/master.cfg")) {
                resource(SAMPLES + name + "/" + file).ifPresent(content -> found.put(file, content));
            }
            stored = store(
                    name,
                    descriptor,
                    resource(SAMPLES + name + "/" + descriptor).orElseThrow(),
                    found);
        }
        return stored;
    }

    private static Optional<byte[]> resource(String path) {
        try (InputStream in = PlannedRecords.class.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores packages that are nothing but these descriptors; gives the last one, which is the NS's. */
    Value.Obj texts(List<String> descriptors) {
        Value.Obj stored = Value.Obj.EMPTY;
        for (String descriptor : descriptors) {
            stored = store("text", "text.yaml", descriptor.getBytes(StandardCharsets.UTF_8), Map.of());
        }
        return stored;
    }

    /** Stores packages of OSM's; gives the last one, which is the NS's. */
    Value.Obj fixtures(String... names) {
        Value.Obj stored = Value.Obj.EMPTY;
        for (String name : names) {
            Path folder = Fixtures.folder().resolve("packages").resolve(name);
            Map<String, byte[]> found = new HashMap<>();
            String descriptor = "";
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : all.toList()) {
                    String fileName = String.valueOf(file.getFileName());
                    if (fileName.endsWith("nsd.yaml") || fileName.endsWith("vnfd.yaml")) {
                        descriptor = fileName;
                    } else {
                        found.put("cloud_init/" + fileName, Files.readAllBytes(file));
                    }
                }
                stored = store(name, descriptor, Files.readAllBytes(folder.resolve(descriptor)), found);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return stored;
    }

    private Value.Obj store(String folder, String file, byte[] descriptor, Map<String, byte[]> others) {
        DescriptorPackage read = DescriptorPackage.of(OsmYaml.read(descriptor));
        Value.Obj stored = onboarding().descriptor(read, folder, file);
        String at = stored.at("/_admin/storage/folder").flatMap(Value::asText).orElseThrow();
        others.forEach((path, content) -> documents.putFile(at + "/" + folder + "/" + path, content));
        documents.put(read.kind() == DescriptorPackage.Kind.VNF ? "vnfds" : "nsds", stored);
        return stored;
    }

    /** Parameters to instantiate by; the links named are on a network that is there. */
    Value.Obj parameters(Value.Obj nsd, List<String> links) {
        List<Value> found = new ArrayList<>();
        for (String link : links) {
            found.add(Value.Obj.EMPTY.with("name", link).with("vim-network-name", "mgmt"));
        }
        return Value.Obj.EMPTY
                .with("nsName", "under-test")
                .with("nsdId", id(nsd))
                .with("vimAccountId", vim)
                .with("vld", Value.list(found));
    }

    /** Writes the records of one more NS; gives its id. */
    String createNs(Value.Obj nsd, Value.Obj parameters) {
        Map<String, Value.Obj> vnfds = new HashMap<>();
        documents
                .list("vnfds", Map.of(), 100)
                .forEach(vnfd -> vnfds.put(vnfd.text("id").orElseThrow(), vnfd));
        Onboarding.NsDocuments made = onboarding().ns(parameters, nsd, vnfds);
        List<Value.Obj> clusters = documents.list("k8sclusters", Map.of(), 10);
        made.vnfrs().forEach(vnfr -> documents.put("vnfrs", onboarding().accepted(vnfr, parameters, clusters)));
        documents.put("nsrs", made.nsr());
        return id(made.nsr());
    }

    /** @param earlier operations of the NS, newest first */
    Plan plan(OperationRequest request, List<Operation> earlier) {
        return planners.plan(request, new StoredRecords(records, files, ns -> earlier, "").of(request));
    }

    void show(Operation snapshot) {
        records.write(List.of(new OsmRecordWriter.Shown(snapshot, Projection.of(snapshot))));
    }

    /** Removes the records of an NS: the next ones are found the sooner. */
    void forget(String ns) {
        connection.database().getCollection("nsrs").deleteOne(Filters.eq("_id", ns));
        connection.database().getCollection("vnfrs").deleteMany(Filters.eq("nsr-id-ref", ns));
    }

    @Override
    public void close() {
        connection.close();
        mongo.close();
    }
}
