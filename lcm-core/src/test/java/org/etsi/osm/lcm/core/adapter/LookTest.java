package org.etsi.osm.lcm.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.adapter.Commands.command;
import static org.etsi.osm.lcm.core.adapter.Commands.execute;
import static org.etsi.osm.lcm.core.adapter.Commands.key;
import static org.etsi.osm.lcm.core.adapter.Commands.rollback;
import static org.etsi.osm.lcm.core.adapter.Commands.verify;

import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.core.store.memory.MemoryLedgerStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** VERIFY through the whole loop: it looks, says what it saw, and leaves no trace. */
class LookTest {
    private final Scene scene = new Scene();
    private Scene.Adapter adapter;

    @BeforeEach
    void start() {
        adapter = scene.adapter("a").assigned();
    }

    private Reply last() {
        return scene.replies.getLast();
    }

    /** The answer to one look. */
    private Reply look(int task, long sequence) {
        int before = scene.replies.size();
        adapter.receives(verify(task, sequence)).settle();
        assertThat(scene.replies).as("answers to one look").hasSize(before + 1);
        return last();
    }

    @Test
    void shouldSayWhatHoldsAndLeaveTheLedgerAlone() {
        adapter.receives(execute(0, 1)).settle();
        LedgerEntry before = scene.entry(0);

        Reply seen = look(0, 1);

        assertThat(seen.action()).isEqualTo(CommandAction.VERIFY);
        assertThat(seen.sequence()).isEqualTo(1);
        assertThat(seen.status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(seen.verdict()).isEqualTo(VerifyVerdict.HOLDS);
        assertThat(seen.outputs().text("id")).contains("thing-1");
        assertThat(scene.entry(0)).isEqualTo(before);
        assertThat(adapter.committed).isEqualTo(2);
    }

    @Test
    void shouldFindWhatWasDeletedBehindOurBack() {
        adapter.receives(execute(0, 1)).settle();
        scene.world.take("thing-1");

        assertThat(look(0, 1).verdict()).isEqualTo(VerifyVerdict.ABSENT);
        assertThat(scene.world.creates).as("it only looks").isEqualTo(1);
    }

    @Test
    void shouldLookForATaskThatWasNeverAtWork() {
        assertThat(look(0, 0).verdict()).isEqualTo(VerifyVerdict.ABSENT);

        scene.world.add(key(0));

        assertThat(look(0, 0).verdict()).isEqualTo(VerifyVerdict.HOLDS);
        assertThat(scene.ledger.snapshot()).isEmpty();
    }

    @Test
    void shouldFindNothingOfWhatWasUndone() {
        adapter.receives(execute(0, 1)).settle().receives(rollback(0, 2)).settle();

        assertThat(look(0, 2).verdict()).isEqualTo(VerifyVerdict.ABSENT);
    }

    @Test
    void shouldTellWhatIsLeftOfWhatWasUndone() {
        adapter.receives(execute(0, 1)).settle().receives(rollback(0, 2)).settle();
        String late = scene.world.add(key(0));
        String later = scene.world.add(key(0));

        Reply seen = look(0, 2);

        assertThat(seen.verdict()).isEqualTo(VerifyVerdict.DIFFERS);
        assertThat(seen.observed()).isEqualTo("left over: " + late + ", " + later);
    }

    @Test
    void shouldTellWhatDiffers() {
        adapter.receives(execute(0, 1)).settle();
        scene.world.broken.add("thing-1");

        Reply seen = look(0, 1);

        assertThat(seen.verdict()).isEqualTo(VerifyVerdict.DIFFERS);
        assertThat(seen.observed()).contains("it is broken");
        assertThat(seen.outputs().fields()).containsKey("differences");
    }

    @Test
    void shouldNotCountOnWhatWasAskedToGo() {
        adapter.receives(execute(0, 1)).settle();
        scene.world.removalsLinger.add("thing-1");
        adapter.receives(rollback(0, 2)).settle().receives(Commands.abort(0, 2)).settle();
        assertThat(last().status()).isEqualTo(ReplyStatus.STOPPED);

        Reply seen = look(0, 2);

        assertThat(seen.verdict()).isEqualTo(VerifyVerdict.DIFFERS);
        assertThat(seen.observed()).isEqualTo("its removal was asked for: [thing-1]");
    }

    @Test
    void shouldSayThatItCannotTellAfterOneLook() {
        scene.world.unreadable = 2;

        assertThat(look(0, 1).verdict()).isEqualTo(VerifyVerdict.UNKNOWN);
        assertThat(scene.world.unreadable).isEqualTo(1);
    }

    @Test
    void shouldSayThatItCannotTellWhatIsTooLarge() {
        scene.world.more = "x".repeat(17 * 1024);
        scene.world.add(key(0));

        assertThat(look(0, 1).verdict()).isEqualTo(VerifyVerdict.UNKNOWN);
    }

    @Test
    void shouldRefuseATypeThatNobodyKnows() {
        adapter.receives(command(CommandAction.VERIFY, "Future", 0, 1)).settle();

        assertThat(scene.onlyFinal().failure()).extracting(Failure::code).isEqualTo("UNSUPPORTED");
        assertThat(scene.ledger.snapshot()).isEmpty();
    }

    @Test
    void shouldSurviveParametersThatNameNoAccount() {
        TaskHandler hostile = new FailingAccount(scene.world.handler());
        adapter = scene.adapter("b", Scene.SETTINGS, Map.of("Thing", hostile)).assigned();

        assertThat(look(0, 1).verdict()).isEqualTo(VerifyVerdict.UNKNOWN);
    }

    @Test
    void shouldNotWaitBehindAttemptsAtTheSameAccount() {
        adapter.worksByItself = false;
        for (int task = 0; task < 20; task++) {
            adapter.receives(execute(task, 1));
        }
        adapter.receives(verify(20, 1)).settle();

        assertThat(adapter.jobs).hasSize(Scene.SETTINGS.maxPerVim() + 1);
    }

    @Test
    void shouldLookOnceForARepeatedCommand() {
        adapter.worksByItself = false;
        adapter.receives(verify(0, 1)).receives(verify(0, 1)).settle();
        adapter.receives(verify(0, 1)).settle();
        assertThat(adapter.jobs).hasSize(1);

        adapter.worksByItself = true;
        adapter.settle();

        assertThat(scene.replies).hasSize(1);
    }

    @Test
    void shouldBoundHowManyAreOutAndHowManyWait() {
        adapter.worksByItself = false;
        int most = Looks.MOST_OUT + Looks.MOST_WAITING;
        for (int task = 0; task < Looks.MOST_OUT; task++) {
            adapter.receives(verify(task, 1));
        }
        adapter.settle();
        for (int task = Looks.MOST_OUT; task < most + 1; task++) {
            adapter.receives(verify(task, 1));
        }
        adapter.settle();

        assertThat(adapter.jobs).hasSize(Looks.MOST_OUT);
        assertThat(scene.onlyFinal().verdict()).isEqualTo(VerifyVerdict.UNKNOWN);
        assertThat(scene.onlyFinal().observed()).isEqualTo("too many at once, ask again");

        adapter.worksByItself = true;
        adapter.settle();
        assertThat(scene.finals()).hasSize(most + 1);
    }

    @Test
    void shouldGiveUpALookThatDoesNotComeBack() {
        adapter.worksByItself = false;
        adapter.receives(verify(0, 1)).settle();

        adapter.passes(2 * Scene.SETTINGS.callLimitMs() - 1_000);
        assertThat(scene.replies).isEmpty();
        adapter.passes(1_000);
        assertThat(scene.onlyFinal().verdict()).isEqualTo(VerifyVerdict.UNKNOWN);

        // What it brings in the end is nobody's any more; asked again, it is looked again.
        adapter.worksByItself = true;
        adapter.settle();
        assertThat(scene.replies).hasSize(1);
        assertThat(look(0, 1).verdict()).isEqualTo(VerifyVerdict.ABSENT);
    }

    @Test
    void shouldTakeTheBatchAgainWhenTheLedgerWasAway() {
        adapter.settle();
        scene.ledger.failAs(new MemoryLedgerStore.Fault() {
            private boolean hasFailed;

            @Override
            public void before(String call) {
                if (call.equals("get") && !hasFailed) {
                    hasFailed = true;
                    throw new StoreUnavailableException("away");
                }
            }
        });
        adapter.receives(verify(0, 1));
        Scene.failing(adapter);
        assertThat(adapter.committed).isNegative();

        adapter.settle();

        assertThat(scene.onlyFinal().verdict()).isEqualTo(VerifyVerdict.ABSENT);
        assertThat(adapter.committed).isEqualTo(1);
    }

    @Test
    void shouldLookWhileAnotherAdapterIsAtWork() {
        adapter.worksByItself = false;
        adapter.receives(execute(0, 1)).settle();
        var other = scene.adapter("b");

        other.receives(verify(0, 1)).settle();

        assertThat(scene.onlyFinal().verdict()).isEqualTo(VerifyVerdict.ABSENT);
        assertThat(scene.entry(0).isOpen()).isTrue();
    }

    @Test
    void shouldEndALookThatAnEarlierVersionKeptInItsLedger() {
        scene.ledger.write(List.of(new LedgerStore.Write(
                null, LedgerEntry.first(Scene.PARTITION, verify(0, 5)).withRevision(1))));

        adapter.settle();
        assertThat(scene.entry(0).isOpen()).isFalse();

        adapter.receives(execute(0, 6)).settle();
        assertThat(last().status()).isEqualTo(ReplyStatus.SUCCEEDED);
    }

    /** A handler that can't say whose account it is about. */
    private record FailingAccount(TaskHandler inner) implements TaskHandler {
        @Override
        public String account(Value.Obj parameters) {
            throw new IllegalArgumentException("no account");
        }

        @Override
        public Observation observe(Work work) {
            return inner.observe(work);
        }

        @Override
        public Value.Obj act(Work work) {
            return inner.act(work);
        }

        @Override
        public List<String> leftovers(Work work) {
            return inner.leftovers(work);
        }

        @Override
        public void remove(Work work, String id) {
            inner.remove(work, id);
        }
    }
}
