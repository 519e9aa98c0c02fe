package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.engine.Play.BROKEN;
import static org.etsi.osm.lcm.core.engine.Play.FLAKY;
import static org.etsi.osm.lcm.core.engine.Play.anOperation;
import static org.etsi.osm.lcm.core.model.CancelMode.FORCEFUL;
import static org.etsi.osm.lcm.core.model.CancelMode.GRACEFUL;
import static org.etsi.osm.lcm.core.model.OperationState.COMPLETED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED_TEMP;
import static org.etsi.osm.lcm.core.model.OperationState.PROCESSING;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLED_BACK;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLING_BACK;
import static org.etsi.osm.lcm.core.model.TaskState.DONE;
import static org.etsi.osm.lcm.core.model.TaskState.FAILED;
import static org.etsi.osm.lcm.core.model.TaskState.RUNNING;
import static org.etsi.osm.lcm.core.model.TaskState.STOPPED;
import static org.etsi.osm.lcm.core.model.TaskState.UNDONE;
import static org.etsi.osm.lcm.core.model.TaskState.WAITING;

import java.time.Duration;
import java.util.Objects;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Verbs on an operation that goes forward or waits: pause, resume, cancel, retry, fail; request ids and revisions. */
class EngineControlTest {

    @Test
    void shouldStartNothingWhilePausedAndGoOnAfterwards() {
        var play = anOperation().planned(Plans.chain(2)).ask(Verb.PAUSE).accepted();
        assertThat(play.answer().control()).isEqualTo(Control.PAUSED);
        assertThat(play.answer().inFlight()).as("drain").isEqualTo(1);

        play.succeeds("t0001").sendsNothing().tasksAre(DONE, WAITING);
        assertThat(play.operation().inFlight()).as("drain").isZero();

        play.ask(Verb.RESUME).accepted().executes("t0002").succeeds("t0002").is(COMPLETED);
    }

    @Test
    void shouldFreezeBackOffsAndTheDeadlineButNotWhatIsInFlight() {
        var plan = Plans.each(Plans.wide(2), task -> Plans.retried(task, 3));
        var play = anOperation().planned(plan).fails("t0001", FLAKY);
        var backOff = Objects.requireNonNull(play.task("t0001").timer());
        var deadline = Objects.requireNonNull(play.operation().deadline());

        play.after(Duration.ofMillis(400)).ask(Verb.PAUSE);
        var frozen = Objects.requireNonNull(play.task("t0001").timer());
        assertThat(frozen.remainingMs()).isEqualTo(backOff.originalMs() - 400);
        play.after(Duration.ofMinutes(30));
        play.happens(new Event.TimerDue(null, deadline.kind(), deadline.armedBy()))
                .changesNothing();
        play.happens(new Event.TimerDue(new TaskId("t0001"), frozen.kind(), frozen.armedBy()))
                .changesNothing();
        play.rings("t0002").aborts("t0002");

        play.ask(Verb.RESUME);
        assertThat(Objects.requireNonNull(play.task("t0001").timer()).remainingMs(play.now()))
                .isEqualTo(backOff.originalMs() - 400);
        assertThat(Objects.requireNonNull(play.operation().deadline()).remainingMs(play.now()))
                .isEqualTo(deadline.originalMs() - 400);
    }

    @Test
    void shouldFreezeABackOffThatBeginsWhilePaused() {
        var play = anOperation()
                .planned(Plans.each(Plans.chain(1), task -> Plans.retried(task, 3)))
                .ask(Verb.PAUSE)
                .fails("t0001", FLAKY)
                .tasksAre(WAITING);

        assertThat(Objects.requireNonNull(play.task("t0001").timer()).frozen()).isTrue();
        play.ask(Verb.RESUME).rings("t0001").executes("t0001");
    }

    @Test
    void shouldApplyTheFailurePolicyOnlyAfterTheResume() {
        var play = anOperation().planned(Plans.chain(2)).ask(Verb.PAUSE).fails("t0001");
        play.is(PROCESSING).tasksAre(FAILED, WAITING);

        play.ask(Verb.RESUME).accepted().is(FAILED_TEMP);
        assertThat(play.answer().state()).isEqualTo(FAILED_TEMP);
    }

    @Test
    void shouldStorePlanAndRefusalWhilePausedAndActOnThemLater() {
        anOperation()
                .accepted()
                .ask(Verb.PAUSE)
                .planned(Plans.chain(1))
                .sendsNothing()
                .ask(Verb.RESUME)
                .executes("t0001");

        anOperation()
                .accepted()
                .ask(Verb.PAUSE)
                .happens(new Event.PlanRefused(BROKEN))
                .is(PROCESSING)
                .ask(Verb.RESUME)
                .is(OperationState.FAILED);
    }

    @Test
    void shouldNotCountPausedTimeFromTheQueueOn() {
        var play = anOperation().queuedAt(1).accepted().ask(Verb.PAUSE).happens(new Event.Admitted());

        assertThat(Objects.requireNonNull(play.operation().deadline()).frozen()).isTrue();
    }

    @Test
    void shouldLetWhatIsInFlightFinishWhenCancelledGracefully() {
        var play = anOperation()
                .planned(Plans.fork(2))
                .succeeds("t0001")
                .cancel(GRACEFUL)
                .accepted()
                .sendsNothing()
                .is(PROCESSING)
                .succeeds("t0002")
                .fails("t0003", FLAKY)
                .is(FAILED_TEMP)
                .tasksAre(DONE, DONE, FAILED);

        assertThat(play.errorCode()).isEqualTo("CANCELLED");
        assertThat(play.operation().occupies()).isTrue();
    }

    @Test
    void shouldAbortWhatIsInFlightWhenCancelledForcefully() {
        anOperation()
                .planned(Plans.fork(2))
                .succeeds("t0001")
                .cancel(FORCEFUL)
                .aborts("t0002", "t0003")
                .stops("t0002")
                .succeeds("t0003")
                .is(FAILED_TEMP)
                .tasksAre(DONE, STOPPED, DONE);
    }

    @Test
    void shouldEscalateAGracefulCancelButNeverTheOtherWayRound() {
        anOperation()
                .planned(Plans.chain(1))
                .cancel(GRACEFUL)
                .cancel(GRACEFUL)
                .rejected("pending already")
                .cancel(FORCEFUL)
                .accepted()
                .aborts("t0001")
                .cancel(GRACEFUL)
                .rejected("pending already")
                .ask(Verb.PAUSE)
                .rejected("a cancel is pending")
                .stops("t0001")
                .is(FAILED_TEMP);
    }

    @Test
    void shouldEndACancelWhoseAbortIsNeverAnswered() {
        var play = anOperation()
                .planned(Plans.chain(1))
                .cancel(FORCEFUL)
                .rings("t0001")
                .is(FAILED_TEMP);

        assertThat(play.task("t0001").mayStillRun()).isTrue();
    }

    @Test
    void shouldStopATaskThatTimedOutBeforeTheCancel() {
        anOperation()
                .planned(Plans.chain(1))
                .rings("t0001")
                .cancel(FORCEFUL)
                .stops("t0001")
                .tasksAre(STOPPED)
                .is(FAILED_TEMP);
    }

    @Test
    void shouldCancelWhatIsPaused() {
        var plan = Plans.each(Plans.wide(2), task -> Plans.retried(task, 3));
        anOperation()
                .planned(plan)
                .fails("t0001", FLAKY)
                .ask(Verb.PAUSE)
                .cancel(GRACEFUL)
                .succeeds("t0002")
                .is(FAILED_TEMP)
                .tasksAre(WAITING, DONE);
    }

    @Test
    void shouldEndAQueuedOperationWithoutItsEverOccupyingTheNs() {
        var play = anOperation().queuedAt(1).accepted().cancel(GRACEFUL).is(FAILED_TEMP);
        assertThat(play.operation().occupies()).isFalse();

        play.ask(Verb.RETRY).is(PROCESSING);
        assertThat(play.operation().queuePosition()).isEqualTo(1);
        assertThat(play.operation().outbox())
                .filteredOn(Outgoing.OperationMoved.class::isInstance)
                .allSatisfy(item -> assertThat(((Outgoing.OperationMoved) item).queuePosition())
                        .isEqualTo(1));
    }

    @Test
    void shouldRollBackWhatNeverHadItsTurnAtOnce() {
        anOperation().queuedAt(1).accepted().cancel(GRACEFUL).ask(Verb.ROLLBACK).is(ROLLED_BACK);
        anOperation()
                .queuedAt(1)
                .accepted()
                .happens(new Event.RecordsVanished())
                .is(OperationState.FAILED);
    }

    @Test
    void shouldCancelWhileThePlanIsBeingMadeAndPlanAgainOnRetry() {
        var play = anOperation().accepted().cancel(FORCEFUL).is(FAILED_TEMP);
        play.planned(Plans.chain(1)).changesNothing();

        play.ask(Verb.RETRY).is(PROCESSING);
        assertThat(play.last().effects()).contains(new Effect.MakePlan());
        play.planned(Plans.chain(1)).succeeds("t0001").is(COMPLETED);
    }

    @Test
    void shouldRetryFailedAndStoppedTasksAndKeepWhatIsDone() {
        var play = anOperation()
                .planned(Plans.fork(3))
                .succeeds("t0001")
                .fails("t0002")
                .succeeds("t0003")
                .stops("t0004")
                .is(FAILED_TEMP)
                .ask(Verb.RETRY)
                .accepted()
                .executes("t0002", "t0004");

        assertThat(play.inFlight("t0002").sequence()).isEqualTo(2);
        assertThat(play.inFlight("t0002").attempt()).isEqualTo(1);
        assertThat(play.operation().error()).isNull();
        assertThat(play.operation().deadline()).isNotNull();
        play.succeeds("t0002", "t0004").is(COMPLETED);
    }

    @Test
    void shouldCloseAsFailedOnDemand() {
        var play = anOperation()
                .planned(Plans.chain(1))
                .fails("t0001")
                .ask(Verb.FAIL)
                .accepted()
                .is(OperationState.FAILED);

        assertThat(play.errorCode()).isEqualTo("BROKEN");
        assertThat(play.answer().legal()).containsExactlyInAnyOrder(Verb.VERIFY, Verb.PREVIEW);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verb.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"VERIFY", "PREVIEW"})
    void shouldRejectEveryVerbThatActsOnceItIsOver(Verb verb) {
        anOperation()
                .planned(Plans.chain(1))
                .succeeds("t0001")
                .is(COMPLETED)
                .ask(verb)
                .rejected("");
    }

    @Test
    void shouldRejectWhatMakesNoSenseAndSayWhatDoes() {
        var play = anOperation().planned(Plans.chain(1));

        play.ask(Verb.RESUME).rejected("isn't paused");
        play.ask(Verb.RETRY).rejected("only FAILED_TEMP");
        play.ask(Verb.FAIL).rejected("only FAILED_TEMP");
        assertThat(play.answer().legal())
                .containsExactlyInAnyOrder(
                        Verb.PAUSE, Verb.BREAKPOINT, Verb.CANCEL, Verb.ROLLBACK, Verb.KILL, Verb.VERIFY, Verb.PREVIEW);
        play.ask(Verb.PAUSE).ask(Verb.PAUSE).rejected("PAUSED already");
    }

    @Test
    void shouldAnswerARepeatedRequestAsBefore() {
        var play = anOperation().planned(Plans.chain(2));
        var pause = play.request(Verb.PAUSE, null);
        play.ask(pause).accepted();
        var answer = play.answer();
        play.ask(Verb.RESUME).accepted();

        play.ask(pause);

        assertThat(play.answer()).isEqualTo(answer);
        assertThat(play.operation().control()).as("not paused a second time").isEqualTo(Control.RUN);
    }

    @Test
    void shouldKeepTheLast64Answers() {
        var play = anOperation().planned(Plans.chain(1));
        var first = play.request(Verb.PAUSE, null);
        play.ask(first);
        for (int i = 0; i < Operation.ANSWERS_KEPT / 2; i++) {
            play.ask(Verb.RESUME).accepted().ask(Verb.PAUSE).accepted();
        }

        assertThat(play.operation().answers()).hasSize(Operation.ANSWERS_KEPT);
        play.ask(first).rejected("PAUSED already");
    }

    @Test
    void shouldRejectAVerbMeantForAnotherRevision() {
        var play = anOperation().planned(Plans.chain(1));
        long revision = play.operation().revision();

        play.ask(expecting(play, "a", revision - 1)).rejected("revision " + (revision - 1) + " was expected");
        play.ask(expecting(play, "b", revision)).accepted();
    }

    private static VerbRequest expecting(Play play, String id, long revision) {
        return new VerbRequest(id, play.operation().id(), null, Verb.PAUSE, "alice", VerbArguments.NONE, revision);
    }

    @Test
    void shouldStoreTheAnswerWithTheStateThatItTells() {
        var play = anOperation().planned(Plans.chain(1)).ask(Verb.PAUSE);

        assertThat(play.answer().revision()).isEqualTo(play.operation().revision());
        assertThat(play.operation().answers()).containsExactly(play.answer());
        assertThat(play.operation().outbox())
                .filteredOn(item -> item instanceof Outgoing.Answered)
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(CancelMode.class)
    void shouldCancelARollback(CancelMode mode) {
        var rolling = anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .fails("t0002")
                .ask(Verb.ROLLBACK)
                .is(ROLLING_BACK)
                .cancel(mode)
                .accepted();
        if (mode == FORCEFUL) {
            rolling.aborts("t0002").stops("t0002");
        } else {
            rolling.sendsNothing().succeeds("t0002");
        }
        rolling.is(FAILED_TEMP).tasksAre(DONE, mode == FORCEFUL ? STOPPED : UNDONE);
        rolling.ask(Verb.RETRY).is(PROCESSING).executes("t0002").tasksAre(DONE, RUNNING);
    }
}
