package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.engine.Play.BROKEN;
import static org.etsi.osm.lcm.core.engine.Play.FLAKY;
import static org.etsi.osm.lcm.core.engine.Play.anOperation;
import static org.etsi.osm.lcm.core.model.CancelMode.FORCEFUL;
import static org.etsi.osm.lcm.core.model.OperationState.COMPLETED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED_TEMP;
import static org.etsi.osm.lcm.core.model.OperationState.PROCESSING;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLED_BACK;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLING_BACK;
import static org.etsi.osm.lcm.core.model.TaskState.DONE;
import static org.etsi.osm.lcm.core.model.TaskState.UNDOING;
import static org.etsi.osm.lcm.core.model.TaskState.UNDONE;
import static org.etsi.osm.lcm.core.model.TaskState.UNDO_FAILED;
import static org.etsi.osm.lcm.core.model.TaskState.WAITING;

import java.util.List;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.junit.jupiter.api.Test;

/** Backward: order, by hand and by itself, failures on the way, and forward again. */
class EngineRollbackTest {

    @Test
    void shouldUndoInReverseOrderWhenAnOperatorAsksForIt() {
        anOperation()
                .planned(Plans.diamond())
                .succeeds("t0001", "t0002", "t0003")
                .fails("t0004")
                .is(FAILED_TEMP)
                .ask(Verb.ROLLBACK)
                .accepted()
                .undoes("t0004")
                .succeeds("t0004")
                .undoes("t0002", "t0003")
                .succeeds("t0003")
                .sendsNothing()
                .succeeds("t0002")
                .undoes("t0001")
                .succeeds("t0001")
                .is(ROLLED_BACK);
    }

    @Test
    void shouldSendARollbackWithTheOutputsOfItsTask() {
        var play = anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001", Value.Obj.EMPTY.with("id", "net-1"))
                .fails("t0002")
                .ask(Verb.ROLLBACK)
                .succeeds("t0002");

        assertThat(play.inFlight("t0001").outputs()).isEqualTo(Value.Obj.EMPTY.with("id", "net-1"));
        play.succeeds("t0001");
        assertThat(play.task("t0001").outputs()).isNull();
    }

    @Test
    void shouldAbortFirstWhenAskedToRollBackWhileProcessing() {
        anOperation()
                .planned(Plans.fork(2))
                .succeeds("t0001")
                .ask(Verb.ROLLBACK)
                .accepted()
                .is(PROCESSING)
                .aborts("t0002", "t0003")
                .ask(Verb.ROLLBACK)
                .rejected("a rollback is pending already")
                .stops("t0002")
                .succeeds("t0003")
                .is(ROLLING_BACK)
                .undoes("t0002", "t0003")
                .succeeds("t0003", "t0002")
                .undoes("t0001")
                .succeeds("t0001")
                .is(ROLLED_BACK);
    }

    @Test
    void shouldRollBackAPausedOperation() {
        anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .ask(Verb.PAUSE)
                .ask(Verb.ROLLBACK)
                .aborts("t0002")
                .stops("t0002")
                .succeeds("t0002", "t0001")
                .is(ROLLED_BACK);
    }

    @Test
    void shouldEndAnAutomaticRollbackAsFailed() {
        var play = anOperation()
                .onFailure(FailurePolicy.ROLLBACK)
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .fails("t0002")
                .is(ROLLING_BACK)
                .undoes("t0002")
                .succeeds("t0002", "t0001")
                .is(FAILED)
                .tasksAre(UNDONE, UNDONE);

        assertThat(play.errorCode()).isEqualTo("BROKEN");
    }

    @Test
    void shouldEndAnAutomaticRollbackThatFailsAsFailedToo() {
        anOperation()
                .onFailure(FailurePolicy.ROLLBACK)
                .planned(Plans.chain(1))
                .fails("t0001")
                .fails("t0001")
                .is(FAILED)
                .tasksAre(UNDO_FAILED);
    }

    @Test
    void shouldDrainBeforeAnAutomaticRollback() {
        anOperation()
                .onFailure(FailurePolicy.ROLLBACK)
                .planned(Plans.wide(2))
                .fails("t0001")
                .is(PROCESSING)
                .sendsNothing()
                .succeeds("t0002")
                .is(ROLLING_BACK)
                .undoes("t0001", "t0002");
    }

    @Test
    void shouldLeaveUntouchedTasksAloneAndSeeThroughThem() {
        // t0003 was never started: t0001 has to wait for t0002 alone, and t0002 for nobody.
        Plan plan = new Plan(List.of(Plans.task(0), Plans.task(1, 0), Plans.task(2, 1), Plans.task(3, 2)));
        anOperation()
                .planned(plan)
                .succeeds("t0001")
                .fails("t0002")
                .ask(Verb.ROLLBACK)
                .undoes("t0002")
                .succeeds("t0002")
                .undoes("t0001")
                .succeeds("t0001")
                .is(ROLLED_BACK)
                .tasksAre(UNDONE, UNDONE, WAITING, WAITING);
    }

    @Test
    void shouldRollBackNothingAtOnce() {
        anOperation().accepted().ask(Verb.ROLLBACK).is(ROLLED_BACK);
    }

    @Test
    void shouldTryARollbackAgainByItselfAndThenWaitForAnOperator() {
        var play = anOperation()
                .planned(Plans.each(Plans.chain(1), task -> Plans.retried(task, 2)))
                .fails("t0001", BROKEN)
                .ask(Verb.ROLLBACK)
                .fails("t0001", FLAKY)
                .is(ROLLING_BACK)
                .tasksAre(UNDO_FAILED)
                .rings("t0001")
                .undoes("t0001")
                .fails("t0001", FLAKY)
                .is(FAILED_TEMP)
                .tasksAre(UNDO_FAILED);

        assertThat(play.errorCode()).isEqualTo("FLAKY");
        play.ask(Verb.ROLLBACK).undoes("t0001").succeeds("t0001").is(ROLLED_BACK);
    }

    @Test
    void shouldGoForwardAgainAfterAnInterruptedRollback() {
        anOperation()
                .planned(Plans.chain(3))
                .succeeds("t0001", "t0002")
                .fails("t0003")
                .ask(Verb.ROLLBACK)
                .succeeds("t0003")
                .undoes("t0002")
                .cancel(FORCEFUL)
                .stops("t0002")
                .is(FAILED_TEMP)
                .tasksAre(DONE, TaskState.STOPPED, UNDONE)
                .ask(Verb.RETRY)
                .executes("t0002")
                .succeeds("t0002")
                .executes("t0003")
                .succeeds("t0003")
                .is(COMPLETED);
    }

    @Test
    void shouldPauseARollback() {
        anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .fails("t0002")
                .ask(Verb.ROLLBACK)
                .ask(Verb.PAUSE)
                .accepted()
                .succeeds("t0002")
                .sendsNothing()
                .is(ROLLING_BACK)
                .ask(Verb.RESUME)
                .undoes("t0001");
    }

    @Test
    void shouldAbortARollbackThatTakesTooLong() {
        anOperation()
                .planned(Plans.chain(1))
                .fails("t0001")
                .ask(Verb.ROLLBACK)
                .rings("t0001")
                .aborts("t0001")
                .rings("t0001")
                .is(FAILED_TEMP)
                .tasksAre(UNDO_FAILED);
    }

    @Test
    void shouldRefuseARollbackPastThePointOfNoReturn() {
        var plan = Plans.change(Plans.chain(3), "t0002", Plans::irreversible);
        var play = anOperation().planned(plan);
        assertThat(Verbs.legal(play.operation())).contains(Verb.ROLLBACK);

        play.succeeds("t0001").ask(Verb.ROLLBACK).rejected("past a point of no return: 1 of its tasks");
        play.succeeds("t0002")
                .fails("t0003")
                .ask(Verb.ROLLBACK)
                .rejected("past a point of no return")
                .ask(Verb.RETRY)
                .accepted()
                .executes("t0003");
    }

    @Test
    void shouldHoldInsteadOfRollingBackPastThePointOfNoReturn() {
        anOperation()
                .onFailure(FailurePolicy.ROLLBACK)
                .planned(Plans.change(Plans.chain(2), "t0001", Plans::irreversible))
                .succeeds("t0001")
                .fails("t0002")
                .is(FAILED_TEMP);
    }

    @Test
    void shouldRemoveEverythingWhenTheRecordsVanish() {
        var play = anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .happens(new Event.RecordsVanished())
                .aborts("t0002")
                .happens(new Event.RecordsVanished())
                .changesNothing()
                .stops("t0002")
                .is(ROLLING_BACK)
                .succeeds("t0002", "t0001")
                .is(FAILED);

        assertThat(play.errorCode()).isEqualTo("RECORDS_VANISHED");
    }

    @Test
    void shouldRemoveEverythingWhenTheRecordsOfAFailedOperationVanish() {
        anOperation()
                .planned(Plans.chain(1))
                .fails("t0001")
                .happens(new Event.RecordsVanished())
                .is(ROLLING_BACK)
                .succeeds("t0001")
                .is(FAILED);
    }

    @Test
    void shouldGoOnWithATerminateWhoseRecordsVanish() {
        anOperation()
                .ofType("terminate")
                .planned(Plans.chain(1))
                .happens(new Event.RecordsVanished())
                .changesNothing()
                .fails("t0001")
                .is(FAILED_TEMP)
                .happens(new Event.RecordsVanished())
                .is(PROCESSING)
                .succeeds("t0001")
                .is(COMPLETED);
    }

    @Test
    void shouldBeSupersededOnlyWhileItWaits() {
        var by = new Event.Superseded(new OperationId("op2"));
        var play = anOperation().planned(Plans.chain(1)).happens(by).changesNothing();

        play.fails("t0001").happens(by).is(FAILED);

        assertThat(play.errorCode()).isEqualTo("SUPERSEDED");
        assertThat(String.valueOf(play.operation().error())).contains("op2").contains("BROKEN");
    }

    @Test
    void shouldBeRefusedOnlyWhileItWaitsForItsTurn() {
        var refused = new Event.Refused(BROKEN);

        anOperation().queuedAt(1).accepted().happens(refused).is(FAILED);
        anOperation().accepted().happens(refused).is(PROCESSING);
        anOperation().planned(Plans.chain(1)).fails("t0001").happens(refused).is(FAILED_TEMP);
    }

    @Test
    void shouldTakeOverARollbackWhereItStood() {
        anOperation()
                .planned(Plans.diamond())
                .succeeds("t0001", "t0002", "t0003")
                .fails("t0004")
                .ask(Verb.ROLLBACK)
                .succeeds("t0004")
                .happens(new Event.TakenOver(Play.owner(2)))
                .undoes("t0002", "t0003")
                .tasksAre(DONE, UNDOING, UNDOING, UNDONE)
                .succeeds("t0002", "t0003", "t0001")
                .is(ROLLED_BACK);
    }
}
