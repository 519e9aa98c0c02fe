package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.engine.Play.anOperation;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED_TEMP;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLING_BACK;

import java.util.List;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.junit.jupiter.api.Test;

/** Bugs that exploration and random events have found, each by its shortest way. */
class EngineExploredTest {
    private static final TaskId FIRST = new TaskId("t0001");

    @Test
    void shouldNotStepWhatWaitsForItsTurn() {
        anOperation().queuedAt(1).planned(Plans.chain(1)).ask(Verb.STEP).rejected("waits for its turn");
    }

    @Test
    void shouldListALeftoverThatWasFoundOfAnUndoneTaskWhenKilledBeforeItIsUndoneAgain() {
        var play = anOperation().planned(Plans.chain(1));
        var rollback = play.request(Verb.ROLLBACK, null).on(FIRST);
        play.ask(rollback).stops("t0001").undoes("t0001").succeeds("t0001").is(FAILED_TEMP);
        play.happens(new Event.FreezesChanged(List.of(Selector.EVERYTHING)))
                .ask(play.request(Verb.ROLLBACK, null).on(FIRST))
                .accepted()
                .is(ROLLING_BACK)
                .tasksAre(TaskState.UNDONE)
                .ask(Verb.KILL)
                .is(FAILED);

        Value.Obj leftovers = Answers.leftovers(play.operation());
        assertThat(leftovers.field("count")).contains(new Value.Int(1));
    }

    @Test
    void shouldRejectABreakpointThatWouldStopNothing() {
        var play = anOperation().planned(Plans.chain(1)).happens(new Event.TerminateWaits(new OperationId("op9")));
        var breakpoint = VerbArguments.selector(new Selector(Selector.Kind.TYPE, "NoOp"));

        play.ask(play.request(Verb.BREAKPOINT, null).with(breakpoint)).rejected("makes way");
    }

    @Test
    void shouldShowWhatIsLegalThoughTheTaskToRollBackToIsUnknown() {
        var play = anOperation().accepted().deadlinePasses().is(FAILED_TEMP);

        play.ask(Verb.PREVIEW, VerbArguments.downTo(FIRST)).accepted();

        assertThat(play.answer().detail().at("/verbs")).isPresent();
    }
}
