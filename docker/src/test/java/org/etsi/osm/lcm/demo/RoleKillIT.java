package org.etsi.osm.lcm.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.kafka.wire.Fixtures;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent;
import org.etsi.osm.lcm.n2vc.vca.sim.SimSite;
import org.etsi.osm.lcm.n2vc.vca.sim.store.MongoSimVcaState;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * OSM's packages with proxy charms, with a server and with a KDU, all at once, while roles die of SIGKILL at random
 * moments: each operation goes on to its right end, with each thing made once and each primitive run once.
 * {@code -Dkill.seed} repeats the moments, {@code -Dkill.role-rounds} says how many operations of each.
 */
class RoleKillIT {
    private static final int ROUNDS = Integer.getInteger("kill.role-rounds", 4);
    private static final List<String> NSDS = List.of("hackfest_proxycharm-ns", "hackfest_basic-ns", "openldap_ns");
    private static final List<String> ROLES = List.of("service", "ro-adapter", "n2vc-adapter");
    private static final int LATEST_MS = 3_000;
    private static final int MOST_KILLS = 2;
    private static final Duration END_LIMIT = Duration.ofSeconds(90);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    @Timeout(600)
    void shouldConfigureOnceWhoeverIsKilled() throws IOException {
        Assumptions.assumeTrue(
                Fixtures.present(), () -> "OSM's fixtures aren't at " + Fixtures.folder() + "; see -Dosm.fixtures");
        System.out.println("Kills of roles: -Dkill.seed=" + seed);
        try (var world = new DemoWorld(folder)) {
            world.start(ROLES.toArray(String[]::new));
            onboard(world);
            String vim = Samples.addVim(world.catalog(), "sim").text("_id").orElseThrow();
            world.catalog().addCluster("cluster", "sim");
            List<Ns> all = NSDS.stream().map(nsd -> create(world, vim, nsd)).toList();
            for (int round = 0; round < ROUNDS; round++) {
                String type = round % 2 == 0 ? "instantiate" : "terminate";
                Map<Ns, String> operations = new LinkedHashMap<>();
                all.forEach(ns ->
                        operations.put(ns, world.catalog().start(type, ns.nsr(), parameters(), world.operator())));
                kill(world);
                operations.forEach((ns, operation) -> verify(world, ns, type, operation));
                if (type.equals("terminate")) {
                    verifyNoConfigurationIsLeft(world);
                }
            }
        }
    }

    private record Ns(Value.Obj nsr, Facts facts) {}

    private static Ns create(DemoWorld world, String vim, String nsd) {
        Value.Obj nsr = world.catalog().createNs("under-fire-" + nsd, nsd, "sim", parameters());
        return new Ns(
                nsr,
                new Facts(
                        world.store(),
                        world.catalog(),
                        world.vim(vim),
                        nsr.text("_id").orElseThrow()));
    }

    private static void onboard(DemoWorld world) throws IOException {
        Path packages = Fixtures.folder().resolve("packages");
        Path vnf = packages.resolve("hackfest_proxycharm_vnf");
        world.catalog()
                .onboard(
                        "hackfest_proxycharm_vnf",
                        "hackfest_proxycharm_vnfd.yaml",
                        Files.readAllBytes(vnf.resolve("hackfest_proxycharm_vnfd.yaml")),
                        Map.of("cloud_init/cloud-config.txt", Files.readAllBytes(vnf.resolve("cloud-config.txt"))));
        for (String name : List.of("hackfest_basic_vnf", "openldap_knf")) {
            world.catalog().onboard(packages.resolve(name));
        }
        for (String name : List.of("hackfest_proxycharm_ns", "hackfest_basic_ns", "openldap_ns")) {
            world.catalog().onboard(packages.resolve(name));
        }
    }

    private static Value.Obj parameters() {
        var vld = Value.Obj.EMPTY.with("name", "mgmtnet").with("vim-network-name", "mgmt");
        return Value.Obj.EMPTY.with("vld", Value.list(List.of(vld)));
    }

    private void kill(DemoWorld world) {
        for (int i = random.nextInt(MOST_KILLS) + 1; i > 0; i--) {
            int ms = random.nextInt(LATEST_MS);
            await().pollDelay(Duration.ofMillis(ms)).timeout(END_LIMIT).until(() -> true);
            String role = ROLES.get(random.nextInt(ROLES.size()));
            assertThat(world.role(role).kill()).as("%s died of SIGKILL", role).isTrue();
            world.start(role);
        }
    }

    private void verify(DemoWorld world, Ns ns, String type, String operation) {
        Facts facts = ns.facts();
        String where = type + " " + operation + " of " + ns.nsr().text("name").orElse("") + ", seed " + seed;
        await(where).atMost(END_LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> {
            if (facts.operation(operation)
                    .filter(RoleKillIT::isForTheOperatorToJudge)
                    .isPresent()) {
                retry(world, operation);
            }
            return facts.state(operation).equals("COMPLETED")
                    && facts.record(operation).equals("COMPLETED");
        });
        Operation stored = facts.operation(operation).orElseThrow();
        List<SimEvent> done =
                SimSite.on(new MongoSimVcaState(world.store().database())).history();
        assertThat(done.stream()
                        .filter(event -> event.what() == SimEvent.What.PRIMITIVE_RUN)
                        .map(SimEvent::taskKey)
                        .filter(key -> key.startsWith(operation + "/")))
                .as(where)
                .containsExactlyInAnyOrderElementsOf(stored.plan().tasks().stream()
                        .filter(task -> task.type().equals("RunPrimitive"))
                        .map(task -> operation + "/" + task.id())
                        .toList());
        if (type.equals("instantiate")) {
            assertThat(facts.madeOnce(operation)).as(where).isEqualTo("each once");
            assertThat(facts.serversActive()).as(where).isEqualTo(facts.serversAsked());
        } else {
            assertThat(facts.ofNs()).as(where).isEmpty();
        }
    }

    private void verifyNoConfigurationIsLeft(DemoWorld world) {
        List<SimEvent> done =
                SimSite.on(new MongoSimVcaState(world.store().database())).history();
        assertThat(count(done, SimEvent.What.ENVIRONMENT_DELETED))
                .as("environments that were deleted, seed %s", seed)
                .isEqualTo(count(done, SimEvent.What.ENVIRONMENT_CREATED));
        assertThat(count(done, SimEvent.What.KDU_UNINSTALLED))
                .as("KDUs that were uninstalled, seed %s", seed)
                .isEqualTo(count(done, SimEvent.What.KDU_INSTALLED));
    }

    private static long count(List<SimEvent> events, SimEvent.What what) {
        return events.stream().filter(event -> event.what() == what).count();
    }

    /** The adapter died when it was about to start a primitive: nobody runs it again unasked. */
    private static boolean isForTheOperatorToJudge(Operation operation) {
        List<TaskSpec> failed = operation.plan().tasks().stream()
                .filter(task -> operation.task(task.id()).state() == TaskState.FAILED)
                .toList();
        return operation.state().name().equals("FAILED_TEMP")
                && !failed.isEmpty()
                && failed.stream().allMatch(task -> {
                    var error = operation.task(task.id()).error();
                    return error != null && error.code().equals("OUTCOME_UNKNOWN");
                });
    }

    private static void retry(DemoWorld world, String operation) {
        System.out.println("Kills of roles: retried, since whether a primitive was run is unknown");
        var request = new VerbRequest(
                UUID.randomUUID().toString(),
                new OperationId(operation),
                null,
                Verb.RETRY,
                "test",
                VerbArguments.NONE,
                null);
        assertThat(world.operator().ask(request, ANSWER_LIMIT).orElseThrow().accepted())
                .isTrue();
    }
}
