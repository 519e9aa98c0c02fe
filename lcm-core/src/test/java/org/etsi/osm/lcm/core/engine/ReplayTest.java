package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.etsi.osm.lcm.core.engine.Replay.Recording;
import org.etsi.osm.lcm.core.engine.Replay.Step;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.EventValues;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariant 10: the same journal, decided again, gives the same snapshot; and a journal that was changed is told. */
class ReplayTest {
    private static final int SEEDS = 400;
    private static final int EVENTS = 120;

    /** What one play has told, through the form in which it is stored and sent. */
    private static final class Recorder {
        private final List<Outgoing.Decided> decisions = new ArrayList<>();
        private final List<Outgoing> moves = new ArrayList<>();
        private final Map<String, Plan> plans = new HashMap<>();

        Recorder listen(Play play) {
            Operation operation = play.operation();
            // What the last event changed nothing of has nothing to tell.
            operation.outbox().forEach(this::take);
            var planId = operation.planId();
            if (planId != null) {
                plans.put(planId, operation.plan());
            }
            return this;
        }

        private void take(Outgoing item) {
            if (item instanceof Outgoing.Decided decided) {
                Event told = EventValues.fromValue(EventValues.toValue(decided.event()));
                decisions.add(new Outgoing.Decided(decided.revision(), decided.firstRevision(), decided.at(), told));
            } else if (item instanceof Outgoing.TaskMoved || item instanceof Outgoing.OperationMoved) {
                moves.add(item);
            }
        }

        Recording recording(Play play) {
            return new Recording(play.operation().request(), plans, decisions, moves);
        }
    }

    private static List<Step> replay(Play play, Recording recording) {
        var replay = new Replay(play.engine(), recording);
        var steps = new ArrayList<Step>();
        while (replay.hasNext()) {
            steps.add(replay.next());
        }
        return steps;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 10_000, 20_000})
    void shouldReplayWhateverHappensToAnEqualSnapshot(long firstSeed) {
        int decisions = 0;
        for (long seed = firstSeed; seed < firstSeed + SEEDS; seed++) {
            var fuzz = new Fuzz(seed);
            var recorder = new Recorder().listen(fuzz.play());
            int events = new Random(seed).nextInt(EVENTS);
            for (int i = 0; i < events; i++) {
                fuzz.run(1);
                recorder.listen(fuzz.play());
            }
            decisions += verifyReplay(fuzz.play(), recorder, "seed " + seed);
        }
        assertThat(decisions).isGreaterThan(SEEDS * 5);
    }

    private static int verifyReplay(Play play, Recorder recorder, String what) {
        List<Step> steps = replay(play, recorder.recording(play));
        Operation lived = play.operation();

        assertThat(steps)
                .as(what)
                .allSatisfy(step -> assertThat(step.difference()).isNull());
        Operation replayed = Objects.requireNonNull(steps.getLast().after());
        if (lived.state().isTerminal()) {
            // That its end was told is written once more, and is no decision.
            assertThat(replayed.revision()).as(what).isLessThanOrEqualTo(lived.revision());
        } else {
            assertThat(replayed.revision()).as(what).isEqualTo(lived.revision());
        }
        assertThat(facts(replayed)).as(what).isEqualTo(facts(lived));
        return steps.size();
    }

    /** All but the owner, the milliseconds of timers and what is worked out. */
    private static List<Object> facts(Operation o) {
        var facts = new ArrayList<Object>();
        for (int i = 0; i < o.plan().size(); i++) {
            Task task = o.tasks().get(i).blockedBy(0);
            facts.add(task.timer(null));
            facts.add(kind(task.timer()));
        }
        facts.addAll(List.of(o.request(), o.state(), o.stateEnteredEpochMs(), o.control(), o.steering()));
        facts.addAll(List.of(o.occupies(), o.queuePosition(), o.answers(), o.automaticRollback()));
        facts.addAll(List.of(String.valueOf(o.settle()), String.valueOf(o.supersededBy()), kind(o.deadline())));
        facts.addAll(List.of(String.valueOf(o.error()), String.valueOf(o.parked()), String.valueOf(o.planId())));
        return facts;
    }

    private static String kind(@Nullable Timer timer) {
        return timer == null
                ? ""
                : timer.kind() + " " + timer.originalMs() + " " + timer.frozen() + " " + timer.armedBy();
    }

    private static Recording some() {
        var play = Play.anOperation().accepted();
        var recorder = new Recorder().listen(play);
        recorder.listen(play.planned(Plans.chain(2)));
        recorder.listen(play.succeeds("t0001"));
        recorder.listen(play.ask(Verb.PAUSE));
        recorder.listen(play.fails("t0002"));
        recorder.listen(play.ask(Verb.RESUME));
        return recorder.recording(play);
    }

    private static String firstDifference(Recording recording) {
        var replay = new Replay(new Engine(EngineSettings.DEFAULT), recording);
        while (replay.hasNext()) {
            var difference = replay.next().difference();
            if (difference != null) {
                assertThat(replay.hasNext()).isFalse();
                return difference;
            }
        }
        return "none";
    }

    @Test
    void shouldNameAGapInTheRevisions() {
        Recording whole = some();
        var holed = new ArrayList<>(whole.decisions());
        var missing = holed.remove(2);

        assertThat(firstDifference(whole)).isEqualTo("none");
        assertThat(firstDifference(new Recording(whole.request(), whole.plans(), holed, whole.moves())))
                .contains("revisions " + missing.firstRevision() + " to " + missing.revision() + " are missing");
        assertThat(firstDifference(
                        new Recording(whole.request(), whole.plans(), holed.subList(1, holed.size()), whole.moves())))
                .contains("revisions 1 to 1 are missing");
    }

    @Test
    void shouldSayWhatWasRecordedAndWhatCameOutInstead() {
        Recording whole = some();
        List<Outgoing> forged = whole.moves().stream()
                .map(item -> item instanceof Outgoing.TaskMoved m && m.to() == TaskState.FAILED
                        ? new Outgoing.TaskMoved(
                                m.revision(),
                                m.atEpochMs(),
                                m.task(),
                                m.from(),
                                TaskState.STOPPED,
                                m.attempt(),
                                m.sequence(),
                                m.cause(),
                                null,
                                null)
                        : item)
                .toList();

        assertThat(firstDifference(new Recording(whole.request(), whole.plans(), whole.decisions(), forged)))
                .contains("recorded: r")
                .contains("t0002 RUNNING -> STOPPED (attempt 1, #1)")
                .contains("came out is: r")
                .contains("t0002 RUNNING -> FAILED (attempt 1, #1, BROKEN)");
    }

    @Test
    void shouldSayThatAPlanIsMissing() {
        Recording whole = some();

        assertThat(firstDifference(new Recording(whole.request(), Map.of(), whole.decisions(), whole.moves())))
                .contains("Expected plan plan-1 beside the journal");
    }

    @Test
    void shouldTakeOutputsFromTheTransitionOfTheSameRevisions() {
        Recording whole = some();
        var reply = whole.decisions().stream()
                .filter(decided -> decided.event() instanceof Event.Replied)
                .findFirst()
                .orElseThrow();
        var replay = new Replay(new Engine(EngineSettings.DEFAULT), whole);
        while (replay.hasNext() && !replay.next().decided().equals(reply)) {}

        assertThat(((Event.Replied) reply.event()).reply().outputs()).isEqualTo(Value.Obj.EMPTY);
        assertThat(Objects.requireNonNull(replay.operation()).tasks().get(0).outputs())
                .isEqualTo(Value.Obj.EMPTY.with("id", "id of t0001"));
    }

    @Test
    void shouldKnowByItsExitThatAnOperationWasParked() {
        var play = Play.anOperation().accepted();
        var recorder = new Recorder().listen(play);
        recorder.listen(play.planned(Plans.chain(2)));
        Operation parked = play.operation().outboxSent().parked("a bug");
        var unpark = new Event.VerbRequested(play.request(Verb.UNPARK, null));
        Operation back = play.engine().decide(parked, unpark, play.now()).next();
        back.outbox().forEach(recorder::take);

        assertThat(firstDifference(recorder.recording(play))).isEqualTo("none");
    }
}
