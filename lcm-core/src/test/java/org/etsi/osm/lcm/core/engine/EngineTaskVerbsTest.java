package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.engine.Play.anOperation;
import static org.etsi.osm.lcm.core.model.OperationState.COMPLETED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED_TEMP;
import static org.etsi.osm.lcm.core.model.OperationState.PROCESSING;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLED_BACK;
import static org.etsi.osm.lcm.core.model.TaskState.DONE;
import static org.etsi.osm.lcm.core.model.TaskState.FAILED;
import static org.etsi.osm.lcm.core.model.TaskState.RUNNING;
import static org.etsi.osm.lcm.core.model.TaskState.SKIPPED;
import static org.etsi.osm.lcm.core.model.TaskState.STOPPED;
import static org.etsi.osm.lcm.core.model.TaskState.UNDONE;
import static org.etsi.osm.lcm.core.model.TaskState.UNDO_FAILED;
import static org.etsi.osm.lcm.core.model.TaskState.WAITING;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.junit.jupiter.api.Test;

/** Verbs on single tasks: stop, retry with an edit, rerun, skip, done by hand. */
class EngineTaskVerbsTest {
    private static final Value.Obj ID = Value.Obj.EMPTY.with("id", "found");

    /** The second uses an output of the first, the third only waits for it. */
    private static Plan referring() {
        var ref = new Value.Ref(new TaskId("t0001"), "/id");
        return Plans.change(Plans.fork(2), "t0002", task -> Plans.with(task, Value.Obj.EMPTY.with("net", ref)));
    }

    private static Plan sized() {
        return Plans.each(
                Plans.chain(1),
                t -> Plans.with(t, Value.Obj.EMPTY.with("size", 1).with("name", "vm")));
    }

    // stop

    @Test
    void shouldStopOneAttemptWhileTheRestGoesOn() {
        var play = anOperation()
                .planned(Plans.wide(2))
                .ask(Verb.STOP, "t0001")
                .accepted()
                .aborts("t0001")
                .ask(Verb.STOP, "t0001")
                .rejected("being stopped already")
                .stops("t0001")
                .is(PROCESSING)
                .tasksAre(STOPPED, RUNNING)
                .succeeds("t0002")
                .is(FAILED_TEMP);
        assertThat(play.errorCode()).isEqualTo("INCOMPLETE");

        play.ask(Verb.RETRY, "t0001").executes("t0001").succeeds("t0001").is(COMPLETED);
    }

    @Test
    void shouldKeepASuccessThatWasFasterThanTheStop() {
        anOperation()
                .planned(Plans.chain(1))
                .ask(Verb.STOP, "t0001")
                .succeeds("t0001")
                .is(COMPLETED);
    }

    @Test
    void shouldBringARollbackToRestWhenOneOfItIsStopped() {
        anOperation()
                .planned(Plans.chain(1))
                .fails("t0001")
                .ask(Verb.ROLLBACK)
                .ask(Verb.STOP, "t0001")
                .aborts("t0001")
                .stops("t0001")
                .is(FAILED_TEMP)
                .tasksAre(STOPPED);
    }

    @Test
    void shouldRefuseToStopWhatIsNotInFlight() {
        anOperation().planned(Plans.chain(2)).ask(Verb.STOP, "t0002").rejected("nothing of it is in flight");
    }

    // retry, with and without an edit

    @Test
    void shouldRetryOneFailedTaskAndLeaveTheOthers() {
        anOperation()
                .planned(Plans.wide(2))
                .fails("t0001", "t0002")
                .is(FAILED_TEMP)
                .ask(Verb.RETRY, "t0002")
                .accepted()
                .executes("t0002")
                .tasksAre(FAILED, RUNNING);
    }

    @Test
    void shouldLayEditsOverThePlanAndTakeFieldsAway() {
        var play = anOperation().planned(sized()).fails("t0001");
        var larger = Value.Obj.EMPTY.with("size", 2).with("name", new Value.Nil());

        play.ask(Verb.RETRY, "t0001", VerbArguments.parameters(larger)).accepted();
        assertThat(play.inFlight("t0001").parameters()).isEqualTo(Value.Obj.EMPTY.with("size", 2));
        assertThat(Objects.requireNonNull(play.task("t0001").edit()).actor()).isEqualTo("alice");

        play.fails("t0001").ask(Verb.RETRY, "t0001", VerbArguments.parameters(Value.Obj.EMPTY.with("zone", "a")));
        assertThat(play.inFlight("t0001").parameters())
                .as("an edit of an edit")
                .isEqualTo(Value.Obj.EMPTY.with("size", 2).with("zone", "a"));
    }

    @Test
    void shouldKeepAnEditWhenTheWholeOperationIsRetried() {
        var play = anOperation().planned(sized()).fails("t0001");
        play.ask(Verb.RETRY, "t0001", VerbArguments.parameters(Value.Obj.EMPTY.with("size", 3)));

        play.fails("t0001").ask(Verb.RETRY).executes("t0001");
        assertThat(play.inFlight("t0001").parameters().field("size")).contains(new Value.Int(3));
    }

    @Test
    void shouldAskTheTaskTypeWhetherEditedParametersWillDo() {
        ParameterCheck few = (type, parameters) ->
                parameters.field("size").filter(new Value.Int(99)::equals).isPresent()
                        ? Optional.of("Expected a size of at most 9, but found 99")
                        : Optional.empty();
        var play = anOperation().checking(few).planned(sized()).fails("t0001");

        play.ask(Verb.RETRY, "t0001", VerbArguments.parameters(Value.Obj.EMPTY.with("size", 99)))
                .rejected("at most 9")
                .is(FAILED_TEMP);
        play.ask(Verb.RETRY, "t0001", VerbArguments.parameters(Value.Obj.EMPTY.with("size", 9)))
                .accepted();
    }

    @Test
    void shouldShowTheTaskTypeWhatAnEditOfAnEditComesTo() {
        ParameterCheck zoned = (type, parameters) ->
                parameters.field("size").filter(new Value.Int(2)::equals).isPresent()
                                && parameters.field("zone").isEmpty()
                        ? Optional.of("Expected a zone for a size of 2, but there is none")
                        : Optional.empty();
        var play = anOperation().checking(zoned).planned(sized()).fails("t0001");
        var larger = VerbArguments.parameters(Value.Obj.EMPTY.with("size", 2));
        play.ask(Verb.RETRY, "t0001", larger).rejected("a zone");
        play.ask(Verb.RETRY, "t0001", VerbArguments.parameters(Value.Obj.EMPTY.with("zone", "a")))
                .accepted()
                .fails("t0001");

        play.ask(Verb.RETRY, "t0001", larger).accepted();
    }

    @Test
    void shouldRefuseEditsThatReferToWhatDoesNotComeBefore() {
        var later = Value.Obj.EMPTY.with("net", new Value.Ref(new TaskId("t0002"), "/id"));

        anOperation()
                .planned(Plans.chain(2))
                .fails("t0001")
                .ask(Verb.RETRY, "t0001", VerbArguments.parameters(later))
                .rejected("t0002 isn't one");
    }

    // rerun

    @Test
    void shouldRerunWithTheDependentsThatUsedItsOutputsAndNoOthers() {
        var play = anOperation()
                .planned(referring())
                .succeeds("t0001", "t0002")
                .ask(Verb.PAUSE)
                .succeeds("t0003");

        play.ask(Verb.RERUN, "t0001").accepted().sendsNothing().tasksAre(WAITING, WAITING, DONE);
        play.ask(Verb.RESUME).executes("t0001").succeeds("t0001", ID).executes("t0002");
        assertThat(play.inFlight("t0002").parameters().field("net")).contains(new Value.Text("found"));
        play.succeeds("t0002").is(COMPLETED);
    }

    @Test
    void shouldNotRerunUnderADependentThatIsUsingItsOutputs() {
        anOperation()
                .planned(referring())
                .succeeds("t0001")
                .ask(Verb.RERUN, "t0001")
                .rejected("t0002, which uses its outputs, is in flight")
                .ask(Verb.RERUN, "t0002")
                .rejected("only a DONE or SKIPPED task can run again");
    }

    // skip

    @Test
    void shouldSkipOnlyWithTheOutputsThatOthersNeed() {
        var play = anOperation().planned(referring()).fails("t0001").is(FAILED_TEMP);

        play.ask(Verb.SKIP, "t0001").rejected("[/id]");
        play.ask(Verb.SKIP, "t0001", VerbArguments.outputs(ID)).accepted().executes("t0002", "t0003");
        assertThat(play.inFlight("t0002").parameters().field("net")).contains(new Value.Text("found"));
        play.succeeds("t0002", "t0003").is(COMPLETED).tasksAre(SKIPPED, DONE, DONE);
    }

    @Test
    void shouldStillUndoWhatWasSkippedAfterItHadBegun() {
        anOperation()
                .planned(Plans.chain(2))
                .fails("t0001")
                .ask(Verb.SKIP, "t0001")
                .fails("t0002")
                .ask(Verb.ROLLBACK)
                .undoes("t0002")
                .succeeds("t0002")
                .undoes("t0001")
                .succeeds("t0001")
                .is(ROLLED_BACK);
    }

    @Test
    void shouldLeaveBehindWhatCanNotBeUndoneAndListIt() {
        var play = anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .fails("t0002")
                .ask(Verb.ROLLBACK)
                .fails("t0002")
                .is(FAILED_TEMP)
                .tasksAre(DONE, UNDO_FAILED);

        play.ask(Verb.SKIP, "t0002").accepted().tasksAre(DONE, SKIPPED).is(FAILED_TEMP);
        play.ask(Verb.ROLLBACK)
                .undoes("t0001")
                .succeeds("t0001")
                .is(ROLLED_BACK)
                .tasksAre(UNDONE, SKIPPED);
        assertThat(Answers.leftovers(play.operation()).field("count")).contains(new Value.Int(1));
    }

    // done by hand

    @Test
    void shouldTakeATaskForDoneOnceItWasSeenToBe() {
        var play = anOperation().planned(referring()).fails("t0001");
        var request = play.request(Verb.DONE, null).on(new TaskId("t0001"));

        play.ask(request).is(FAILED_TEMP).sendsNothing();
        assertThat(play.last().effects()).containsExactly(new Effect.Verify(request, List.of(new TaskId("t0001"))));
        play.happens(seen(play, request, VerifyVerdict.HOLDS)).accepted().executes("t0002", "t0003");
        assertThat(play.task("t0001").outputs()).isEqualTo(ID);
        assertThat(play.inFlight("t0002").parameters().field("net")).contains(new Value.Text("found"));
    }

    @Test
    void shouldUndoWhatWasDoneByHandWithoutEverHavingRun() {
        var play = anOperation().accepted().ask(Verb.PAUSE).planned(Plans.chain(1));
        var request = play.request(Verb.DONE, null).on(new TaskId("t0001"));
        play.happens(seen(play, request, VerifyVerdict.HOLDS)).accepted().tasksAre(DONE);

        play.ask(Verb.ROLLBACK).undoes("t0001");
    }

    @Test
    void shouldRefuseWhatWasNotSeenAndAnswerItOnce() {
        var play = anOperation().planned(Plans.chain(1)).fails("t0001");
        var request = play.request(Verb.DONE, null).on(new TaskId("t0001"));

        play.happens(seen(play, request, VerifyVerdict.ABSENT))
                .rejected("doesn't hold (ABSENT)")
                .tasksAre(FAILED);
        play.happens(seen(play, request, VerifyVerdict.HOLDS)).accepted().is(COMPLETED);
        play.happens(seen(play, request, VerifyVerdict.HOLDS)).changesNothing();
    }

    @Test
    void shouldRefuseWhatWasSeenBeforeTheTaskWasAtWorkAgain() {
        var play = anOperation().planned(Plans.chain(1)).fails("t0001");
        var request = play.request(Verb.DONE, null).on(new TaskId("t0001"));
        var early = seen(play, request, VerifyVerdict.HOLDS);

        play.ask(Verb.RETRY, "t0001")
                .fails("t0001")
                .happens(early)
                .rejected("at work again")
                .is(FAILED_TEMP);
    }

    private static Event seen(Play play, VerbRequest request, VerifyVerdict verdict) {
        TaskId task = Objects.requireNonNull(request.task());
        return new Event.Verified(request, task, play.operation().task(task).sequence(), verdict, ID, "looked at it");
    }
}
