package org.etsi.osm.lcm.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.etsi.osm.lcm.cli.InProcess;
import org.etsi.osm.lcm.cli.InProcess.Ended;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant 10 on a real operation: one that was paused, stepped, failed, partly rolled back and retried, and whose
 * engine died of SIGKILL twice meanwhile, is exported and decided again to the same end.
 */
@Timeout(300)
class JournalIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final String ENGINE = "service";

    @TempDir
    private static Path folder;

    private static DemoWorld world;
    private static String operation = "";
    private static Path file = Path.of("");

    @BeforeAll
    static void live() {
        file = folder.resolve("op.json");
        world = new DemoWorld(folder);
        world.start(ENGINE, "ro-adapter", "n2vc-adapter");
        Samples.onboard(world.catalog());
        String vim = Samples.addVim(world.catalog(), "sim").text("_id").orElseThrow();
        var quota = SimFault.always(
                "quota", Kind.SERVER, SimFault.Operation.CREATE, new SimFault.Refuse(VimException.Code.QUOTA));
        world.vim(vim).put(quota);
        Value.Obj nsr = world.catalog().createNs("journal", "sample-ns", "sim", Value.Obj.EMPTY);
        operation = world.catalog().start("instantiate", nsr, Value.Obj.EMPTY, world.operator());

        awaitThat("in flight", JournalIT::isAtWork);
        ask(Verb.PAUSE, null);
        killEngine();
        awaitThat("drained", o -> o.steering().drained() != null);
        ask(Verb.STEP, null);
        awaitThat(
                "drained again",
                o -> o.control() == Control.PAUSED && o.steering().drained() != null);
        ask(Verb.RESUME, null);
        awaitThat("FAILED_TEMP", o -> o.state() == OperationState.FAILED_TEMP);
        TaskId network = doneTask(stored(), "CreateNetwork");
        ask(Verb.ROLLBACK, network);
        awaitThat(
                "partly rolled back",
                o -> o.state() == OperationState.FAILED_TEMP && !o.task(network).touched());
        world.vim(vim).removeFault("quota");
        ask(Verb.RETRY, null);
        awaitThat("in flight again", JournalIT::isAtWork);
        killEngine();
        awaitThat("COMPLETED", o -> o.state() == OperationState.COMPLETED && !o.isOpen());
    }

    @AfterAll
    static void end() {
        world.close();
    }

    private static Operation stored() {
        return world.store().queries().find(new OperationId(operation)).stream()
                .map(loaded -> ((Loaded.Sound) loaded).operation())
                .findFirst()
                .orElseThrow();
    }

    private static void awaitThat(String what, Predicate<Operation> holds) {
        await(what)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> world.store()
                        .queries()
                        .find(new OperationId(operation))
                        .filter(loaded -> loaded instanceof Loaded.Sound(var found) && holds.test(found))
                        .isPresent());
    }

    private static boolean isAtWork(Operation o) {
        return o.plan().tasks().stream().anyMatch(spec -> o.task(spec.id()).inFlight() != null);
    }

    private static TaskId doneTask(Operation o, String type) {
        return o.plan().tasks().stream()
                .filter(spec -> spec.type().equals(type) && o.task(spec.id()).touched())
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static void ask(Verb verb, @Nullable TaskId task) {
        var request = VerbRequest.of("req-" + verb, new OperationId(operation), verb, "alice")
                .on(task);
        var answer = world.operator().ask(request, ANSWER_LIMIT).orElseThrow();
        assertThat(answer.accepted()).as(verb + ": " + answer.reason()).isTrue();
    }

    private static void killEngine() {
        assertThat(world.role(ENGINE).kill()).isTrue();
        world.start(ENGINE);
    }

    private static Ended lcm(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        if (!all.contains("replay")) {
            all.addAll(List.of("--data", folder.toString()));
        }
        return InProcess.run(all.toArray(String[]::new));
    }

    private static Value.Obj export() throws IOException {
        if (!Files.exists(file)) {
            Ended exported = lcm("op", "export", operation, "--file", file.toString());
            assertThat(exported.exitCode()).as(exported.err()).isZero();
        }
        return (Value.Obj) Json.read(Files.readString(file));
    }

    private static Value.Obj replay(Value.Obj export, int exitCode, String... further) throws IOException {
        Path forged = Files.writeString(folder.resolve("forged.json"), Json.text(export));
        var all = new ArrayList<>(List.of("op", "replay", forged.toString(), "--json"));
        all.addAll(List.of(further));
        Ended replayed = InProcess.run(all.toArray(String[]::new));
        assertThat(replayed.exitCode()).as(replayed.out() + replayed.err()).isEqualTo(exitCode);
        return Json.readObject(replayed.out().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldReplayTheWholeLifeToTheSameEnd() throws IOException {
        Value.Obj export = export();

        Value.Obj replayed = replay(export, 0);

        assertThat(replayed.text("equal")).hasValue("true");
        assertThat(replayed.items("steps")).hasSameSizeAs(export.items("decisions"));
        assertThat(replayed.at("/snapshot/state")).hasValue(Value.of("COMPLETED"));
        assertThat(replayed.at("/snapshot/tasks")).isEqualTo(export.at("/snapshot/tasks"));
    }

    @Test
    void shouldStopWhereItIsToldTo() throws IOException {
        Value.Obj replayed = replay(export(), 0, "--until", "5");

        assertThat(replayed.items("steps"))
                .isNotEmpty()
                .allSatisfy(
                        step -> assertThat(Long.parseLong(step.text("revision").orElseThrow()))
                                .isLessThanOrEqualTo(5));
        assertThat(replayed.at("/snapshot/state")).hasValue(Value.of("PROCESSING"));
    }

    @Test
    void shouldNameWhatWasLeftOutOfTheJournal() throws IOException {
        Value.Obj export = export();
        var decisions = new ArrayList<>(export.items("decisions"));
        Value gone = decisions.remove(decisions.size() / 2);

        Value.Obj replayed = replay(export.with("decisions", Value.list(decisions)), 1);

        assertThat(replayed.text("difference").orElseThrow())
                .contains("revisions " + gone.text("firstRevision").orElseThrow() + " to "
                        + gone.text("revision").orElseThrow() + " are missing");
    }

    @Test
    void shouldSayWhereARecordedTransitionDiffers() throws IOException {
        Value.Obj export = export();
        var moves = new ArrayList<>(export.items("taskTransitions"));
        Value.Obj last = (Value.Obj) moves.removeLast();
        moves.add(last.with("attempt", 7));

        Value.Obj replayed = replay(export.with("taskTransitions", Value.list(moves)), 1);

        assertThat(replayed.text("difference").orElseThrow())
                .contains("(attempt 7,")
                .contains("came out is");
    }

    @Test
    void shouldTellWhoDidWhatAndHowLongAttemptsTook() {
        Ended json = lcm("op", "history", operation, "--json");
        Ended text = lcm("op", "history", operation);

        assertThat(json.exitCode()).as(json.err()).isZero();
        Value.Obj history = Json.readObject(json.out().getBytes(StandardCharsets.UTF_8));
        assertThat(history.items("verbs"))
                .extracting(verb -> verb.text("verb").orElse("") + " by "
                        + verb.text("actor").orElse("") + " "
                        + verb.text("requestId").orElse(""))
                .containsExactly(
                        "pause by alice req-PAUSE",
                        "step by alice req-STEP",
                        "resume by alice req-RESUME",
                        "rollback by alice req-ROLLBACK",
                        "retry by alice req-RETRY");
        assertThat(history.items("attempts"))
                .anySatisfy(attempt -> {
                    assertThat(attempt.text("ended")).hasValue("FAILED");
                    assertThat(attempt.at("/error/code")).hasValue(Value.of("QUOTA"));
                })
                .anySatisfy(attempt -> assertThat(attempt.text("action")).hasValue("ROLLBACK"))
                .allSatisfy(attempt -> assertThat(
                                Long.parseLong(attempt.text("durationMs").orElseThrow()))
                        .isBetween(0L, LIMIT.toMillis()));
        assertThat(text.exitCode()).isZero();
        assertThat(text.out())
                .contains("pause by alice (req-PAUSE)")
                .contains("RUNNING -> DONE (attempt 1, #1)")
                .contains("QUOTA")
                .contains("TOOK");
    }
}
