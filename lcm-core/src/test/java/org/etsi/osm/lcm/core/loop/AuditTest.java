package org.etsi.osm.lcm.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.etsi.osm.lcm.core.engine.Plans;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.port.Membership;
import org.etsi.osm.lcm.core.store.memory.StoreFaults.WriteFate;
import org.junit.jupiter.api.Test;

/** The verbs verify and done: what is asked of adapters, what is made of their answers, and what bounds it. */
class AuditTest {
    private static final Duration LIMIT = Duration.ofMillis(LoopSettings.DEFAULT.lookLimitMs());

    /** Operation op1 of three tasks in a chain: two done, the third failed. */
    private static Shop failed() {
        var shop = new Shop(Plans.chain(3)).assigned().requested("op1").settle();
        shop.succeeds("op1", "t0001").settle().succeeds("op1", "t0002").settle();
        return shop.fails("op1", "t0003").settle().forget();
    }

    private static Shop completed() {
        var shop = new Shop(Plans.chain(2)).assigned().requested("op1").settle();
        shop.succeeds("op1", "t0001").settle().succeeds("op1", "t0002").settle();
        return shop.forget();
    }

    private static void asks(Shop shop, String requestId, Verb verb, String operation, String task) {
        shop.receive(new Inbound.Asked(VerbRequest.of(requestId, new OperationId(operation), verb, "alice")
                .on(task.isEmpty() ? null : new TaskId(task))));
        shop.settle();
    }

    private static List<Command> looks(Shop shop) {
        return shop.bus.commands.stream()
                .filter(command -> command.action() == CommandAction.VERIFY)
                .toList();
    }

    private static Reply seen(Command look, VerifyVerdict verdict, Value.Obj outputs, String observed) {
        return new Reply(
                look.operation(),
                look.task(),
                look.action(),
                look.attempt(),
                look.sequence(),
                ReplyStatus.SUCCEEDED,
                0,
                outputs,
                observed,
                null,
                verdict);
    }

    private static void answers(Shop shop, Command look, VerifyVerdict verdict) {
        shop.receive(new Inbound.Replied(seen(look, verdict, Value.Obj.EMPTY, "")));
    }

    private static Answer only(Shop shop) {
        assertThat(shop.answers()).hasSize(1);
        return shop.answers().getFirst();
    }

    private static List<String> tasks(Answer answer) {
        var listed = (Value.Arr) answer.detail().field("tasks").orElseThrow();
        return listed.items().stream()
                .map(task -> text(task, "task") + " " + text(task, "state") + " " + text(task, "verdict")
                        + (task.field("drift").orElseThrow().equals(Value.of(true)) ? " drift" : ""))
                .toList();
    }

    private static String text(Value task, String name) {
        return ((Value.Text) task.field(name).orElseThrow()).value();
    }

    private static void counts(Answer answer, int checked, int drift) {
        assertThat(answer.detail().field("checked")).contains(Value.of(checked));
        assertThat(answer.detail().field("drift")).contains(Value.of(drift));
    }

    @Test
    void shouldReportDriftOfAnOperationAndChangeNothing() {
        var shop = failed();
        var before = shop.stored("op1");
        int bulks = shop.bulks;

        asks(shop, "v1", Verb.VERIFY, "op1", "");
        assertThat(looks(shop)).extracting(look -> look.task().value()).containsExactly("t0001", "t0002", "t0003");
        assertThat(looks(shop)).allMatch(look -> look.sequence() == 1);
        assertThat(shop.answers()).isEmpty();
        answers(shop, looks(shop).get(0), VerifyVerdict.HOLDS);
        answers(shop, looks(shop).get(2), VerifyVerdict.ABSENT);
        answers(shop, looks(shop).get(1), VerifyVerdict.ABSENT);
        shop.settle();

        Answer answer = only(shop);
        assertThat(answer.accepted()).isTrue();
        assertThat(answer.requestId()).isEqualTo("v1");
        assertThat(answer.revision()).isEqualTo(before.revision());
        counts(answer, 3, 1);
        assertThat(tasks(answer)).containsExactly("t0002 DONE ABSENT drift", "t0001 DONE HOLDS", "t0003 FAILED ABSENT");
        assertThat(shop.stored("op1")).isEqualTo(before);
        assertThat(shop.bulks).isEqualTo(bulks);
        shop.isIdle();
    }

    @Test
    void shouldTellTheDifferences() {
        var shop = failed();
        asks(shop, "v1", Verb.VERIFY, "op1", "t0001");
        Value.Obj differences = Value.Obj.EMPTY.with("differences", Value.list(List.of(Value.of("two NICs, not one"))));

        shop.receive(new Inbound.Replied(
                seen(looks(shop).getFirst(), VerifyVerdict.DIFFERS, differences, "two NICs, not one")));
        shop.settle();

        counts(only(shop), 1, 1);
        assertThat(only(shop).detail().toString()).contains("two NICs, not one");
    }

    @Test
    void shouldVerifyAnOperationThatIsOver() {
        var shop = completed();
        asks(shop, "v1", Verb.VERIFY, "op1", "");
        looks(shop).forEach(look -> answers(shop, look, VerifyVerdict.HOLDS));
        shop.settle();

        counts(only(shop), 2, 0);
        assertThat(only(shop).state()).isEqualTo(OperationState.COMPLETED);
        assertThat(shop.loop.operations()).isEmpty();
    }

    @Test
    void shouldLookWhileATaskIsAtWorkWithoutDisturbingIt() {
        var shop = new Shop(Plans.chain(2)).assigned().requested("op1").settle();
        asks(shop, "v1", Verb.VERIFY, "op1", "t0001");
        Command look = looks(shop).getFirst();
        assertThat(look.sequence()).isEqualTo(1);

        answers(shop, look, VerifyVerdict.HOLDS);
        shop.settle();

        assertThat(shop.stored("op1").task(new TaskId("t0001")).state()).isEqualTo(TaskState.RUNNING);
        counts(only(shop), 1, 0);
        shop.succeeds("op1", "t0001").settle();
        assertThat(shop.stored("op1").task(new TaskId("t0001")).state()).isEqualTo(TaskState.DONE);
    }

    @Test
    void shouldAnswerAtOnceWhereNothingWasAtWorkYet() {
        var shop = new Shop(Plans.chain(1)).assigned().requested("op1").settle().forget();

        asks(shop, "v1", Verb.VERIFY, "op1", "");

        counts(only(shop), 0, 0);
    }

    @Test
    void shouldNotCallItDriftWhenTheTaskWasAtWorkMeanwhile() {
        var shop = failed();
        asks(shop, "v1", Verb.VERIFY, "op1", "t0002");
        shop.asked("op1", Verb.ROLLBACK).settle();
        shop.succeeds("op1", "t0003").settle();
        assertThat(shop.stored("op1").task(new TaskId("t0002")).state()).isEqualTo(TaskState.UNDOING);

        answers(shop, looks(shop).getFirst(), VerifyVerdict.ABSENT);
        shop.settle();

        Answer answer = shop.answers().getLast();
        counts(answer, 1, 0);
        assertThat(answer.detail().toString()).contains("changed");
    }

    @Test
    void shouldAskAgainOnSilenceAndGiveUpInTheEnd() {
        var shop = failed();
        asks(shop, "v1", Verb.VERIFY, "op1", "t0001");
        shop.after(Duration.ofMillis(LoopSettings.DEFAULT.resendFirstMs())).settle();
        assertThat(looks(shop))
                .hasSize(2)
                .allMatch(look -> look.equals(looks(shop).getFirst()));

        shop.after(LIMIT).settle();

        counts(only(shop), 1, 0);
        assertThat(tasks(only(shop))).containsExactly("t0001 DONE UNKNOWN");
        assertThat(only(shop).detail().toString()).contains("no answer");
        assertThat(looks(shop)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void shouldSayWhatKeptAnAdapterFromLooking() {
        var shop = failed();
        asks(shop, "v1", Verb.VERIFY, "op1", "t0001");
        shop.receive(new Inbound.Replied(Reply.of(
                looks(shop).getFirst(), ReplyStatus.FAILED, Failure.retryable("UNSUPPORTED", "unknown type"))));
        shop.settle();

        assertThat(tasks(only(shop))).containsExactly("t0001 DONE UNKNOWN");
        assertThat(only(shop).detail().toString()).contains("UNSUPPORTED");
    }

    @Test
    void shouldLookOnceForARepeatedRequest() {
        var shop = failed();
        asks(shop, "v1", Verb.VERIFY, "op1", "t0001");
        asks(shop, "v1", Verb.VERIFY, "op1", "t0001");
        assertThat(looks(shop)).hasSize(1);

        answers(shop, looks(shop).getFirst(), VerifyVerdict.HOLDS);
        answers(shop, looks(shop).getFirst(), VerifyVerdict.HOLDS);
        shop.settle();

        assertThat(shop.answers()).hasSize(1);
        assertThat(shop.listened).isEmpty();
    }

    @Test
    void shouldNeverHaveMoreThanSoManyLooksInFlight() {
        int tasks = 1_000;
        var shop = new Shop(Plans.wide(tasks)).assigned().requested("op1").settle();
        for (int rounds = 0; shop.stored("op1").isOpen() && rounds < 50; rounds++) {
            shop.succeedsAll().settle();
        }
        shop.forget();
        asks(shop, "v1", Verb.VERIFY, "op1", "");
        asks(shop, "v2", Verb.VERIFY, "op1", "t0999");

        int answered = 0;
        assertThat(looks(shop)).anyMatch(look -> look.task().value().equals("t0999"));
        for (int rounds = 0; shop.answers().size() < 2 && rounds < 100; rounds++) {
            var sent = looks(shop);
            assertThat(sent.size() - answered).isLessThanOrEqualTo(Audits.MOST_IN_FLIGHT);
            for (; answered < sent.size(); answered++) {
                answers(shop, sent.get(answered), VerifyVerdict.HOLDS);
            }
            shop.settle();
        }

        assertThat(shop.answers()).hasSize(2);
        counts(shop.answers().getFirst(), 1, 0);
        counts(shop.answers().getLast(), tasks, 0);
        assertThat(tasks(shop.answers().getLast())).hasSize(200);
    }

    @Test
    void shouldRejectMoreThanSoManyAtOnce() {
        var shop = failed();
        for (int i = 0; i <= Audits.MOST_AUDITS; i++) {
            asks(shop, "v" + i, Verb.VERIFY, "op1", "t0001");
        }

        assertThat(only(shop).accepted()).isFalse();
        assertThat(only(shop).reason()).contains("too many verifications are under way");

        answers(shop, looks(shop).getFirst(), VerifyVerdict.HOLDS);
        shop.settle();
        assertThat(shop.answers()).as("one look answers all that wait for it").hasSize(Audits.MOST_AUDITS + 1);
    }

    @Test
    void shouldTakeATaskAsDoneByHandOnceItIsSeenToHold() {
        var shop = failed();
        asks(shop, "d1", Verb.DONE, "op1", "t0003");
        shop.receive(new Inbound.Replied(
                seen(looks(shop).getFirst(), VerifyVerdict.HOLDS, Value.Obj.EMPTY.with("id", "by hand"), "")));
        shop.settle();

        assertThat(only(shop).accepted()).isTrue();
        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.COMPLETED);
        assertThat(shop.stored("op1").task(new TaskId("t0003")).outputs())
                .isEqualTo(Value.Obj.EMPTY.with("id", "by hand"));

        asks(shop, "d1", Verb.DONE, "op1", "t0003");
        assertThat(shop.answers().getLast()).isEqualTo(shop.answers().getFirst());
    }

    @Test
    void shouldRefuseDoneByHandWhenItDoesNotHold() {
        var shop = failed();
        var before = shop.stored("op1");
        asks(shop, "d1", Verb.DONE, "op1", "t0003");
        answers(shop, looks(shop).getFirst(), VerifyVerdict.ABSENT);
        shop.settle();

        assertThat(only(shop).accepted()).isFalse();
        assertThat(only(shop).reason()).contains("ABSENT");
        assertThat(shop.stored("op1")).isEqualTo(before);
    }

    @Test
    void shouldRefuseDoneByHandWhenNobodyLooked() {
        var shop = failed();
        asks(shop, "d1", Verb.DONE, "op1", "t0003");

        shop.after(LIMIT).settle();

        assertThat(only(shop).accepted()).isFalse();
        assertThat(only(shop).reason()).contains("no answer");
    }

    @Test
    void shouldRefuseDoneByHandWhenTheOperationEndedMeanwhile() {
        var shop = failed();
        asks(shop, "d1", Verb.DONE, "op1", "t0003");
        Command look = looks(shop).getFirst();
        shop.asked("op1", Verb.FAIL).settle();
        assertThat(shop.loop.operations()).isEmpty();

        answers(shop, look, VerifyVerdict.HOLDS);
        shop.settle();

        Answer answer = shop.answers().getLast();
        assertThat(answer.requestId()).isEqualTo("d1");
        assertThat(answer.accepted()).isFalse();
        assertThat(answer.reason()).contains("over");
    }

    @Test
    void shouldForgetItsLooksWithThePartition() {
        var shop = failed();
        asks(shop, "v1", Verb.VERIFY, "op1", "t0001");
        Command look = looks(shop).getFirst();
        shop.bus.changes(new Membership.Lost(Shop.PARTITION));
        shop.settle();
        shop.assigned();

        answers(shop, look, VerifyVerdict.HOLDS);
        shop.after(LIMIT).settle();
        assertThat(shop.answers()).isEmpty();

        asks(shop, "v1", Verb.VERIFY, "op1", "t0001");
        answers(shop, look, VerifyVerdict.HOLDS);
        shop.settle();
        counts(only(shop), 1, 0);
    }

    @Test
    void shouldSendItsLooksAgainWhenTheBusWasAway() {
        var shop = failed();
        shop.bus.publishFailures = 1;
        asks(shop, "v1", Verb.VERIFY, "op1", "t0001");

        assertThat(looks(shop)).hasSize(2);
        answers(shop, looks(shop).getFirst(), VerifyVerdict.HOLDS);
        shop.settle();
        counts(only(shop), 1, 0);
    }

    @Test
    void shouldAnswerDoneByHandOnlyWhenItIsStored() {
        var shop = failed();
        asks(shop, "d1", Verb.DONE, "op1", "t0003");
        shop.writeFates.add(WriteFate.failsBefore());
        answers(shop, looks(shop).getFirst(), VerifyVerdict.HOLDS);
        shop.turn();
        assertThat(shop.answers()).isEmpty();

        shop.settle();

        assertThat(only(shop).accepted()).isTrue();
        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.COMPLETED);
    }

    @Test
    void shouldWakeForTheLimitOfALook() {
        var shop = failed();
        shop.bus.waits.clear();
        asks(shop, "v1", Verb.VERIFY, "op1", "t0001");

        shop.bus.waits.clear();
        shop.loop.turn(60_000);

        assertThat(shop.bus.waits).containsExactly(LoopSettings.DEFAULT.resendFirstMs());
    }
}
