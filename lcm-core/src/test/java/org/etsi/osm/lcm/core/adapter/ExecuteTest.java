package org.etsi.osm.lcm.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.adapter.Commands.abort;
import static org.etsi.osm.lcm.core.adapter.Commands.command;
import static org.etsi.osm.lcm.core.adapter.Commands.execute;
import static org.etsi.osm.lcm.core.adapter.Commands.key;
import static org.etsi.osm.lcm.core.adapter.Commands.with;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.Test;

/** EXECUTE and ABORT through the whole loop, one adapter, nothing dying. */
class ExecuteTest {
    private final Scene scene = new Scene();
    private final Scene.Adapter adapter = scene.adapter("a").assigned();

    @Test
    void shouldCreateOnceAndAnswerWithWhatIsThere() {
        adapter.receives(execute(0, 1)).settle();

        Reply reply = scene.onlyFinal();
        assertThat(reply.status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(reply.outputs().text("id")).hasValue("thing-1");
        assertThat(scene.world.of(key(0))).containsExactly("thing-1");
        LedgerEntry entry = scene.entry(0);
        assertThat(entry.outputs()).isEqualTo(reply.outputs());
        assertThat(entry.createIssued()).isFalse();
        assertThat(entry.holder()).isNull();
        assertThat(entry.memo().text("id")).hasValue("thing-1");
        // Accepted, create noted under the lease, done.
        assertThat(entry.revision()).isEqualTo(3);
        assertThat(adapter.committed).isEqualTo(1);
    }

    @Test
    void shouldAnswerFromTheRecordTheSecondTime() {
        adapter.receives(execute(0, 1)).settle().receives(execute(0, 1)).settle();

        assertThat(scene.finals()).hasSize(2);
        assertThat(scene.finals().getFirst()).isEqualTo(scene.finals().getLast());
        assertThat(scene.world.creates).isEqualTo(1);
    }

    @Test
    void shouldCreateNothingWhenItIsThereAlready() {
        scene.world.add(key(0));

        adapter.receives(execute(0, 1)).settle();

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.world.creates).isZero();
    }

    @Test
    void shouldFailOnThePreconditionWithoutTouchingTheWorld() {
        scene.world.precondition = Failure.permanent("PRECONDITION", "no image");

        adapter.receives(execute(0, 1)).settle();

        assertThat(scene.onlyFinal().failure()).isEqualTo(scene.world.precondition);
        assertThat(scene.world.creates).isZero();
        assertThat(scene.entry(0).createIssued()).isFalse();
    }

    @Test
    void shouldFailAndForgetTheCreateWhenItWasRefused() {
        scene.world.create = World.Create.REFUSED;

        adapter.receives(execute(0, 1)).settle();

        assertThat(scene.onlyFinal().failure()).extracting(Failure::code).isEqualTo("QUOTA");
        assertThat(scene.entry(0).createIssued()).isFalse();
        assertThat(scene.holder(0)).isNull();
    }

    @Test
    void shouldTellOfTheIdAtOnceAndHoldNoLeaseWhileItBoots() {
        scene.world.bootsSlowly = true;

        adapter.receives(execute(0, 1)).settle();

        assertThat(scene.finals()).isEmpty();
        assertThat(scene.replies).singleElement().satisfies(reply -> {
            assertThat(reply.status()).isEqualTo(ReplyStatus.PROGRESS);
            assertThat(reply.outputs().text("id")).hasValue("thing-1");
        });
        assertThat(scene.entry(0).memo().text("id")).hasValue("thing-1");
        assertThat(scene.entry(0).createIssued()).isFalse();
        assertThat(scene.holder(0)).isNull();

        long revision = scene.entry(0).revision();
        adapter.passes(60_000);
        assertThat(scene.entry(0).revision()).isEqualTo(revision);
        scene.world.booting.clear();
        adapter.passes(10_000);
        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
    }

    @Test
    void shouldTellOfProgressAtMostSoOften() {
        scene.world.bootsSlowly = true;

        adapter.receives(execute(0, 1)).settle().passes(20_000);

        assertThat(scene.replies).hasSizeBetween(3, 10);
    }

    @Test
    void shouldFindWhatWasCreatedWhenTheAnswerWasLost() {
        scene.world.create = World.Create.ANSWER_LOST;

        adapter.receives(execute(0, 1)).settle().passes(2_000);

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.entry(0).createIssued()).isFalse();
        assertThat(scene.world.creates).isEqualTo(1);
    }

    @Test
    void shouldWaitForALateCreateInsteadOfMakingASecond() {
        scene.world.create = World.Create.LATE;
        adapter.receives(execute(0, 1)).settle().passes(8_000);
        assertThat(scene.entry(0).createIssued()).isTrue();

        scene.world.arrive();
        adapter.passes(12_000);

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.world.creates).isEqualTo(1);
    }

    @Test
    void shouldFailRetryablyOnceTheCreateHasHadItsTime() {
        scene.world.create = World.Create.LOST;

        adapter.receives(execute(0, 1)).settle().passes(19_000);
        assertThat(scene.finals()).isEmpty();
        adapter.passes(2_000);

        assertThat(scene.onlyFinal().failure()).isEqualTo(Failure.retryable("NO_ANSWER", "lost"));
        assertThat(scene.entry(0).createIssued()).isFalse();
        assertThat(scene.world.creates).isEqualTo(1);
    }

    @Test
    void shouldNeverRunTwiceWhatIsNotRepeatable() {
        scene.world.create = World.Create.LOST;
        scene.world.isRepeatable = false;

        adapter.receives(execute(0, 1)).settle().passes(25_000);

        assertThat(scene.onlyFinal().failure()).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("OUTCOME_UNKNOWN");
            assertThat(failure.retryable()).isFalse();
        });
        assertThat(scene.world.creates).isEqualTo(1);
    }

    @Test
    void shouldRemoveWhatABrokenAttemptLeftBeforeItActs() {
        scene.world.broken.add(scene.world.add(key(0)));

        adapter.receives(execute(0, 1)).settle();

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.world.of(key(0))).containsExactly("thing-2");
    }

    @Test
    void shouldFailWhenItsOwnIsBroken() {
        scene.world.bootsSlowly = true;
        adapter.receives(execute(0, 1)).settle();

        scene.world.broken.add("thing-1");
        adapter.passes(3_000);

        assertThat(scene.onlyFinal().failure()).extracting(Failure::code).isEqualTo("ERROR");
        assertThat(scene.world.of(key(0))).containsExactly("thing-1");
    }

    @Test
    void shouldRemoveDuplicatesAndKeepItsOwn() {
        scene.world.bootsSlowly = true;
        adapter.receives(execute(0, 1)).settle();
        scene.world.add(key(0));
        scene.world.add(key(0));
        scene.world.booting.clear();

        adapter.passes(3_000);

        assertThat(scene.onlyFinal().outputs().text("id")).hasValue("thing-1");
        assertThat(scene.world.of(key(0))).containsExactly("thing-1");
        assertThat(scene.holder(0)).isNull();
    }

    @Test
    void shouldNoteWhichOneStaysBeforeItRemovesTheOthers() {
        scene.world.add(key(0));
        scene.world.add(key(0));
        adapter.worksByItself = false;
        adapter.receives(execute(0, 1)).settle();

        adapter.work();
        adapter.settle();

        assertThat(scene.world.of(key(0))).hasSize(2);
        assertThat(scene.entry(0).memo().text("id")).hasValue("thing-1");
        assertThat(scene.entry(0).leaving()).containsExactly("thing-2");
    }

    @Test
    void shouldLookAgainWhenTheVimIsAwayForAWhile() {
        scene.world.unreadable = 3;

        adapter.receives(execute(0, 1)).settle().passes(10_000);

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
    }

    @Test
    void shouldOutlastTheRestartOfAVim() {
        scene.world.unreadable = 100;
        adapter.receives(execute(0, 1)).settle().passes(30_000);
        assertThat(scene.finals()).isEmpty();

        scene.world.unreadable = 0;
        adapter.passes(10_000);

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
    }

    @Test
    void shouldFailWhenTheOutputsAreTooLargeToBeKept() {
        scene.world.more = "x".repeat(17 * 1024);

        adapter.receives(execute(0, 1)).settle();

        assertThat(scene.onlyFinal().failure()).extracting(Failure::code).isEqualTo("TOO_LARGE");
    }

    @Test
    void shouldFailWhenTheVimStaysAway() {
        scene.world.unreadable = 100;

        adapter.receives(execute(0, 1)).settle().passes(90_000);

        assertThat(scene.onlyFinal().failure()).extracting(Failure::code).isEqualTo("VIM_AWAY");
    }

    @Test
    void shouldStopAtTheNextStepBoundary() {
        adapter.worksByItself = false;
        adapter.receives(execute(0, 1)).settle();
        adapter.receives(abort(0, 1)).settle();
        assertThat(scene.finals()).isEmpty();

        adapter.work();
        adapter.settle();

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.STOPPED);
        assertThat(scene.entry(0).isOpen()).isFalse();
        assertThat(scene.world.creates).isZero();
    }

    @Test
    void shouldStopWhileItRests() {
        scene.world.bootsSlowly = true;
        adapter.receives(execute(0, 1)).settle();

        adapter.receives(abort(0, 1)).settle();

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.STOPPED);
        assertThat(scene.entry(0).memo().text("id")).hasValue("thing-1");
    }

    @Test
    void shouldAnswerAnAbortWithTheResultWhenItHadJustFinished() {
        scene.world.add(key(0));
        adapter.worksByItself = false;
        adapter.receives(execute(0, 1)).settle();
        adapter.work();
        adapter.receives(abort(0, 1)).settle();

        assertThat(scene.finals()).isNotEmpty().allMatch(reply -> reply.status() == ReplyStatus.SUCCEEDED);
    }

    @Test
    void shouldNotStartWhatWasAbortedBeforeItCame() {
        adapter.receives(abort(0, 1)).receives(execute(0, 1)).settle();

        assertThat(scene.finals()).hasSize(2).allMatch(reply -> reply.status() == ReplyStatus.STOPPED);
        assertThat(scene.world.creates).isZero();
    }

    @Test
    void shouldRefuseATypeThatNobodyKnows() {
        adapter.receives(command(CommandAction.EXECUTE, "Future", 0, 1)).settle();

        assertThat(scene.onlyFinal().failure()).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("UNSUPPORTED");
            assertThat(failure.retryable()).isTrue();
        });
        assertThat(scene.entry(0).revision()).isEqualTo(1);
    }

    @Test
    void shouldEndWhatNobodyStops() {
        scene.world.bootsSlowly = true;
        adapter.receives(execute(0, 1)).settle();

        scene.nowMs += 2 * Commands.TIMEOUT_MS;
        adapter.settle();

        assertThat(scene.onlyFinal().failure()).extracting(Failure::code).isEqualTo("TIMEOUT");
    }

    @Test
    void shouldWorkAtNoMoreThanSoManyAtOneVim() {
        adapter.worksByItself = false;
        for (int task = 0; task < 20; task++) {
            adapter.receives(execute(task, 1));
        }
        adapter.settle();
        assertThat(adapter.mostJobs).isEqualTo(Scene.SETTINGS.maxPerVim());

        adapter.worksByItself = true;
        adapter.settle();

        assertThat(scene.finals()).hasSize(20);
        assertThat(scene.world.creates).isEqualTo(20);
    }

    @Test
    void shouldHoldNothingBackWhileServersBoot() {
        scene.world.bootsSlowly = true;
        for (int task = 0; task < 20; task++) {
            adapter.receives(execute(task, 1));
        }

        adapter.settle();

        assertThat(scene.world.creates).isEqualTo(20);
    }

    @Test
    void shouldDoInstantTasksWithOneWriteEach() {
        var instant =
                scene.adapter("b", Scene.SETTINGS, Map.of("Nop", new Nop())).assigned();
        for (int task = 0; task < 50; task++) {
            instant.receives(command(CommandAction.EXECUTE, "Nop", task, 1));
            instant.receives(command(CommandAction.ROLLBACK, "Nop", task, 2));
        }

        instant.turn();

        assertThat(scene.finals()).hasSize(100).allMatch(reply -> reply.status() == ReplyStatus.SUCCEEDED);
        assertThat(scene.ledger.snapshot().values())
                .hasSize(50)
                .allMatch(entry -> entry.revision() == 1 && entry.undone() && entry.sequence() == 2);
        assertThat(instant.committed).isEqualTo(100);
    }

    @Test
    void shouldNotLetABrokenHandlerStopItsNeighbours() {
        var both = scene.adapter("b", Scene.SETTINGS, Map.of("Thing", scene.world.handler(), "Bad", new Bad()))
                .assigned();

        both.receives(command(CommandAction.EXECUTE, "Bad", 0, 1))
                .receives(execute(1, 1))
                .settle();

        assertThat(scene.finals())
                .extracting(Reply::status)
                .containsExactlyInAnyOrder(ReplyStatus.FAILED, ReplyStatus.SUCCEEDED);
        assertThat(scene.entry(0).result())
                .satisfies(reply ->
                        assertThat(reply.failure()).extracting(Failure::code).isEqualTo("INTERNAL"));
    }

    @Test
    void shouldFailOnlyTheTaskWhoseParametersItsHandlerCannotRead() {
        var both = scene.adapter("b", Scene.SETTINGS, Map.of("Thing", scene.world.handler(), "Nop", new Nop() {
                    @Override
                    public boolean isInstant(Value.Obj parameters) {
                        throw new IllegalArgumentException("not a number");
                    }

                    @Override
                    public Observation observe(Work work) {
                        throw new IllegalArgumentException("not a number");
                    }
                }))
                .assigned();

        both.receives(command(CommandAction.EXECUTE, "Nop", 0, 1))
                .receives(execute(1, 1))
                .settle();

        assertThat(scene.entry(0).result()).extracting(Reply::status).isEqualTo(ReplyStatus.FAILED);
        assertThat(scene.entry(1).result()).extracting(Reply::status).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(both.committed).isEqualTo(2);
    }

    @Test
    void shouldAnswerWhatTheLedgerCannotTakeAndAcceptTheRest() {
        scene.ledger.spoil(key(0));
        adapter.receives(execute(0, 1))
                .receives(with(execute(1, 1), Value.Obj.EMPTY.with("text", "x".repeat(13 * 1024 * 1024))))
                .receives(execute(2, 1))
                .settle();

        assertThat(scene.finals())
                .filteredOn(reply -> reply.failure() != null)
                .extracting(reply -> reply.task().index() + " "
                        + Optional.ofNullable(reply.failure())
                                .map(Failure::code)
                                .orElse(""))
                .containsExactlyInAnyOrder("0 LEDGER_UNREADABLE", "1 TOO_LARGE");
        assertThat(scene.entry(2).result()).extracting(Reply::status).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(adapter.committed).isEqualTo(3);
    }

    @Test
    void shouldTakeUpFiveThousandOpenEntries() {
        var first = scene.adapter("b").assigned();
        first.worksByItself = false;
        for (int task = 0; task < 5_000; task++) {
            first.receives(execute(task, 1));
        }
        first.settle();
        var settings = new AdapterSettings(30_000, 10_000, 20_000, 2_000, 1_000, 10_000, 200, 2_000, 500, 500, 3);
        var second = scene.adapter("c", settings, Map.of("Thing", scene.world.handler()));

        second.assigned().settle();

        assertThat(scene.finals()).hasSize(5_000);
        assertThat(scene.world.creates).isEqualTo(5_000);
    }

    private static class Nop implements TaskHandler {
        @Override
        public Observation observe(Work work) {
            return new Observation.Met(Value.Obj.EMPTY);
        }

        @Override
        public Value.Obj act(Work work) {
            return Value.Obj.EMPTY;
        }

        @Override
        public boolean isEffectFree() {
            return true;
        }

        @Override
        public boolean isInstant(Value.Obj parameters) {
            return true;
        }

        @Override
        public List<String> leftovers(Work work) {
            return List.of();
        }

        @Override
        public void remove(Work work, String id) {}
    }

    private static final class Bad implements TaskHandler {
        @Override
        public Observation observe(Work work) {
            throw new IllegalStateException("a bug");
        }

        @Override
        public Value.Obj act(Work work) {
            return Value.Obj.EMPTY;
        }

        @Override
        public List<String> leftovers(Work work) {
            return List.of();
        }

        @Override
        public void remove(Work work, String id) {}
    }
}
