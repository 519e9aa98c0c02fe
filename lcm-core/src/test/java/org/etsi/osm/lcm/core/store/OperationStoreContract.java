package org.etsi.osm.lcm.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.etsi.osm.lcm.core.store.StoreSamples.accepted;
import static org.etsi.osm.lcm.core.store.StoreSamples.chain;
import static org.etsi.osm.lcm.core.store.StoreSamples.doneTask;
import static org.etsi.osm.lcm.core.store.StoreSamples.ended;
import static org.etsi.osm.lcm.core.store.StoreSamples.full;
import static org.etsi.osm.lcm.core.store.StoreSamples.id;
import static org.etsi.osm.lcm.core.store.StoreSamples.planned;
import static org.etsi.osm.lcm.core.store.StoreSamples.taskMoved;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Frontier;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskTable;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.etsi.osm.lcm.core.port.OperationStore.Outcome;
import org.etsi.osm.lcm.core.port.OperationStore.Stamp;
import org.etsi.osm.lcm.core.port.OperationStore.StoredPlan;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every operation store keeps; run on the one in memory and on the real ones. */
public abstract class OperationStoreContract {
    private static final int PARTITION = 3;

    /** The store of this test, empty at first; always the same. */
    protected abstract OperationStore store();

    /** Makes an operation unreadable, as a careless hand in the database would. */
    protected abstract void breakDocument(OperationId id);

    @Test
    void shouldCountEpochsOfEachPartitionByItself() {
        assertThat(store().beginEpoch(1)).isEqualTo(1);
        assertThat(store().beginEpoch(1)).isEqualTo(2);
        assertThat(store().beginEpoch(2)).isEqualTo(1);
    }

    @Test
    void shouldGiveEveryOwnerAnEpochOfItsOwn() throws Exception {
        int each = 8 / contenders();
        List<Long> epochs = concurrently(contenders(), () -> store().beginEpoch(5));
        for (int i = 1; i < each; i++) {
            epochs = new java.util.ArrayList<>(epochs);
            epochs.add(store().beginEpoch(5));
        }

        assertThat(epochs).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    /**
     * How many threads may ask for an epoch at once: 8, or 1 where the server answers from documents that still change.
     */
    protected int contenders() {
        return 8;
    }

    @Test
    void shouldGiveBackABareOperationAsInserted() {
        Ownership owner = takeOver();
        Operation operation = accepted("op-1", owner);

        assertThat(store().write(List.of(new Write.Insert(operation)))).isEqualTo(Map.of(id("op-1"), Outcome.WRITTEN));

        assertSame(loadOne(owner), operation);
        assertSame(store().find(id("op-1")).orElseThrow(), operation);
        assertThat(store().find(id("op-2"))).isEmpty();
    }

    @Test
    void shouldDoNothingWhenThereIsNothingToWrite() {
        assertThat(store().write(List.of())).isEmpty();
        assertThat(store().stamps(List.of())).isEmpty();
    }

    @Test
    void shouldKeepTheFirstOfTwoInserts() {
        Ownership owner = takeOver();
        Operation first = accepted("op-1", owner);
        store().write(List.of(new Write.Insert(first)));

        Map<OperationId, Outcome> outcomes = store().write(List.of(
                new Write.Insert(ended(first, OperationState.FAILED)), new Write.Insert(accepted("op-2", owner))));

        assertThat(outcomes).isEqualTo(Map.of(id("op-1"), Outcome.EXISTS, id("op-2"), Outcome.WRITTEN));
        assertSame(store().find(id("op-1")).orElseThrow(), first);
    }

    @Test
    void shouldGiveBackEveryFieldAsInserted() {
        Ownership owner = takeOver();
        StoredPlan plan = store().putPlan(id("op-1"), chain(3));
        Operation operation = full("op-1", owner, 42, plan.planId(), plan.plan());

        store().write(List.of(new Write.Insert(operation)));

        assertSame(loadOne(owner), operation);
    }

    @Test
    void shouldSetAndClearEveryFieldByUpdates() {
        Ownership owner = takeOver();
        StoredPlan plan = store().putPlan(id("op-1"), chain(3));
        Operation bare = accepted("op-1", owner);
        Operation filled = full("op-1", owner, 2, plan.planId(), plan.plan());
        Operation planned = planned(bare, plan.planId(), plan.plan());
        store().write(List.of(new Write.Insert(bare)));

        assertWritten(new Write.Update(bare, filled, 0));
        Operation loaded = loadOne(owner);
        assertThat(loaded.plan().tasks()).isEqualTo(plan.plan().tasks());
        assertThat(asStored(loaded, null)).isEqualTo(asStored(filled, new Moment(0, 0)));

        Operation cleared = ended(planned, OperationState.PROCESSING);
        assertWritten(new Write.Update(filled, cleared, 0));
        assertSame(loadOne(owner), cleared);
    }

    @Test
    void shouldKeepTheOrderOfFields() {
        Ownership owner = takeOver();
        Operation operation = accepted("op-1", owner);
        store().write(List.of(new Write.Insert(operation)));

        assertThat(loadOne(owner).request().parameters().fields().keySet())
                .containsExactlyElementsOf(
                        operation.request().parameters().fields().keySet());
    }

    @Test
    void shouldWriteOnlyOverTheExpectedRevision() {
        Ownership owner = takeOver();
        Operation first = accepted("op-1", owner);
        Operation second = ended(first, OperationState.FAILED_TEMP);
        store().write(List.of(new Write.Insert(first)));
        var update = new Write.Update(first, second, 0);

        assertWritten(update);

        // The same write again, as after an unknown outcome, and one that was decided on an old snapshot.
        assertThat(store().write(List.of(update))).containsValue(Outcome.UNCONFIRMED);
        assertThat(store().write(List.of(new Write.Update(first, ended(first, OperationState.FAILED), 0))))
                .containsValue(Outcome.UNCONFIRMED);
        assertSame(loadOne(owner), second);
        assertThat(stamp("op-1"))
                .isEqualTo(new Stamp(id("op-1"), owner.epoch(), owner.owner(), 2, true, first.request()));
    }

    @Test
    void shouldNotUpdateWhatDoesNotExist() {
        Operation absent = accepted("op-1", takeOver());

        assertThat(store().write(List.of(new Write.Update(absent, ended(absent, OperationState.FAILED), 0))))
                .isEqualTo(Map.of(id("op-1"), Outcome.UNCONFIRMED));
        assertThat(store().stamps(List.of(id("op-1")))).isEmpty();
    }

    @Test
    void shouldFenceAFormerOwner() {
        Ownership former = takeOver();
        Operation operation = accepted("op-1", former);
        store().write(List.of(new Write.Insert(operation)));

        Ownership owner = takeOver();

        assertThat(store().write(List.of(new Write.Update(operation, ended(operation, OperationState.FAILED), 0))))
                .containsValue(Outcome.UNCONFIRMED);
        assertThat(store().write(List.of(new Write.Park(id("op-1"), former, "late", 2L))))
                .containsValue(Outcome.UNCONFIRMED);
        assertThat(store().load(former, Optional.empty(), 10)).isEmpty();
        assertSame(loadOne(owner), operation.ownedBy(owner));
        assertThat(stamp("op-1").epoch()).isEqualTo(owner.epoch());
    }

    @Test
    void shouldNotClaimFromANewerOwner() {
        Ownership former = takeOver();
        store().write(List.of(new Write.Insert(accepted("op-1", former))));
        Ownership owner = takeOver();

        store().claim(former);
        store().claim(owner);

        assertSame(loadOne(owner), accepted("op-1", owner));
    }

    @Test
    void shouldClaimOpenOperationsOfThePartitionOnly() {
        Ownership former = takeOver();
        Operation closed = ended(accepted("closed", former), OperationState.COMPLETED);
        Operation elsewhere = accepted("elsewhere", new Ownership(PARTITION + 1, 1, "another"));
        store().write(List.of(
                new Write.Insert(accepted("op-1", former)), new Write.Insert(closed), new Write.Insert(elsewhere)));

        Ownership owner = takeOver();

        assertThat(store().stamps(List.of(id("op-1"), id("closed"), id("elsewhere"))))
                .hasEntrySatisfying(
                        id("op-1"), stamp -> assertThat(stamp.epoch()).isEqualTo(owner.epoch()))
                .hasEntrySatisfying(
                        id("closed"), stamp -> assertThat(stamp.epoch()).isEqualTo(former.epoch()))
                .hasEntrySatisfying(
                        id("elsewhere"), stamp -> assertThat(stamp.owner()).isEqualTo("another"));
    }

    @Test
    void shouldLoadOpenOperationsInPages() {
        Ownership owner = takeOver();
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            Operation operation = accepted("op-%02d".formatted(i), owner);
            writes.add(new Write.Insert(i % 5 == 0 ? ended(operation, OperationState.COMPLETED) : operation));
        }
        assertThat(store().write(writes)).hasSize(25).containsValue(Outcome.WRITTEN);

        List<String> seen = new ArrayList<>();
        Optional<OperationId> after = Optional.empty();
        List<Loaded> page = store().load(owner, after, 8);
        for (int pages = 0; !page.isEmpty() && pages < 10; pages++) {
            assertThat(page).hasSizeLessThanOrEqualTo(8);
            page.forEach(loaded -> seen.add(sound(loaded).id().value()));
            after = Optional.of(id(seen.getLast()));
            page = store().load(owner, after, 8);
        }

        assertThat(seen).hasSize(20).isSorted().doesNotHaveDuplicates().doesNotContain("op-00", "op-05");
    }

    @Test
    void shouldNotLoadAnOperationThatIsClosedButFindIt() {
        Ownership owner = takeOver();
        Operation operation = accepted("op-1", owner);
        Operation closed = ended(operation, OperationState.COMPLETED);
        store().write(List.of(new Write.Insert(operation)));

        assertWritten(new Write.Update(operation, closed, 0));

        assertThat(store().load(owner, Optional.empty(), 10)).isEmpty();
        assertSame(store().find(id("op-1")).orElseThrow(), closed);
        assertThat(stamp("op-1").open()).isFalse();
    }

    @Test
    void shouldStoreWhatRemainsOfATimer() {
        Ownership owner = takeOver();
        StoredPlan plan = store().putPlan(id("op-1"), chain(2));
        Operation bare = accepted("op-1", owner);
        Operation planned = planned(bare, plan.planId(), plan.plan());
        var running = new Timer(Timer.Kind.TIMEOUT, 60_000, 1_060_000, 60_000, false, 3);
        var frozen = new Timer(Timer.Kind.BACKOFF, 5_000, 0, 4_321, true, 3);
        Operation armed = taskMoved(planned, 0, doneTask().timer(running));
        Operation both = taskMoved(armed, 1, doneTask().timer(frozen));
        store().write(List.of(new Write.Insert(bare)));

        assertWritten(new Write.Update(bare, planned, 1_000_000));
        assertWritten(new Write.Update(planned, both, 1_015_500));

        Operation loaded = loadOne(owner);
        assertThat(loaded.tasks().get(0).timer()).isEqualTo(new Timer(Timer.Kind.TIMEOUT, 60_000, 0, 44_500, false, 3));
        assertThat(loaded.tasks().get(1).timer()).isEqualTo(frozen);
    }

    @Test
    void shouldTellApartWhatAPartialBulkHasWritten() {
        Ownership owner = takeOver();
        Operation one = accepted("op-1", owner);
        Operation two = accepted("op-2", owner);
        Operation three = accepted("op-3", owner);
        store().write(List.of(new Write.Insert(one), new Write.Insert(two), new Write.Insert(three)));
        Operation stale = ended(two, OperationState.FAILED_TEMP);

        Map<OperationId, Outcome> outcomes = store().write(List.of(
                new Write.Update(one, ended(one, OperationState.FAILED_TEMP), 0),
                new Write.Update(stale, ended(stale, OperationState.FAILED), 0),
                new Write.Insert(accepted("op-4", owner)),
                new Write.Update(three, ended(three, OperationState.FAILED_TEMP), 0)));

        assertThat(outcomes)
                .containsEntry(id("op-2"), Outcome.UNCONFIRMED)
                .containsEntry(id("op-4"), Outcome.WRITTEN)
                .containsKeys(id("op-1"), id("op-3"));
        assertThat(stamp("op-1").revision()).isEqualTo(2);
        assertThat(stamp("op-2").revision()).isEqualTo(1);
        assertThat(stamp("op-3").revision()).isEqualTo(2);
    }

    @Test
    void shouldParkWhateverElseIsWrong() {
        Ownership owner = takeOver();
        Operation operation = accepted("op-1", owner);
        store().write(List.of(new Write.Insert(operation), new Write.Insert(accepted("op-2", owner))));
        breakDocument(id("op-2"));
        var park = List.<Write>of(
                new Write.Park(id("op-1"), owner, "first", 2L), new Write.Park(id("op-2"), owner, "second", null));

        assertThat(store().write(park))
                .containsOnlyKeys(id("op-1"), id("op-2"))
                .doesNotContainValue(Outcome.UNCONFIRMED);
        assertThat(store().write(park)).doesNotContainValue(Outcome.UNCONFIRMED);

        assertThat(store().find(id("op-1")).orElseThrow().parked()).isEqualTo("first");
        assertThat(stamp("op-1").revision()).isEqualTo(2);
        assertThat(stamp("op-2").revision()).as("as it was").isEqualTo(1);
    }

    @Test
    void shouldNotParkOverALaterRevision() {
        Ownership owner = takeOver();
        Operation first = accepted("op-1", owner);
        Operation second = ended(first, OperationState.FAILED_TEMP);
        Operation third = ended(second, OperationState.FAILED);
        store().write(List.of(new Write.Insert(first)));
        assertWritten(new Write.Update(first, second, 0));
        assertWritten(new Write.Update(second, third, 0));

        assertThat(store().write(List.of(new Write.Park(id("op-1"), owner, "late", 2L))))
                .containsValue(Outcome.UNCONFIRMED);

        assertSame(store().find(id("op-1")).orElseThrow(), third);
    }

    @Test
    void shouldUpdateWhatWasParked() {
        Ownership owner = takeOver();
        Operation operation = accepted("op-1", owner);
        store().write(List.of(new Write.Insert(operation)));
        Operation parked = operation.outboxSent().parked("broken");
        store().write(List.of(new Write.Park(id("op-1"), owner, "broken", parked.revision())));

        Operation closed = ended(parked, OperationState.FAILED);
        assertWritten(new Write.Update(parked, closed, 0));

        assertThat(store().find(id("op-1")).orElseThrow().state()).isEqualTo(OperationState.FAILED);
    }

    @Test
    void shouldKillWhateverElseIsWrong() {
        Ownership owner = takeOver();
        StoredPlan plan = store().putPlan(id("op-1"), chain(3));
        store().write(List.of(
                new Write.Insert(full("op-1", owner, 7, plan.planId(), plan.plan())),
                new Write.Insert(accepted("op-2", owner))));
        breakDocument(id("op-2"));
        store().write(List.of(new Write.Park(id("op-2"), owner, "broken", null)));
        var why = Failure.permanent("KILLED", "killed by alice");
        var kill = List.<Write>of(
                new Write.Kill(id("op-1"), owner, why, 1_700_000_000_000L),
                new Write.Kill(id("op-2"), owner, why, 1_700_000_000_000L));

        assertThat(store().write(kill)).doesNotContainValue(Outcome.UNCONFIRMED);
        assertThat(store().write(kill)).doesNotContainValue(Outcome.UNCONFIRMED);

        assertThat(store().load(owner, Optional.empty(), 10)).isEmpty();
        assertThat(stamp("op-2").open()).isFalse();
        Operation killed = store().find(id("op-1")).orElseThrow();
        assertThat(killed.state()).isEqualTo(OperationState.FAILED);
        assertThat(killed.occupies()).isFalse();
        assertThat(killed.isOpen()).isFalse();
        assertThat(killed.stateEnteredEpochMs()).isEqualTo(1_700_000_000_000L);
        assertThat(killed.error()).isEqualTo(why);
        assertThat(killed.parked()).as("evidence").isNotNull();
        assertThat(killed.settle()).isNull();
        assertThat(killed.tasks().size()).isEqualTo(3);
    }

    @Test
    void shouldKillForItsOwnerOnly() {
        Ownership former = takeOver();
        store().write(List.of(new Write.Insert(accepted("op-1", former))));
        Ownership owner = takeOver();
        var why = Failure.permanent("KILLED", "killed by alice");

        assertThat(store().write(List.of(new Write.Kill(id("op-1"), former, why, 1))))
                .containsValue(Outcome.UNCONFIRMED);

        assertSame(loadOne(owner), accepted("op-1", owner));
    }

    @Test
    void shouldGiveABrokenDocumentAsBrokenAndItsNeighboursAsSound() {
        Ownership former = takeOver();
        for (String each : List.of("op-1", "op-2", "op-3")) {
            store().write(List.of(new Write.Insert(accepted(each, former))));
        }
        breakDocument(id("op-2"));

        Ownership owner = takeOver();
        List<Loaded> loaded = store().load(owner, Optional.empty(), 10);

        assertThat(loaded).hasSize(3);
        assertSame(sound(loaded.get(0)), accepted("op-1", owner));
        assertThat(loaded.get(1)).isInstanceOfSatisfying(Loaded.Broken.class, broken -> {
            assertThat(broken.id()).isEqualTo(id("op-2"));
            assertThat(broken.reason()).isNotBlank();
        });
        assertSame(sound(loaded.get(2)), accepted("op-3", owner));
        assertThat(store().stamps(List.of(id("op-2")))).containsKey(id("op-2"));
        assertThatThrownBy(() -> store().find(id("op-2")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("op-2");
    }

    @Test
    void shouldGiveAnOperationWithoutItsPlanAsBroken() {
        Ownership owner = takeOver();
        store().write(List.of(
                new Write.Insert(planned(accepted("op-1", owner), "no-such-plan", chain(2))),
                new Write.Insert(accepted("op-2", owner))));

        List<Loaded> loaded = store().load(owner, Optional.empty(), 10);

        assertThat(loaded.get(0))
                .isInstanceOfSatisfying(
                        Loaded.Broken.class,
                        broken -> assertThat(broken.reason()).contains("no-such-plan"));
        assertSame(sound(loaded.get(1)), accepted("op-2", owner));
    }

    @Test
    void shouldKeepTheFirstPlan() {
        assertThat(store().plan(id("op-1"))).isEmpty();

        StoredPlan first = store().putPlan(id("op-1"), chain(3));
        StoredPlan second = store().putPlan(id("op-1"), chain(5));

        assertThat(first.plan().tasks()).isEqualTo(chain(3).tasks());
        assertThat(second.planId()).isEqualTo(first.planId());
        assertThat(second.plan().tasks()).isEqualTo(chain(3).tasks());
        assertThat(store().plan(id("op-1")).orElseThrow().plan().tasks()).isEqualTo(chain(3).tasks());
    }

    @Test
    void shouldStoreAnEmptyPlan() {
        StoredPlan stored = store().putPlan(id("op-1"), Plan.EMPTY);

        assertThat(store().plan(id("op-1")).orElseThrow().planId()).isEqualTo(stored.planId());
        assertThat(store().plan(id("op-1")).orElseThrow().plan().size()).isZero();
    }

    @Test
    void shouldLetOneOfSeveralPlannersWin() throws Exception {
        for (int round = 0; round < 5; round++) {
            OperationId operation = id("op-" + round);
            List<StoredPlan> stored = concurrently(6, () -> store().putPlan(operation, chain(4)));

            Set<String> ids = new HashSet<>();
            stored.forEach(plan -> ids.add(plan.planId()));
            assertThat(ids).hasSize(1);
            StoredPlan winner = store().plan(operation).orElseThrow();
            assertThat(ids).containsExactly(winner.planId());
            assertThat(winner.plan().tasks()).isEqualTo(chain(4).tasks());
        }
    }

    @Test
    void shouldHoldFiveThousandTasks() {
        Ownership owner = takeOver();
        StoredPlan plan = store().putPlan(id("op-1"), chain(5_000));
        Operation bare = accepted("op-1", owner);
        Operation now = planned(bare, plan.planId(), plan.plan());
        store().write(List.of(new Write.Insert(bare)));
        assertWritten(new Write.Update(bare, now, 0));

        for (int index = 0; index < 5_000; index += 97) {
            Operation next = taskMoved(now, index, StoreSamples.failedTask());
            assertWritten(new Write.Update(now, next, 0));
            now = next;
        }

        assertSame(loadOne(owner), now);
    }

    private Ownership takeOver() {
        long epoch = store().beginEpoch(PARTITION);
        var ownership = new Ownership(PARTITION, epoch, "engine-" + epoch);
        store().claim(ownership);
        return ownership;
    }

    private void assertWritten(Write write) {
        assertThat(store().write(List.of(write))).isEqualTo(Map.of(write.id(), Outcome.WRITTEN));
    }

    private Operation loadOne(Ownership owner) {
        List<Loaded> loaded = store().load(owner, Optional.empty(), 10);
        assertThat(loaded).hasSize(1);
        return sound(loaded.getFirst());
    }

    private Stamp stamp(String operation) {
        return Objects.requireNonNull(store().stamps(List.of(id(operation))).get(id(operation)));
    }

    private static Operation sound(Loaded loaded) {
        assertThat(loaded).isInstanceOf(Loaded.Sound.class);
        return ((Loaded.Sound) loaded).operation();
    }

    private static void assertSame(Operation found, Operation expected) {
        assertThat(found.plan().tasks()).isEqualTo(expected.plan().tasks());
        assertThat(found.frontier()).isEqualTo(Frontier.EMPTY);
        assertThat(asStored(found, null)).isEqualTo(asStored(expected, null));
    }

    /** What is stored of an operation, at a time of its owner's clock or as its timers were armed. */
    private static Operation asStored(Operation o, @Nullable Moment now) {
        TaskTable tasks = o.tasks();
        for (int i = 0; i < tasks.size(); i++) {
            Task task = tasks.get(i);
            tasks = tasks.with(i, task.timer(asStored(task.timer(), now)).blockedBy(0));
        }
        return new Operation(
                o.request(),
                o.ownership(),
                o.revision(),
                o.state(),
                o.stateEnteredEpochMs(),
                o.control(),
                o.steering(),
                o.occupies(),
                o.queuePosition(),
                o.planId(),
                Plan.EMPTY,
                tasks,
                o.settle(),
                o.automaticRollback(),
                o.supersededBy(),
                o.error(),
                asStored(o.deadline(), now),
                o.answers(),
                o.outbox(),
                o.parked(),
                Frontier.EMPTY);
    }

    private static @Nullable Timer asStored(@Nullable Timer timer, @Nullable Moment now) {
        if (timer == null) {
            return null;
        }
        long remaining = now == null ? timer.remainingMs() : timer.remainingMs(now);
        return new Timer(timer.kind(), timer.originalMs(), 0, remaining, timer.frozen(), timer.armedBy());
    }

    private static <T> List<T> concurrently(int times, Callable<T> call) throws Exception {
        try (var threads = Executors.newFixedThreadPool(times)) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(java.util.Collections.nCopies(times, call))) {
                results.add(future.get());
            }
            return results;
        }
    }
}
