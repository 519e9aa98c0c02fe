package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many NSs at once, and users who instantiate, terminate and cancel as it comes, within what NBI's gates let through.
 * {@code -Dmixed.seed} repeats what they choose, though not when it meets what.
 */
@Timeout(240)
class MixedLoadIT {
    private static final int NSS = 50;
    private static final int REQUESTS = 200;
    private static final int VIMS = 3;
    private static final int LONGEST_PAUSE_MS = 120;
    private static final int MOST_OPEN = 3;
    private static final int JOURNALS = 25;
    private static final Duration LIMIT = Duration.ofSeconds(150);
    private static final Set<String> MOVING = Set.of("PROCESSING", "ROLLING_BACK");

    @TempDir
    private static Path folder;

    private static Rig rig;

    private final long seed = Long.getLong("mixed.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> vims = new ArrayList<>();
    private final List<Value.Obj> nss = new ArrayList<>();
    private final Map<String, Integer> asked = new HashMap<>();

    @BeforeAll
    static void start() {
        rig = new Rig(folder);
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    @Test
    void shouldBringEverythingToItsRightEnd() {
        System.out.println("Mixed load: -Dmixed.seed=" + seed);
        prepare();
        nss.forEach(nsr -> ask(nsr, "instantiate"));
        for (int i = NSS; i < REQUESTS; i++) {
            next(i);
        }
        System.out.println("Mixed load: asked " + asked);

        Map<String, List<Value.Obj>> operations = awaitRest();
        nss.forEach(nsr -> verifyRest(nsr, operations.getOrDefault(Nbi.id(nsr), List.of())));

        List<String> ends = nss.stream()
                .filter(nsr -> isInstantiated(nsr) || isHeld(operations.getOrDefault(Nbi.id(nsr), List.of())))
                .map(nsr -> rig.nbi().start("terminate", nsr))
                .toList();
        Map<String, List<Value.Obj>> ended = awaitRest();
        ends.forEach(operation -> rig.awaitState(operation, "COMPLETED"));
        nss.forEach(nsr -> verifyGone(nsr, ended.getOrDefault(Nbi.id(nsr), List.of())));
        verifyJournals(ended);
    }

    private void prepare() {
        for (int i = 0; i < VIMS; i++) {
            vims.add(rig.addVim("site-" + i, 200L + 300L * i));
        }
        Small.onboardVnf(rig.nbi());
        Value.Obj nsd = Small.onboardNs(rig.nbi(), 1);
        for (int i = 0; i < NSS; i++) {
            nss.add(Small.createNs(rig.nbi(), "ns-" + i, nsd, vims.get(i % VIMS)));
        }
    }

    private String ask(Value.Obj nsr, String type) {
        asked.merge(type, 1, Integer::sum);
        return rig.nbi().start(type, nsr);
    }

    /** What a user may ask next of an NS, as NBI sees it. */
    private void next(int request) {
        int pause = random.nextInt(LONGEST_PAUSE_MS);
        await().pollDelay(Duration.ofMillis(pause)).timeout(LIMIT).until(() -> true);
        Value.Obj nsr = nss.get(random.nextInt(NSS));
        boolean wantsCancel = random.nextInt(3) > 0;
        String mode = random.nextBoolean() ? "GRACEFUL" : "FORCEFUL";
        List<Value.Obj> moving = operations(nsr).stream()
                .filter(operation ->
                        MOVING.contains(operation.text("operationState").orElse("")))
                .toList();
        List<Value.Obj> cancellable = moving.stream()
                .filter(operation -> operation
                        .text("isCancelPending")
                        .filter("false"::equals)
                        .isPresent())
                .toList();
        boolean isFull = moving.size() >= MOST_OPEN;
        if (!cancellable.isEmpty() && (wantsCancel || isFull)) {
            asked.merge("cancel " + mode, 1, Integer::sum);
            rig.nbi().cancel(Nbi.id(cancellable.get(request % cancellable.size())), mode);
        } else if (isInstantiated(nsr) && !isFull) {
            ask(nsr, "terminate");
        } else if (moving.isEmpty()) {
            ask(nsr, "instantiate");
        } else {
            asked.merge("nothing", 1, Integer::sum);
        }
    }

    private static boolean isInstantiated(Value.Obj nsr) {
        return rig.document("nsrs", Nbi.id(nsr))
                .at("/_admin/nsState")
                .flatMap(Value::asText)
                .filter("INSTANTIATED"::equals)
                .isPresent();
    }

    private static boolean isHeld(List<Value.Obj> operations) {
        return operations.stream().anyMatch(operation -> state(operation).equals("FAILED_TEMP"));
    }

    private static String state(Value.Obj operation) {
        return operation.text("operationState").orElse("");
    }

    private static List<Value.Obj> operations(Value.Obj nsr) {
        return rig.nbi().documents().list("nslcmops", Map.of("nsInstanceId", Nbi.id(nsr)), 1_000);
    }

    /** Waits until nothing moves any more; gives all operations by NS. */
    private Map<String, List<Value.Obj>> awaitRest() {
        await("everything to come to rest, seed " + seed)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> all().stream().noneMatch(operation -> MOVING.contains(state(operation))));
        Map<String, List<Value.Obj>> byNs = new HashMap<>();
        all().forEach(operation -> byNs.computeIfAbsent(
                        operation.text("nsInstanceId").orElse(""), ns -> new ArrayList<>())
                .add(operation));
        return byNs;
    }

    private static List<Value.Obj> all() {
        return rig.nbi().documents().list("nslcmops", Map.of(), 10_000);
    }

    /** The VIM has what the operation that had the NS last says, and so do the records. */
    private void verifyRest(Value.Obj nsr, List<Value.Obj> operations) {
        String ns = Nbi.id(nsr);
        String where = "NS " + ns + ", seed " + seed;
        for (Value.Obj operation : operations) {
            assertThat(rig.operation(Nbi.id(operation))
                            .map(stored -> stored.state().name()))
                    .as(where + ", operation " + Nbi.id(operation))
                    .hasValue(state(operation));
        }
        Value.Obj record = rig.document("nsrs", ns);
        String lastId =
                record.at("/_admin/lcm/operation").flatMap(Value::asText).orElse("");
        Value.Obj last = operations.stream()
                .filter(operation -> Nbi.id(operation).equals(lastId))
                .findFirst()
                .orElseThrow();
        String type = last.text("lcmOperationType").orElse("");
        List<Resource> resources = rig.resources(nsr.text("datacenter").orElseThrow(), ns);
        assertThat(resources).as(where).extracting(Resource::tags).doesNotHaveDuplicates();
        String expected = "BROKEN";
        if (state(last).equals("COMPLETED") && type.equals("instantiate")) {
            expected = "READY";
            assertThat(resources)
                    .as(where)
                    .extracting(Resource::kind)
                    .containsExactlyInAnyOrder(Kind.SERVER, Kind.PORT, Kind.FLAVOR);
        } else if (state(last).equals("COMPLETED") || isRolledBack(lastId)) {
            expected = "NOT_INSTANTIATED";
            assertThat(resources).as(where).isEmpty();
        }
        assertThat(record.text("nsState")).as(where + " after " + type).hasValue(expected);
    }

    /**
     * A terminate broke it off, and was cancelled itself before its turn: nothing is there, as if it had never been.
     */
    private static boolean isRolledBack(String id) {
        var operation = rig.operation(id).orElseThrow();
        return operation.request().type().equals("instantiate")
                && operation.state() == OperationState.FAILED
                && operation.automaticRollback()
                && operation.plan().tasks().stream()
                        .noneMatch(task -> operation.task(task.id()).needsUndo());
    }

    private void verifyGone(Value.Obj nsr, List<Value.Obj> operations) {
        String ns = Nbi.id(nsr);
        String where = "NS " + ns + ", seed " + seed;
        vims.forEach(vim -> assertThat(rig.resources(vim, ns)).as(where).isEmpty());
        assertThat(rig.document("nsrs", ns).text("nsState")).as(where).hasValue("NOT_INSTANTIATED");
        for (Value.Obj operation : operations) {
            var stored = rig.operation(Nbi.id(operation)).orElseThrow();
            assertThat(stored.isOpen())
                    .as(where + ", operation " + stored.id() + " is " + stored.state())
                    .isFalse();
        }
    }

    private void verifyJournals(Map<String, List<Value.Obj>> operations) {
        List<Value.Obj> some = new ArrayList<>(
                operations.values().stream().flatMap(List::stream).toList());
        Collections.shuffle(some, random);
        some.stream()
                .limit(JOURNALS)
                .forEach(operation -> Journals.verifyComplete(
                        rig.tap(), rig.operation(Nbi.id(operation)).orElseThrow()));
    }
}
