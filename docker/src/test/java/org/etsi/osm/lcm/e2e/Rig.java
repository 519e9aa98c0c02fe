package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.etsi.osm.lcm.cli.SimVims;
import org.etsi.osm.lcm.cli.Site;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.embedded.EmbeddedBroker;
import org.etsi.osm.lcm.embedded.EmbeddedMongo;
import org.etsi.osm.lcm.kafka.client.OperatorClient;
import org.etsi.osm.lcm.kafka.service.LcmService;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.etsi.osm.lcm.kafka.settings.SettingsReader;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.etsi.osm.lcm.kafka.wire.PythonYaml;
import org.etsi.osm.lcm.kafka.wire.Rejected;
import org.etsi.osm.lcm.kafka.wire.WideRequest;
import org.etsi.osm.lcm.n2vc.N2vcAdapter;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent;
import org.etsi.osm.lcm.n2vc.vca.sim.SimSite;
import org.etsi.osm.lcm.n2vc.vca.sim.store.MongoSimVcaState;
import org.etsi.osm.lcm.ro.RoAdapter;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState;

/**
 * A whole LCM in this JVM: broker, store (or the one that {@code -Dmongo.uri} names), every role, an NBI, an operator
 * and a tap on what is published. Nothing in it is remembered: every question is answered by Kafka or the database.
 */
final class Rig implements AutoCloseable {
    private static final Set<String> MOVING = Set.of("PROCESSING", "ROLLING_BACK");
    /** Where we publish for OSM's services. */
    private static final List<String> OSM_TOPICS = List.of("ns", "pla", "admin");

    private static final List<String> OWN_TOPICS =
            List.of("lcm-rejected", "lcm-task-state", "lcm-operation-state", "ro-tasks");

    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    /** How long an operation may take here; generous, since the machine may be busy. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** Shorter than in production, so that nobody waits for what is to be seen. */
    private static final Map<String, String> QUICK = Map.ofEntries(
            Map.entry("LCM_STORAGE_DRIVER", "mongo"),
            Map.entry("LCM_KAFKA_INBOX_PARTITIONS", "3"),
            Map.entry("LCM_KAFKA_FURTHER_SESSION_TIMEOUT_MS", "3000"),
            Map.entry("LCM_KAFKA_FURTHER_HEARTBEAT_INTERVAL_MS", "500"),
            Map.entry("LCM_INTAKE_SCAN_EVERY", "1s"),
            Map.entry("LCM_INTAKE_LOST_AFTER", "4s"),
            Map.entry("LCM_OSM_REPAIR_AFTER", "2s"),
            Map.entry("LCM_ADAPTER_LEASE", "4s"),
            Map.entry("LCM_ADAPTER_CALL_LIMIT", "2s"),
            Map.entry("LCM_ADAPTER_SETTLE", "2s"),
            Map.entry("LCM_SIM_ENVIRONMENT_TIME", "100ms"),
            Map.entry("LCM_SIM_SOFTWARE_TIME", "100ms"),
            Map.entry("LCM_SIM_PRIMITIVE_TIME", "100ms"),
            Map.entry("LCM_SIM_KDU_TIME", "200ms"));

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Settings settings;
    private final MongoConnection store;
    private final Nbi nbi;
    private final OperatorClient operator;
    private final Tap tap;
    private final LcmService firstLcm;

    /** @param ids that NBI gives first */
    Rig(Path folder, String... ids) {
        this(folder, Map.of(), ids);
    }

    /** @param further settings */
    Rig(Path folder, Map<String, String> further, String... ids) {
        try {
            String uri = Optional.ofNullable(System.getProperty("mongo.uri"))
                    .orElseGet(() ->
                            part(EmbeddedMongo.open(folder.resolve("store"), 0)).uri());
            var broker = part(EmbeddedBroker.open(folder.resolve("broker"), 0));
            Map<String, String> environment = new HashMap<>(QUICK);
            environment.putAll(further);
            environment.put("LCM_KAFKA_BOOTSTRAP", broker.bootstrapServers());
            environment.put("LCM_MONGO_URI", uri);
            environment.put("LCM_MONGO_DATABASE", "e2e-" + UUID.randomUUID());
            this.settings = new SettingsReader().environment(environment).read();
            var site = new Site(broker.bootstrapServers(), uri, settings.text("mongo.database"), "");
            this.store = part(site.store());
            this.nbi = part(new Nbi(store, site.bootstrap(), ids));
            this.operator = part(site.operator());
            this.firstLcm = startLcm();
            RoAdapter ro = part(RoAdapter.start(settings));
            N2vcAdapter n2vc = part(N2vcAdapter.start(settings));
            assertThat(firstLcm.awaitReady(READY_LIMIT)).as("lcm is ready").isTrue();
            assertThat(ro.awaitReady(READY_LIMIT)).as("ro is ready").isTrue();
            assertThat(n2vc.awaitReady(READY_LIMIT)).as("n2vc is ready").isTrue();
            List<String> topics =
                    Stream.concat(OSM_TOPICS.stream(), OWN_TOPICS.stream()).toList();
            this.tap = part(new Tap(site.bootstrap(), topics));
            part(this::verifyThatPythonReadsUs);
            part(new OtherWriters(store.database(), nbi, true));
            part(new Watcher(store.database()));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    /** One LCM more. */
    LcmService startLcm() {
        return part(LcmService.start(settings));
    }

    LcmService firstLcm() {
        return firstLcm;
    }

    Nbi nbi() {
        return nbi;
    }

    MongoConnection store() {
        return store;
    }

    Tap tap() {
        return tap;
    }

    String bootstrap() {
        return settings.text("kafka.bootstrap");
    }

    /** A record as it is, but for what others have in it. */
    Value.Obj document(String collection, String id) {
        return OtherWriters.stripped(nbi.documents().find(collection, id).orElseThrow());
    }

    List<Value.Obj> vnfrs(String ns) {
        return nbi.documents().list("vnfrs", Map.of("nsr-id-ref", ns), 100).stream()
                .map(OtherWriters::stripped)
                .toList();
    }

    /** The operation as the engine has stored it, once it has. */
    Optional<Operation> operation(String id) {
        return store.queries()
                .find(new OperationId(id))
                .map(loaded -> loaded instanceof Loaded.Sound(var operation)
                        ? operation
                        : org.junit.jupiter.api.Assertions.fail("Operation " + id + " is broken: " + loaded));
    }

    String operationState(String id) {
        return document("nslcmops", id).text("operationState").orElse("none");
    }

    /** Waits until OSM's record of an operation shows a state, and gives that record. */
    Value.Obj awaitState(String id, String state) {
        await("operation " + id)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> operationState(id), at -> at.equals(state) || !MOVING.contains(at));
        Value.Obj record = document("nslcmops", id);
        assertThat(operationState(id)).as(() -> String.valueOf(record)).isEqualTo(state);
        return record;
    }

    /** Waits until a task of this type is in a state, as the engine has stored it. */
    void awaitTask(String id, String type, TaskState state) {
        await("%s of %s to be %s".formatted(type, id, state))
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> hasTask(id, type, state));
    }

    private boolean hasTask(String id, String type, TaskState state) {
        assertThat(MOVING).as(() -> "state of " + document("nslcmops", id)).contains(operationState(id));
        return operation(id).stream()
                .anyMatch(operation -> operation.plan().tasks().stream()
                        .anyMatch(spec -> spec.type().equals(type)
                                && operation.task(spec.id()).state() == state));
    }

    SimVimState vim(String account) {
        return SimVims.state(store, account);
    }

    /** What the VIM has of an NS, by tag. */
    List<Resource> resources(String account, String ns) {
        return SimVims.tagged(vim(account), Clock.systemUTC()).stream()
                .filter(resource ->
                        resource.tags() != null && resource.tags().ns().equals(ns))
                .toList();
    }

    /** One thing of a VIM that was there before. */
    Resource resource(String account, Kind kind, String name) {
        return vim(account).all().stream()
                .filter(resource -> resource.kind() == kind && resource.name().equals(name))
                .findFirst()
                .orElseThrow()
                .at(Instant.now());
    }

    /** What was truly done at the simulated VCA and in the clusters for an NS, in order. */
    List<SimEvent> vcaHistory(String ns) {
        return SimSite.on(new MongoSimVcaState(store.database())).history().stream()
                .filter(event -> event.nsInstanceId().equals(ns))
                .toList();
    }

    /** Asks a verb as an operator and waits for the answer. */
    ReadAnswer ask(Verb verb, String id) {
        var request = new VerbRequest(
                UUID.randomUUID().toString(), new OperationId(id), null, verb, "e2e", VerbArguments.NONE, null);
        return operator.ask(request, ANSWER_LIMIT).orElseThrow();
    }

    /** The same, for what belongs to no single operation. */
    ReadAnswer ask(WideRequest request) {
        return operator.ask(request, ANSWER_LIMIT).orElseThrow();
    }

    /** The rejected records of a topic, by their offsets. */
    List<Rejected> rejected() {
        return tap.all("lcm-rejected").stream()
                .map(record -> Rejected.decode(record.value()))
                .toList();
    }

    /** The values of a command on {@code ns} that are about an operation. */
    List<Value> said(String command, String operation) {
        return tap.all("ns").stream()
                .filter(record -> command.equals(record.key()))
                .map(record -> OsmYaml.read(record.value()))
                .filter(value ->
                        value.text("nslcmop_id").filter(operation::equals).isPresent())
                .toList();
    }

    /** Stores the project's sample packages; gives the NS's. */
    Value.Obj onboardSamples() {
        onboard("gateway_vnf", "gateway_vnfd.yaml", "cloud_init/gateway.cfg");
        onboard("cluster_vnf", "cluster_vnfd.yaml", "cloud_init/master.cfg");
        return onboard("sample_ns", "sample_nsd.yaml");
    }

    private Value.Obj onboard(String folder, String descriptor, String... others) {
        Map<String, byte[]> files = new HashMap<>();
        for (String other : others) {
            files.put(other, resource("/samples/" + folder + "/" + other));
        }
        return nbi.onboard(OsmYaml.read(resource("/samples/" + folder + "/" + descriptor)), folder, descriptor, files);
    }

    private static byte[] resource(String path) {
        try (InputStream in = Rig.class.getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A VIM whose servers take so long to boot, and which is quick otherwise. */
    String addVim(String name, long bootMs) {
        return nbi.addVim(
                name,
                Value.Obj.EMPTY
                        .with("boot_ms", bootMs)
                        .with("delete_ms", 50)
                        .with("call_ms", 5)
                        .with("call_limit_ms", 1_500));
    }

    /** OSM's services read with PyYAML whatever we publish for them. */
    private void verifyThatPythonReadsUs() {
        List<byte[]> ours = OSM_TOPICS.stream()
                .flatMap(topic -> tap.all(topic).stream())
                .filter(record -> !nbi.hasPublished(record))
                .map(ConsumerRecord::value)
                .toList();
        if (PythonYaml.required() || PythonYaml.present()) {
            PythonYaml.verifyReadsTheSame(ours);
            System.out.println("PyYAML: read " + ours.size() + " messages of ours");
        } else {
            System.out.println("NOT TESTED: that PyYAML reads " + ours.size() + " messages; install python3-yaml");
        }
    }

    @Override
    public void close() {
        var failures = new ArrayList<Throwable>();
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception | AssertionError e) { // every part gets its turn
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            var all = new AssertionError("Expected the rig to end in good order, but: " + failures);
            failures.forEach(all::addSuppressed);
            throw all;
        }
    }
}
