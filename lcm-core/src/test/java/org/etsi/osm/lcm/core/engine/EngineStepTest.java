package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.engine.Play.BROKEN;
import static org.etsi.osm.lcm.core.engine.Play.FLAKY;
import static org.etsi.osm.lcm.core.engine.Play.anOperation;
import static org.etsi.osm.lcm.core.model.OperationState.COMPLETED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED_TEMP;
import static org.etsi.osm.lcm.core.model.OperationState.PROCESSING;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLED_BACK;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLING_BACK;
import static org.etsi.osm.lcm.core.model.TaskState.DONE;
import static org.etsi.osm.lcm.core.model.TaskState.FAILED;
import static org.etsi.osm.lcm.core.model.TaskState.RUNNING;
import static org.etsi.osm.lcm.core.model.TaskState.UNDONE;
import static org.etsi.osm.lcm.core.model.TaskState.WAITING;

import java.util.Objects;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Verb;
import org.junit.jupiter.api.Test;

/** The verb {@code step}: exactly one task runs, then the operation is where it was. */
class EngineStepTest {

    @Test
    void shouldRunOneReadyTaskAndPauseAgain() {
        var play = anOperation()
                .accepted()
                .ask(Verb.PAUSE)
                .planned(Plans.wide(2))
                .ask(Verb.STEP)
                .accepted()
                .executes("t0001");
        assertThat(play.answer().control()).isEqualTo(Control.STEP);
        assertThat(play.operation().steering().stepping()).isEqualTo(new TaskId("t0001"));

        play.succeeds("t0001").sendsNothing().tasksAre(DONE, WAITING);
        assertThat(play.operation().control()).isEqualTo(Control.PAUSED);
        assertThat(play.operation().steering().drained()).as("drained").isNotNull();

        play.ask(Verb.STEP).executes("t0002").succeeds("t0002").is(PROCESSING);
        play.ask(Verb.RESUME).is(COMPLETED);
    }

    @Test
    void shouldRunTheTaskThatIsNamed() {
        anOperation()
                .accepted()
                .ask(Verb.PAUSE)
                .planned(Plans.wide(3))
                .ask(Verb.STEP, "t0003")
                .accepted()
                .executes("t0003")
                .ask(Verb.STEP, "t0001")
                .rejected("a step is under way: t0003");
    }

    @Test
    void shouldPauseAgainWhenTheStepFails() {
        var play = anOperation()
                .accepted()
                .ask(Verb.PAUSE)
                .planned(Plans.chain(2))
                .ask(Verb.STEP)
                .fails("t0001", BROKEN)
                .is(PROCESSING)
                .tasksAre(FAILED, WAITING);
        assertThat(play.operation().control()).isEqualTo(Control.PAUSED);

        play.ask(Verb.RESUME).is(FAILED_TEMP);
    }

    @Test
    void shouldLeaveAStepToItsEndWhenResumedMeanwhile() {
        anOperation()
                .accepted()
                .ask(Verb.PAUSE)
                .planned(Plans.wide(2))
                .ask(Verb.STEP)
                .ask(Verb.RESUME)
                .executes("t0002")
                .succeeds("t0001", "t0002")
                .is(COMPLETED);
    }

    @Test
    void shouldRefuseAStepPastWhatItDependsOn() {
        anOperation()
                .accepted()
                .ask(Verb.PAUSE)
                .planned(Plans.chain(2))
                .ask(Verb.STEP, "t0002")
                .rejected("tasks that it depends on aren't DONE or SKIPPED: 1");
    }

    @Test
    void shouldStepAHeldTaskOfARunningOperationWithoutPausingIt() {
        var play = anOperation()
                .planned(Plans.fork(2))
                .ask(Verb.HOLD, "t0002")
                .succeeds("t0001")
                .executes("t0003")
                .ask(Verb.STEP, "t0002")
                .accepted()
                .executes("t0002");

        assertThat(play.operation().control()).isEqualTo(Control.RUN);
    }

    @Test
    void shouldStepWhatBacksOffAtOnce() {
        var plan = Plans.each(Plans.chain(1), task -> Plans.retried(task, 3));
        var play = anOperation().planned(plan).fails("t0001", FLAKY).tasksAre(WAITING);

        play.ask(Verb.STEP, "t0001").accepted().executes("t0001");
        assertThat(play.inFlight("t0001").attempt()).isEqualTo(2);
    }

    @Test
    void shouldNotStepWhatIsFrozen() {
        anOperation()
                .accepted()
                .ask(Verb.PAUSE)
                .planned(Plans.chain(1))
                .happens(new Event.FreezesChanged(java.util.List.of(Selector.EVERYTHING)))
                .ask(Verb.STEP, "t0001")
                .rejected("it is frozen: everything");
    }

    @Test
    void shouldReturnToFailedTempAfterAStepFromThere() {
        var play = anOperation()
                .planned(Plans.fork(2))
                .ask(Verb.HOLD, "t0003")
                .succeeds("t0001")
                .fails("t0002")
                .is(FAILED_TEMP);
        var before = Objects.requireNonNull(play.operation().error());

        play.ask(Verb.STEP, "t0003").accepted().executes("t0003").is(PROCESSING).tasksAre(DONE, FAILED, RUNNING);
        play.succeeds("t0003").is(FAILED_TEMP).tasksAre(DONE, FAILED, DONE);
        assertThat(play.operation().error()).isEqualTo(before);
    }

    @Test
    void shouldUndoOneTaskAtATime() {
        var play = anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .fails("t0002")
                .ask(Verb.ROLLBACK)
                .undoes("t0002")
                .ask(Verb.PAUSE)
                .succeeds("t0002")
                .sendsNothing()
                .ask(Verb.STEP, "t0002")
                .rejected("nothing of it to undo")
                .ask(Verb.STEP)
                .undoes("t0001")
                .succeeds("t0001")
                .is(ROLLING_BACK)
                .tasksAre(UNDONE, UNDONE);

        play.ask(Verb.RESUME).is(ROLLED_BACK);
    }
}
