package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.engine.Play.BROKEN;
import static org.etsi.osm.lcm.core.engine.Play.FLAKY;
import static org.etsi.osm.lcm.core.engine.Play.anOperation;
import static org.etsi.osm.lcm.core.model.OperationState.COMPLETED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED_TEMP;
import static org.etsi.osm.lcm.core.model.OperationState.PROCESSING;
import static org.etsi.osm.lcm.core.model.TaskState.DONE;
import static org.etsi.osm.lcm.core.model.TaskState.FAILED;
import static org.etsi.osm.lcm.core.model.TaskState.RUNNING;
import static org.etsi.osm.lcm.core.model.TaskState.WAITING;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.RetryPolicy;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.junit.jupiter.api.Test;

/** Forward: acceptance, planning, order, parameters, outputs, retries, replies, takeover. */
class EngineTest {

    @Test
    void shouldPlanWhatIsFirstAtOnce() {
        var play = anOperation().accepted();

        assertThat(play.last().effects())
                .containsExactly(
                        new Effect.MakePlan(),
                        new Effect.ArmTimer(
                                null, Objects.requireNonNull(play.operation().deadline())));
        assertThat(play.operation().occupies()).isTrue();
        assertThat(play.operation().outbox()).hasSize(3);
    }

    @Test
    void shouldNotPlanWhatIsQueuedUntilItIsItsTurn() {
        var play = anOperation().queuedAt(2).accepted();
        assertThat(play.last().effects()).isEmpty();

        play.happens(new Event.QueueMoved(1));
        assertThat(play.operation().queuePosition()).isEqualTo(1);

        play.happens(new Event.Admitted());
        assertThat(play.last().effects()).contains(new Effect.MakePlan());
        assertThat(play.operation().queuePosition()).isZero();
    }

    @Test
    void shouldForgetWhatProgressToldWhenTheAttemptFails() {
        var play = anOperation().planned(Plans.chain(2));
        play.happens(new Event.Replied(
                Reply.progress(play.inFlight("t0001"), Value.Obj.EMPTY.with("run", "r-1"), "running")));
        assertThat(play.task("t0001").outputs()).isNotNull();

        play.fails("t0001", BROKEN);

        assertThat(play.task("t0001").outputs()).isNull();
    }

    @Test
    void shouldCompleteAnEmptyPlanAtOnce() {
        anOperation().planned(Plan.EMPTY).is(COMPLETED);
    }

    @Test
    void shouldFailWhenThePlanIsRefused() {
        var play =
                anOperation().accepted().happens(new Event.PlanRefused(BROKEN)).is(OperationState.FAILED);

        assertThat(play.errorCode()).isEqualTo("BROKEN");
    }

    @Test
    void shouldRefuseAPlanOfTooManyTasks() {
        var play = anOperation()
                .limits(3, 1_000, 1_000, 10_000)
                .planned(Plans.chain(4))
                .is(OperationState.FAILED);

        assertThat(play.errorCode()).isEqualTo("TOO_MANY_TASKS");
        assertThat(play.operation().plan().size()).isZero();
    }

    @Test
    void shouldDropASecondPlan() {
        anOperation().planned(Plans.chain(2)).planned(Plans.chain(5)).changesNothing();
    }

    @Test
    void shouldRunAChainOneByOne() {
        anOperation()
                .planned(Plans.chain(3))
                .executes("t0001")
                .succeeds("t0001")
                .executes("t0002")
                .succeeds("t0002")
                .executes("t0003")
                .succeeds("t0003")
                .sendsNothing()
                .is(COMPLETED);
    }

    @Test
    void shouldRunTheBranchesOfAForkSideBySide() {
        anOperation()
                .planned(Plans.fork(3))
                .executes("t0001")
                .succeeds("t0001")
                .executes("t0002", "t0003", "t0004")
                .succeeds("t0003", "t0002", "t0004")
                .is(COMPLETED);
    }

    @Test
    void shouldWaitForBothSidesOfADiamond() {
        anOperation()
                .planned(Plans.diamond())
                .succeeds("t0001")
                .executes("t0002", "t0003")
                .succeeds("t0003")
                .sendsNothing()
                .succeeds("t0002")
                .executes("t0004")
                .succeeds("t0004")
                .is(COMPLETED);
    }

    @Test
    void shouldKeepTheWindowOfCommandsInFlight() {
        anOperation()
                .inFlightAtMost(2)
                .planned(Plans.wide(5))
                .executes("t0001", "t0002")
                .succeeds("t0002")
                .executes("t0003")
                .succeeds("t0001")
                .executes("t0004")
                .succeeds("t0003", "t0004", "t0005")
                .is(COMPLETED);
    }

    @Test
    void shouldPassOutputsOnAsParameters() {
        var plan = Plans.change(Plans.chain(2), "t0002", EngineTest::refersToFirst);
        var play = anOperation()
                .planned(plan)
                .succeeds("t0001", Value.Obj.EMPTY.with("id", "net-7"))
                .executes("t0002");

        assertThat(play.inFlight("t0002").parameters()).isEqualTo(Value.Obj.EMPTY.with("network", "net-7"));
    }

    @Test
    void shouldFailATaskWhoseReferenceLeadsNowhere() {
        var plan = Plans.change(Plans.chain(2), "t0002", EngineTest::refersToFirst);
        var play = anOperation()
                .planned(plan)
                .succeeds("t0001", Value.Obj.EMPTY)
                .sendsNothing()
                .is(FAILED_TEMP)
                .tasksAre(DONE, FAILED);

        assertThat(Objects.requireNonNull(play.task("t0002").error()).code()).isEqualTo("UNRESOLVED");
        assertThat(play.task("t0002").touched()).isFalse();
    }

    @Test
    void shouldFailATaskWhoseParametersAreTooLarge() {
        var plan = Plans.change(Plans.chain(2), "t0002", EngineTest::refersToFirst);
        var play = anOperation()
                .limits(10, 1_000, 500, 10_000)
                .planned(plan)
                .succeeds("t0001", Value.Obj.EMPTY.with("id", "x".repeat(600)))
                .is(FAILED_TEMP)
                .tasksAre(DONE, FAILED);

        assertThat(Objects.requireNonNull(play.task("t0002").error()).code()).isEqualTo("TOO_LARGE");
    }

    @Test
    void shouldFailATaskWhoseOutputsAreTooLarge() {
        var play = anOperation()
                .limits(10, 100, 1_000, 10_000)
                .planned(Plans.chain(2))
                .succeeds("t0001", Value.Obj.EMPTY.with("id", "x".repeat(101)))
                .is(FAILED_TEMP)
                .tasksAre(FAILED, WAITING);

        assertThat(Objects.requireNonNull(play.task("t0001").error()).code()).isEqualTo("TOO_LARGE");
        assertThat(play.task("t0001").outputs()).isNull();
    }

    @Test
    void shouldBoundTheOutputsOfAllTasksTogetherAndCountEachOnce() {
        var sixty = Value.Obj.EMPTY.with("id", "x".repeat(52));
        assertThat(sixty.size()).isEqualTo(62);
        var play = anOperation().limits(10, 100, 1_000, 130).planned(Plans.chain(3));

        play.happens(new Event.Replied(Reply.progress(play.inFlight("t0001"), sixty, "booting")));
        assertThat(play.task("t0001").outputs()).isEqualTo(sixty);
        play.succeeds("t0001", sixty).succeeds("t0002", sixty).tasksAre(DONE, DONE, RUNNING);
        play.happens(new Event.Replied(Reply.progress(play.inFlight("t0003"), sixty, "booting")))
                .succeeds("t0003", sixty)
                .tasksAre(DONE, DONE, FAILED);
    }

    @Test
    void shouldKeepTheIdsOfAProgressAtOnceAndStoreNoMereNews() {
        var play = anOperation().planned(Plans.chain(1));
        var created = Value.Obj.EMPTY.with("serverId", "s-1");

        play.happens(new Event.Replied(Reply.progress(play.inFlight("t0001"), created, "booting")));
        assertThat(play.task("t0001").outputs()).isEqualTo(created);
        long revision = play.operation().revision();

        play.happens(new Event.Replied(Reply.progress(play.inFlight("t0001"), Value.Obj.EMPTY, "still booting")));
        assertThat(play.operation().revision()).isEqualTo(revision);
    }

    @Test
    void shouldTryAgainByItselfAfterABackOffThatGrows() {
        var play = anOperation().planned(Plans.each(Plans.chain(1), task -> Plans.retried(task, 3)));

        play.fails("t0001", FLAKY).tasksAre(WAITING).sendsNothing();
        long first = Objects.requireNonNull(play.task("t0001").timer()).originalMs();
        play.rings("t0001").executes("t0001");
        assertThat(play.inFlight("t0001").attempt()).isEqualTo(2);
        assertThat(play.inFlight("t0001").sequence()).isEqualTo(2);
        play.fails("t0001", FLAKY);
        long second = Objects.requireNonNull(play.task("t0001").timer()).originalMs();
        play.rings("t0001").fails("t0001", FLAKY).is(FAILED_TEMP).tasksAre(FAILED);

        assertThat(first).isBetween(1_000L, 1_250L);
        assertThat(second).isBetween(2_000L, 2_500L);
        assertThat(play.task("t0001").attempts()).hasSize(3);
    }

    @Test
    void shouldSpreadTheRetriesOfTasksThatFailedTogether() {
        var policy = new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(3));

        assertThat(List.of("a/t0001", "a/t0002", "a/t0003", "b/t0001"))
                .extracting(key -> RetrySchedule.delay(policy, key, 1))
                .doesNotHaveDuplicates()
                .allSatisfy(delay -> assertThat(delay.toMillis()).isBetween(1_000L, 1_250L));
        assertThat(RetrySchedule.delay(policy, "a/t0001", 99).toMillis()).isBetween(3_000L, 3_750L);
        assertThat(RetrySchedule.delay(RetryPolicy.NEVER, "a/t0001", 1)).isZero();
    }

    @Test
    void shouldNotTryAgainWhatCantBeHelped() {
        anOperation()
                .planned(Plans.each(Plans.chain(1), task -> Plans.retried(task, 3)))
                .fails("t0001", BROKEN)
                .is(FAILED_TEMP);
    }

    @Test
    void shouldAbortWhatTakesTooLongAndTryAgain() {
        var play = anOperation()
                .planned(Plans.each(Plans.chain(1), task -> Plans.retried(task, 2)))
                .rings("t0001")
                .aborts("t0001")
                .tasksAre(RUNNING)
                .stops("t0001")
                .tasksAre(WAITING);

        assertThat(Objects.requireNonNull(play.task("t0001").error()).code()).isEqualTo("TIMEOUT");
        play.rings("t0001").executes("t0001").succeeds("t0001").is(COMPLETED);
    }

    @Test
    void shouldTakeTheResultOfWhatFinishedBeforeItsAbort() {
        anOperation()
                .planned(Plans.chain(1))
                .rings("t0001")
                .aborts("t0001")
                .succeeds("t0001")
                .is(COMPLETED);
    }

    @Test
    void shouldRememberThatAnAttemptMayStillRunWhenItsAbortIsNotAnswered() {
        var play = anOperation().planned(Plans.chain(1)).rings("t0001").aborts("t0001");
        Command command = play.inFlight("t0001");

        play.rings("t0001").is(FAILED_TEMP).tasksAre(FAILED);
        assertThat(play.task("t0001").mayStillRun()).isTrue();
        assertThat(Objects.requireNonNull(play.task("t0001").error()).code()).isEqualTo("NO_ANSWER");

        play.happens(new Event.Replied(Reply.succeeded(command, Value.Obj.EMPTY)))
                .changesNothing();
    }

    @Test
    void shouldIgnoreAReplyToAnEarlierSequence() {
        var play = anOperation().planned(Plans.each(Plans.chain(1), task -> Plans.retried(task, 3)));
        Command first = play.inFlight("t0001");
        play.fails("t0001", FLAKY);

        play.happens(new Event.Replied(Reply.succeeded(first, Value.Obj.EMPTY))).changesNothing();
        play.rings("t0001");
        play.happens(new Event.Replied(Reply.of(first, ReplyStatus.FAILED, BROKEN)))
                .changesNothing();
        play.succeeds("t0001").is(COMPLETED);
    }

    @Test
    void shouldIgnoreARepeatedReplyAndOneOfAnUnknownTask() {
        var play = anOperation().planned(Plans.chain(2));
        Command first = play.inFlight("t0001");
        play.succeeds("t0001");

        play.happens(new Event.Replied(Reply.succeeded(first, Value.Obj.EMPTY))).changesNothing();
        var stray = new Command(
                first.operation(),
                first.nsInstanceId(),
                new TaskId("t0099"),
                "ro",
                "NoOp",
                first.action(),
                1,
                1,
                Value.Obj.EMPTY,
                null,
                1,
                first.replyTo());
        play.happens(new Event.Replied(Reply.succeeded(stray, Value.Obj.EMPTY))).changesNothing();
    }

    @Test
    void shouldStepAboveAnAdapterThatKnowsMore() {
        var play = anOperation().planned(Plans.chain(1));
        Command command = play.inFlight("t0001");

        play.happens(new Event.Replied(Reply.stale(command, 7))).executes("t0001");
        assertThat(play.inFlight("t0001").sequence()).isEqualTo(8);
        assertThat(play.last().reasons()).anyMatch(reason -> reason.startsWith("ERROR"));

        play.happens(new Event.Replied(Reply.stale(play.inFlight("t0001"), 3))).changesNothing();
        play.succeeds("t0001").is(COMPLETED);
    }

    @Test
    void shouldEndWhatIsLateInTimeAndLetWhatIsInFlightFinish() {
        var play = anOperation()
                .inFlightAtMost(1)
                .planned(Plans.wide(2))
                .deadlinePasses()
                .is(PROCESSING)
                .tasksAre(RUNNING, FAILED)
                .succeeds("t0001")
                .is(FAILED_TEMP);

        assertThat(play.errorCode()).isEqualTo("DEADLINE");
    }

    @Test
    void shouldIgnoreTimersOfStatesThatAreOver() {
        var play = anOperation().planned(Plans.chain(2));
        var timer = Objects.requireNonNull(play.task("t0001").timer());
        play.succeeds("t0001");

        play.happens(new Event.TimerDue(TaskId.at(0), timer.kind(), timer.armedBy()))
                .changesNothing();
        play.happens(new Event.TimerDue(TaskId.at(77), timer.kind(), timer.armedBy()))
                .changesNothing();
    }

    @Test
    void shouldAskForThePlanAgainWhenTakenOver() {
        var play = anOperation().accepted().happens(new Event.TakenOver(Play.owner(2)));

        assertThat(play.last().effects()).contains(new Effect.MakePlan());
        assertThat(play.operation().ownership()).isEqualTo(Play.owner(2));
    }

    @Test
    void shouldSendCommandsAgainAndStartTimersFromWhatRemainsWhenTakenOver() {
        var play = anOperation().planned(Plans.fork(2)).succeeds("t0001");
        long sequence = play.inFlight("t0002").sequence();

        play.after(Duration.ofMinutes(40)).happens(new Event.TakenOver(Play.owner(2)));

        play.executes("t0002", "t0003");
        assertThat(play.inFlight("t0002").sequence()).isEqualTo(sequence);
        assertThat(play.inFlight("t0002").replyTo().partition()).isEqualTo(3);
        var timer = Objects.requireNonNull(play.task("t0002").timer());
        assertThat(timer.remainingMs(play.now())).isEqualTo(Plans.TIMEOUT.toMillis());
        play.succeeds("t0002", "t0003").is(COMPLETED);
    }

    @Test
    void shouldGiveEveryTransitionARevisionOfItsOwn() {
        var play = anOperation().planned(Plans.diamond()).succeeds("t0001");

        var revisions = play.operation().outbox().stream()
                .filter(item -> !(item instanceof Outgoing.Decided))
                .map(Outgoing::revision)
                .toList();
        assertThat(revisions).hasSize(3).doesNotHaveDuplicates().isSorted();
        assertThat(play.operation().revision()).isEqualTo(revisions.get(2));
    }

    @Test
    void shouldBeClosedOnceEverythingIsTold() {
        var play = anOperation().planned(Plans.chain(1)).succeeds("t0001").is(COMPLETED);
        long revision = play.operation().revision();

        play.happens(new Event.OutboxSent(revision - 1));
        assertThat(play.operation().revision()).isEqualTo(revision);
        play.happens(new Event.OutboxSent(revision));

        assertThat(play.operation().revision()).isEqualTo(revision + 1);
        assertThat(play.operation().isOpen()).isFalse();
    }

    @Test
    void shouldDropEventsOfAParkedOperationAndSayWhy() {
        var play = anOperation().planned(Plans.chain(2));
        var parked = play.operation().parked("it is broken").outboxSent();
        var reply = new Event.Replied(Reply.succeeded(play.inFlight("t0001"), Value.Obj.EMPTY));

        Decision decision = play.engine().decide(parked, reply, play.now());
        assertThat(decision.next()).isSameAs(parked);
        assertThat(decision.effects()).isEmpty();
        assertThat(decision.reasons()).isNotEmpty();

        Decision taken = play.engine().decide(parked, new Event.TakenOver(Play.owner(9)), play.now());
        assertThat(taken.next().ownership()).isEqualTo(Play.owner(9));
        assertThat(taken.effects()).isEmpty();
        assertThat(Verbs.legal(parked)).containsExactlyInAnyOrder(Verb.KILL, Verb.UNPARK, Verb.PREVIEW);
    }

    @Test
    void shouldCloseAsFailedWherePolicySaysSo() {
        anOperation()
                .onFailure(FailurePolicy.FAIL)
                .planned(Plans.wide(2))
                .fails("t0001")
                .is(PROCESSING)
                .succeeds("t0002")
                .is(OperationState.FAILED);
    }

    private static TaskSpec refersToFirst(TaskSpec task) {
        return Plans.with(task, Value.Obj.EMPTY.with("network", new Value.Ref(TaskId.at(0), "/id")));
    }

    @Test
    void shouldTakeADeadlineThatNoClockCanCount() {
        var request = new OperationRequest(
                new OperationId("op1"),
                "ns1",
                "instantiate",
                1,
                Value.Obj.EMPTY,
                FailurePolicy.HOLD,
                Duration.ofSeconds(Long.MAX_VALUE));

        var deadline = new Engine(EngineSettings.DEFAULT)
                .accept(new Event.Requested(request, Play.owner(1), 0, List.of()), new Moment(1_000, 1_000))
                .next()
                .deadline();

        assertThat(deadline).satisfies(timer -> assertThat(timer.dueAtMs()).isPositive());
    }

    @Test
    void shouldCutAnErrorTextOffBetweenCharacters() {
        String message = "x".repeat(Failure.MESSAGE_LIMIT - 2) + "\uD83D\uDE80".repeat(10);

        assertThat(Failure.permanent("X", message).message())
                .endsWith("x…")
                .hasSizeLessThanOrEqualTo(Failure.MESSAGE_LIMIT);
    }
}
