package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.engine.Play.FLAKY;
import static org.etsi.osm.lcm.core.engine.Play.anOperation;
import static org.etsi.osm.lcm.core.model.OperationState.COMPLETED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED_TEMP;
import static org.etsi.osm.lcm.core.model.OperationState.PARTIALLY_COMPLETED;
import static org.etsi.osm.lcm.core.model.OperationState.PROCESSING;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLING_BACK;
import static org.etsi.osm.lcm.core.model.TaskState.DONE;
import static org.etsi.osm.lcm.core.model.TaskState.WAITING;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways out: continue, kill, unpark, a terminate that waits; and what tells of them: drain and preview. */
class EngineWayOutTest {

    // continue

    @Test
    void shouldFinishTheRestAndLeaveFailedBranches() {
        var play = anOperation()
                .planned(Plans.fork(3))
                .ask(Verb.HOLD, "t0004")
                .succeeds("t0001")
                .fails("t0002")
                .succeeds("t0003")
                .is(FAILED_TEMP)
                .ask(Verb.RELEASE, "t0004");

        play.ask(Verb.CONTINUE).accepted().executes("t0004").is(PROCESSING);
        play.fails("t0004").is(PARTIALLY_COMPLETED);
        assertThat(play.operation().error()).isNotNull();
    }

    @Test
    void shouldCompleteWhatWasContinuedIfAllIsDoneInTheEnd() {
        anOperation()
                .planned(Plans.fork(2))
                .ask(Verb.HOLD, "t0003")
                .succeeds("t0001")
                .fails("t0002")
                .ask(Verb.CONTINUE)
                .ask(Verb.RETRY, "t0002")
                .executes("t0002")
                .succeeds("t0002")
                .ask(Verb.RELEASE, "t0003")
                .succeeds("t0003")
                .is(COMPLETED);
    }

    // kill, unpark

    @Test
    void shouldKillWithoutWaitingAndListWhatMayStillRun() {
        var play = anOperation()
                .planned(Plans.wide(2))
                .succeeds("t0001")
                .ask(Verb.KILL)
                .accepted()
                .is(FAILED);
        assertThat(play.errorCode()).isEqualTo("KILLED");
        assertThat(play.task("t0002").mayStillRun()).isTrue();
        assertThat(play.answer().detail().at("/leftovers/count")).contains(new Value.Int(1));
        assertThat(play.answer().detail().at("/leftovers/tasks/0/task")).contains(new Value.Text("t0002"));
    }

    @Test
    void shouldGiveAParkedOperationBackAsItWas() {
        var play = anOperation().planned(Plans.chain(2));
        var parked = play.operation().outboxSent().parked("broken");
        var request = VerbRequest.of("back", parked.id(), Verb.UNPARK, "alice");

        var back = play.engine().decide(parked, new Event.VerbRequested(request), play.now());
        assertThat(back.next().parked()).isNull();
        assertThat(back.effects())
                .as("what was in flight is sent again")
                .contains(new org.etsi.osm.lcm.core.model.Effect.SendCommand(new TaskId("t0001"), 1));
    }

    // a terminate that waits

    private static Stream<Arguments> hands() {
        UnaryOperator<Play> held = play -> play.ask(Verb.HOLD, "t0002");
        UnaryOperator<Play> paused = play -> play.ask(Verb.PAUSE);
        UnaryOperator<Play> stepping =
                play -> play.ask(Verb.PAUSE).succeeds("t0001").ask(Verb.STEP);
        UnaryOperator<Play> atABreakpoint =
                play -> play.ask(Verb.BREAKPOINT, VerbArguments.selector(new Selector(Selector.Kind.TASK, "t0002")))
                        .succeeds("t0001");
        return Stream.of(
                Arguments.of("held", held),
                Arguments.of("paused", paused),
                Arguments.of("stepping", stepping),
                Arguments.of("at a breakpoint", atABreakpoint));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hands")
    void shouldMakeWayForATerminateWhateverAnOperatorsHandIsOn(String name, UnaryOperator<Play> hand) {
        var play = hand.apply(anOperation().planned(Plans.chain(3)));

        play.happens(new Event.TerminateWaits(new OperationId("op9")));
        endsByItself(play);
        assertThat(play.operation().supersededBy()).isEqualTo(new OperationId("op9"));
    }

    @Test
    void shouldMakeWayForATerminateOnceAFreezeIsLifted() {
        var play = anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .happens(new Event.FreezesChanged(List.of(Selector.EVERYTHING)))
                .happens(new Event.TerminateWaits(new OperationId("op9")))
                .stops("t0002")
                .is(ROLLING_BACK)
                .sendsNothing();

        play.happens(new Event.FreezesChanged(List.of())).undoes("t0002");
        endsByItself(play);
    }

    private static void endsByItself(Play play) {
        for (int reply = 0; reply < 10 && !play.operation().state().isTerminal(); reply++) {
            int next = play.operation().frontier().inFlight().next(0);
            assertThat(next).as("something in flight: %s", play.log()).isNotNegative();
            play.succeeds(TaskId.at(next).value());
        }
        play.is(FAILED);
    }

    // clocks and drain

    @Test
    void shouldTellWhatIsInFlightAndWhenAPausedOperationCameToRest() {
        var play = anOperation().planned(Plans.wide(2)).ask(Verb.PAUSE);
        assertThat(play.answer().detail().at("/drain/inFlight")).contains(new Value.Int(2));
        assertThat(play.answer().detail().at("/drain/tasks/1/task")).contains(new Value.Text("t0002"));

        play.succeeds("t0001").after(Duration.ofSeconds(7)).succeeds("t0002");
        var drained = Objects.requireNonNull(play.operation().steering().drained());
        assertThat(drained.atEpochMs()).isEqualTo(play.now().epochMs());
        assertThat(drained.revision()).isLessThanOrEqualTo(play.operation().revision());
        assertThat(play.operation().inFlight()).isZero();
        assertThat(play.operation().control()).isEqualTo(Control.PAUSED);
    }

    @Test
    void shouldKeepWhatRemainsOfEveryClockThroughPauseAndTakeover() {
        var plan = Plans.each(Plans.wide(1), task -> Plans.retried(task, 3));
        var play = anOperation().planned(plan).fails("t0001", FLAKY).after(Duration.ofMillis(300));
        long backOff = Objects.requireNonNull(play.task("t0001").timer()).remainingMs(play.now());
        long deadline = Objects.requireNonNull(play.operation().deadline()).remainingMs(play.now());

        play.ask(Verb.PAUSE)
                .after(Duration.ofHours(30))
                .happens(new Event.TakenOver(Play.owner(2)))
                .after(Duration.ofHours(30))
                .ask(Verb.RESUME)
                .tasksAre(WAITING);

        assertThat(Objects.requireNonNull(play.task("t0001").timer()).remainingMs(play.now()))
                .isEqualTo(backOff);
        assertThat(Objects.requireNonNull(play.operation().deadline()).remainingMs(play.now()))
                .isEqualTo(deadline);
    }

    // preview

    @ParameterizedTest
    @EnumSource(
            value = Verb.class,
            names = {"RETRY", "ROLLBACK", "CONTINUE", "FAIL", "KILL"})
    void shouldShowWhatThenHappens(Verb verb) {
        var play = anOperation()
                .planned(Plans.fork(2))
                .succeeds("t0001")
                .fails("t0002")
                .succeeds("t0003");
        play.ask(Verb.PREVIEW, VerbArguments.NONE.previewing(verb)).accepted();
        Value.Obj told = play.answer().detail();
        assertThat(play.operation().state()).as("nothing has happened yet").isEqualTo(FAILED_TEMP);

        play.ask(verb).accepted();
        assertThat(told.at("/verbs/0/state"))
                .contains(new Value.Text(play.operation().state().name()));
        for (int i = 0; i < play.sent().size(); i++) {
            String action =
                    ((Value.Text) told.at("/verbs/0/sends/" + i + "/action").orElseThrow()).value();
            String task = ((Value.Text) told.at("/verbs/0/sends/" + i + "/task").orElseThrow()).value();
            assertThat(play.sent().get(i)).isEqualTo(action + " " + task);
        }
        assertThat(told.at("/verbs/0/sends/" + play.sent().size()))
                .as("one more")
                .isEmpty();
    }

    @Test
    void shouldShowTheOrderOfARollbackAndWhatIsLostByIt() {
        var play = anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .fails("t0002")
                .tasksAre(DONE, FAILED_TASK);
        play.ask(Verb.PREVIEW, VerbArguments.NONE.previewing(Verb.ROLLBACK));

        Value.Obj told = play.answer().detail();
        assertThat(told.at("/verbs/0/rollback/order/0/task")).contains(new Value.Text("t0002"));
        assertThat(told.at("/verbs/0/rollback/order/1/task")).contains(new Value.Text("t0001"));
        play.ask(Verb.ROLLBACK).undoes("t0002").succeeds("t0002").undoes("t0001");
    }

    private static final org.etsi.osm.lcm.core.model.TaskState FAILED_TASK =
            org.etsi.osm.lcm.core.model.TaskState.FAILED;
}
