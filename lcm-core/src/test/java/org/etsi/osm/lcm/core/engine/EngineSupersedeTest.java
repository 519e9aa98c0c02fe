package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.engine.Play.BROKEN;
import static org.etsi.osm.lcm.core.engine.Play.anOperation;
import static org.etsi.osm.lcm.core.model.CancelMode.FORCEFUL;
import static org.etsi.osm.lcm.core.model.CancelMode.GRACEFUL;
import static org.etsi.osm.lcm.core.model.OperationState.COMPLETED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED_TEMP;
import static org.etsi.osm.lcm.core.model.OperationState.PROCESSING;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLING_BACK;
import static org.etsi.osm.lcm.core.model.TaskState.DONE;

import java.util.List;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A terminate in the middle of another operation: cancelled FORCEFUL, rolled back, closed. */
class EngineSupersedeTest {
    private static final OperationId TERMINATE = new OperationId("op2");
    private static final Event WAITS = new Event.TerminateWaits(TERMINATE);

    @Test
    void shouldBreakOffRollBackAndCloseForATerminate() {
        var play = anOperation()
                .planned(Plans.diamond())
                .succeeds("t0001", "t0002")
                .happens(WAITS)
                .is(PROCESSING)
                .aborts("t0003");
        assertThat(play.operation().supersededBy()).isEqualTo(TERMINATE);

        play.stops("t0003").is(ROLLING_BACK).undoes("t0002", "t0003");
        assertThat(play.operation().occupies()).as("until nothing is left").isTrue();
        play.succeeds("t0002", "t0003", "t0001").is(FAILED);

        assertThat(play.errorCode()).isEqualTo("SUPERSEDED");
        assertThat(message(play)).isEqualTo("superseded by terminate op2; rolled back");
        assertThat(play.operation().supersededBy()).isEqualTo(TERMINATE);
        assertThat(play.operation().occupies()).isFalse();
    }

    /** Found by the simulation: it rested in ROLLING_BACK, paused, and the terminate waited for ever. */
    @Test
    void shouldStopAtNoBreakpointWhileItMakesWay() {
        var play = anOperation().planned(Plans.chain(2)).succeeds("t0001").ask(breakpoint("t0001"));
        assertThat(play.answer().accepted()).isTrue();

        play.happens(WAITS).stops("t0002").succeeds("t0002").is(ROLLING_BACK).undoes("t0001");

        play.ask(breakpoint("t0002"));
        assertThat(play.answer().accepted()).isFalse();
        assertThat(play.answer().reason()).contains("it makes way for terminate op2");
        play.succeeds("t0001").is(FAILED);
    }

    private static VerbRequest breakpoint(String task) {
        return VerbRequest.of("at-" + task, new OperationId("op1"), Verb.BREAKPOINT, "alice")
                .with(VerbArguments.selector(new Selector(Selector.Kind.TASK, task)));
    }

    @Test
    void shouldNameTheTerminateAtEachStep() {
        var play = anOperation().planned(Plans.chain(2)).succeeds("t0001").happens(WAITS);
        assertThat(causes(play)).isNotEmpty().allMatch(cause -> cause.equals("superseded by terminate op2"));

        play.stops("t0002");
        assertThat(causes(play)).hasSize(3).allMatch(cause -> cause.endsWith("(superseded by op2)"));
        play.succeeds("t0002").succeeds("t0001").is(FAILED);
        assertThat(causes(play)).hasSize(2).allMatch(cause -> cause.endsWith("(superseded by op2)"));
    }

    private static List<String> causes(Play play) {
        return play.operation().outbox().stream()
                .map(item -> switch (item) {
                    case Outgoing.OperationMoved moved -> moved.cause();
                    case Outgoing.TaskMoved moved -> moved.cause();
                    case Outgoing.Decided other -> "";
                    case Outgoing.Answered other -> "";
                    case Outgoing.RecordsDue other -> "";
                    case Outgoing.EndAnnounced other -> "";
                })
                .filter(cause -> !cause.isEmpty())
                .toList();
    }

    @Test
    void shouldKeepWhatFinishedBeforeItsAbortUntilItIsUndone() {
        anOperation()
                .planned(Plans.chain(1))
                .happens(WAITS)
                .succeeds("t0001")
                .is(ROLLING_BACK)
                .undoes("t0001")
                .succeeds("t0001")
                .is(FAILED);
    }

    @Test
    void shouldMakeWayOnce() {
        var play = anOperation().planned(Plans.chain(1)).happens(WAITS);

        play.happens(WAITS).changesNothing();
        play.happens(new Event.TerminateWaits(new OperationId("op3"))).changesNothing();
        play.stops("t0001").happens(WAITS).changesNothing();
        play.succeeds("t0001").is(FAILED).happens(WAITS).changesNothing();

        assertThat(play.operation().supersededBy()).isEqualTo(TERMINATE);
    }

    @Test
    void shouldGoOnMakingWayWhereItStoodWhenTakenOver() {
        anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .happens(WAITS)
                .happens(new Event.TakenOver(Play.owner(2)))
                .aborts("t0002")
                .stops("t0002")
                .happens(new Event.TakenOver(Play.owner(3)))
                .undoes("t0002")
                .succeeds("t0002")
                .happens(new Event.TakenOver(Play.owner(4)))
                .succeeds("t0001")
                .is(FAILED);
    }

    @Test
    void shouldOverrideAPause() {
        var play = anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .ask(Verb.PAUSE)
                .happens(WAITS)
                .aborts("t0002");

        assertThat(causes(play)).contains("superseded by terminate op2, which overrides the pause");
        assertThat(play.operation().control()).isEqualTo(Control.RUN);
        play.ask(Verb.PAUSE).rejected("a cancel is pending");
        play.stops("t0002").is(ROLLING_BACK);
        play.ask(Verb.PAUSE).rejected("it makes way for terminate op2");
    }

    @Test
    void shouldOverrideThePauseOfARollback() {
        anOperation()
                .planned(Plans.chain(1))
                .fails("t0001")
                .ask(Verb.ROLLBACK)
                .ask(Verb.PAUSE)
                .succeeds("t0001")
                .is(ROLLING_BACK)
                .happens(WAITS)
                .is(FAILED);
    }

    @Test
    void shouldEndAnOperatorsRollbackAsFailed() {
        var play = anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .fails("t0002")
                .ask(Verb.ROLLBACK)
                .happens(WAITS)
                .sendsNothing()
                .succeeds("t0002")
                .undoes("t0001")
                .succeeds("t0001")
                .is(FAILED);

        assertThat(message(play)).startsWith("superseded by terminate op2; rolled back; before: ");
    }

    @Test
    void shouldGoOnWithARollbackThatIsBeingCancelled() {
        anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .fails("t0002")
                .ask(Verb.ROLLBACK)
                .cancel(FORCEFUL)
                .happens(WAITS)
                .stops("t0002")
                .is(ROLLING_BACK)
                .undoes("t0002")
                .succeeds("t0002")
                .succeeds("t0001")
                .is(FAILED);
    }

    @Test
    void shouldCloseWithItsLeftoversWhenItsRollbackFails() {
        var play = anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .happens(WAITS)
                .stops("t0002")
                .fails("t0002")
                .is(FAILED)
                .tasksAre(DONE, TaskState.UNDO_FAILED);

        assertThat(message(play))
                .contains("superseded by terminate op2; its rollback failed", "the terminate removes", "BROKEN");
    }

    @Test
    void shouldCloseARollbackThatHasFailedAndDrains() {
        anOperation().planned(Plans.fork(2)).succeeds("t0001", "t0002", "t0003").is(COMPLETED);
        anOperation()
                .planned(Plans.fork(3))
                .succeeds("t0001", "t0002", "t0003")
                .fails("t0004")
                .ask(Verb.ROLLBACK)
                .fails("t0002")
                .happens(WAITS)
                .is(ROLLING_BACK)
                .succeeds("t0003", "t0004")
                .is(FAILED);
    }

    @Test
    void shouldCloseWithoutARollbackPastThePointOfNoReturn() {
        Plan plan = Plans.change(Plans.chain(2), "t0001", Plans::irreversible);
        var play = anOperation().planned(plan).succeeds("t0001").happens(WAITS).aborts("t0002");

        play.stops("t0002").is(FAILED).tasksAre(DONE, TaskState.STOPPED);

        assertThat(message(play)).contains("superseded by terminate op2; not rolled back");
        assertThat(play.operation().automaticRollback()).isFalse();
    }

    @Test
    void shouldPrevailOverACancelAndOverAFailure() {
        anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .cancel(GRACEFUL)
                .happens(WAITS)
                .aborts("t0002")
                .stops("t0002")
                .is(ROLLING_BACK);
        var play = anOperation()
                .onFailure(FailurePolicy.FAIL)
                .planned(Plans.fork(2))
                .succeeds("t0001")
                .fails("t0002")
                .happens(WAITS)
                .stops("t0003")
                .is(ROLLING_BACK)
                .succeeds("t0002", "t0003", "t0001")
                .is(FAILED);

        assertThat(message(play)).contains("rolled back; before: BROKEN");
    }

    @ParameterizedTest
    @EnumSource(FailurePolicy.class)
    void shouldCloseAtOnceWhatHasNoPlanYet(FailurePolicy policy) {
        var play = anOperation().onFailure(policy).accepted().happens(WAITS).is(FAILED);

        play.planned(Plans.chain(1)).changesNothing();
        assertThat(message(play)).isEqualTo("superseded by terminate op2; rolled back");
    }

    @Test
    void shouldCancelWhatNeverHadItsTurn() {
        var play = anOperation().queuedAt(1).accepted().happens(WAITS).is(FAILED);

        assertThat(play.operation().outbox().stream()
                        .filter(Outgoing.OperationMoved.class::isInstance)
                        .map(item -> ((Outgoing.OperationMoved) item).to()))
                .containsExactly(FAILED_TEMP, FAILED);
        assertThat(message(play)).contains("op2", "CANCELLED");
        assertThat(play.last().effects()).isEmpty();
        assertThat(play.operation().occupies()).isFalse();
    }

    @Test
    void shouldCloseWhatWaitsForAnOperator() {
        var play = anOperation()
                .planned(Plans.chain(1))
                .fails("t0001")
                .happens(WAITS)
                .is(FAILED);

        assertThat(play.operation().supersededBy()).isEqualTo(TERMINATE);
        assertThat(message(play)).contains("op2", BROKEN.message());
    }

    @Test
    void shouldNotMakeWayIfItIsATerminate() {
        anOperation()
                .ofType("terminate")
                .planned(Plans.chain(1))
                .happens(WAITS)
                .changesNothing()
                .succeeds("t0001")
                .is(COMPLETED);
    }

    @Test
    void shouldMakeWayForNobodyOnceItWaitsForAnOperator() {
        var play = anOperation()
                .planned(Plans.chain(1))
                .happens(WAITS)
                .stops("t0001")
                .cancel(FORCEFUL)
                .accepted()
                .stops("t0001")
                .is(FAILED_TEMP);
        assertThat(play.operation().supersededBy()).isNull();

        play.ask(Verb.RETRY).is(PROCESSING).succeeds("t0001").is(COMPLETED);
    }

    private static String message(Play play) {
        var error = play.operation().error();
        return error == null ? "" : error.message();
    }
}
