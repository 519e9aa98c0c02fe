package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.engine.Play.anOperation;
import static org.etsi.osm.lcm.core.model.OperationState.COMPLETED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED_TEMP;
import static org.etsi.osm.lcm.core.model.OperationState.PROCESSING;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLED_BACK;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLING_BACK;
import static org.etsi.osm.lcm.core.model.TaskState.DONE;
import static org.etsi.osm.lcm.core.model.TaskState.UNDOING;
import static org.etsi.osm.lcm.core.model.TaskState.UNDONE;
import static org.etsi.osm.lcm.core.model.TaskState.WAITING;

import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.junit.jupiter.api.Test;

/** Rollback down to a task, of a task with its dependents, and forward again from there. */
class EnginePartialRollbackTest {
    private static final VerbArguments DOWN_TO_FIRST = VerbArguments.downTo(new TaskId("t0001"));

    private static Play failedAtTheEndOfThree() {
        return anOperation()
                .planned(Plans.chain(3))
                .succeeds("t0001", "t0002")
                .fails("t0003")
                .is(FAILED_TEMP);
    }

    @Test
    void shouldRollBackDownToATaskAndGoForwardAgainAndAgain() {
        var play = failedAtTheEndOfThree();
        for (int round = 0; round < 3; round++) {
            play.ask(Verb.ROLLBACK, DOWN_TO_FIRST)
                    .accepted()
                    .undoes("t0003")
                    .succeeds("t0003")
                    .undoes("t0002")
                    .succeeds("t0002")
                    .sendsNothing()
                    .is(FAILED_TEMP)
                    .tasksAre(DONE, UNDONE, UNDONE);
            assertThat(play.errorCode()).isEqualTo("ROLLED_BACK");

            play.ask(Verb.RETRY)
                    .executes("t0002")
                    .succeeds("t0002")
                    .fails("t0003")
                    .is(FAILED_TEMP);
        }

        play.ask(Verb.RETRY).succeeds("t0003").is(COMPLETED);
    }

    @Test
    void shouldRollBackATaskWithItsDependentsAndNothingElse() {
        anOperation()
                .planned(Plans.diamond())
                .succeeds("t0001", "t0002", "t0003")
                .fails("t0004")
                .ask(Verb.ROLLBACK, "t0002")
                .accepted()
                .undoes("t0004")
                .succeeds("t0004")
                .undoes("t0002")
                .succeeds("t0002")
                .is(FAILED_TEMP)
                .tasksAre(DONE, UNDONE, DONE, UNDONE)
                .ask(Verb.RETRY)
                .executes("t0002");
    }

    @Test
    void shouldAbortFirstWhenAskedWhileProcessing() {
        anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .ask(Verb.ROLLBACK, DOWN_TO_FIRST)
                .aborts("t0002")
                .stops("t0002")
                .undoes("t0002")
                .is(ROLLING_BACK)
                .succeeds("t0002")
                .is(FAILED_TEMP)
                .tasksAre(DONE, UNDONE);
    }

    @Test
    void shouldGoOnWithAPartialRollbackAfterATakeover() {
        failedAtTheEndOfThree()
                .ask(Verb.ROLLBACK, DOWN_TO_FIRST)
                .happens(new Event.TakenOver(Play.owner(2)))
                .succeeds("t0003", "t0002")
                .is(FAILED_TEMP)
                .tasksAre(DONE, UNDONE, UNDONE);
    }

    @Test
    void shouldRollBackTheRestAfterAPartOfIt() {
        failedAtTheEndOfThree()
                .ask(Verb.ROLLBACK, DOWN_TO_FIRST)
                .succeeds("t0003", "t0002")
                .ask(Verb.ROLLBACK)
                .accepted()
                .undoes("t0001")
                .succeeds("t0001")
                .is(ROLLED_BACK);
    }

    @Test
    void shouldGoBackBehindTasksAfterAPointOfNoReturnButNotThroughIt() {
        var plan = Plans.change(Plans.chain(3), "t0002", Plans::irreversible);
        var play = anOperation().planned(plan).succeeds("t0001", "t0002").fails("t0003");

        play.ask(Verb.ROLLBACK).rejected("point of no return");
        play.ask(Verb.ROLLBACK, DOWN_TO_FIRST).rejected("these can't be undone: [t0002]");
        play.ask(Verb.ROLLBACK, VerbArguments.downTo(new TaskId("t0002")))
                .accepted()
                .succeeds("t0003")
                .is(FAILED_TEMP)
                .tasksAre(DONE, DONE, UNDONE);
    }

    @Test
    void shouldRefuseWhereThereIsNothingToUndo() {
        var play = failedAtTheEndOfThree();
        play.ask(Verb.ROLLBACK, VerbArguments.downTo(new TaskId("t0003"))).rejected("nothing to undo");
        play.ask(Verb.ROLLBACK, VerbArguments.downTo(new TaskId("t0042"))).rejected("no task t0042");
        play.ask(Verb.ROLLBACK, DOWN_TO_FIRST).ask(Verb.ROLLBACK, "t0001").rejected("ROLLING_BACK already");
    }

    @Test
    void shouldUndoAnUndoneTaskAgainWhenALeftoverWasFound() {
        failedAtTheEndOfThree()
                .ask(Verb.ROLLBACK, DOWN_TO_FIRST)
                .succeeds("t0003", "t0002")
                .ask(Verb.ROLLBACK, "t0002")
                .accepted()
                .undoes("t0002")
                .tasksAre(DONE, UNDOING, UNDONE)
                .succeeds("t0002")
                .is(FAILED_TEMP)
                .tasksAre(DONE, UNDONE, UNDONE)
                .ask(Verb.RETRY)
                .is(PROCESSING)
                .executes("t0002")
                .tasksAre(DONE, org.etsi.osm.lcm.core.model.TaskState.RUNNING, WAITING);
    }
}
