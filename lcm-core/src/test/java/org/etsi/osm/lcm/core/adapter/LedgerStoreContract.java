package org.etsi.osm.lcm.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Outcome;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Write;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.junit.jupiter.api.Test;

/** What every ledger store keeps; run on the one in memory and on the real one. */
public abstract class LedgerStoreContract {

    /** An empty store. */
    protected abstract LedgerStore store();

    /** Makes the entry of a task in the store that was given last unreadable. */
    protected abstract void spoil(String taskKey);

    @Test
    void shouldSayThatTheEntryThereCannotBeRead() {
        var store = store();
        LedgerEntry first = entry("op-1", 0, 3);
        store.write(List.of(new Write(null, first)));
        spoil(first.taskKey());

        Map<String, Outcome> outcomes =
                store.write(List.of(new Write(null, first), new Write(null, entry("op-1", 1, 3))));

        assertThat(store.get(List.of(first.taskKey()))).isEmpty();
        assertThat(outcomes)
                .containsEntry(first.taskKey(), Outcome.UNREADABLE)
                .containsEntry("op-1/t0002", Outcome.WRITTEN);
    }

    @Test
    void shouldRefuseWhatIsTooLargeAndWriteTheOthers() {
        var store = store();
        LedgerEntry small = entry("op-1", 1, 3);
        store.write(List.of(new Write(null, small)));
        Value.Obj large = Value.Obj.EMPTY.with("text", "x".repeat(17 * 1024 * 1024));

        Map<String, Outcome> outcomes = store.write(List.of(
                new Write(
                        null,
                        LedgerEntry.first(3, command("op-1", 0, CommandAction.EXECUTE, 1, large))
                                .withRevision(1)),
                new Write(small, small.withFacts(large, null, false).withRevision(2)),
                new Write(null, entry("op-1", 2, 3))));

        assertThat(outcomes)
                .containsEntry("op-1/t0001", Outcome.REFUSED)
                .containsEntry("op-1/t0002", Outcome.REFUSED)
                .containsEntry("op-1/t0003", Outcome.WRITTEN);
        assertThat(store.get(List.of("op-1/t0001", "op-1/t0002"))).containsOnly(Map.entry("op-1/t0002", small));
    }

    @Test
    void shouldGiveBackWhatWasWritten() {
        var store = store();
        LedgerEntry plain = entry("op-1", 0, 3);
        LedgerEntry full = fullEntry();

        Map<String, Outcome> outcomes = store.write(List.of(new Write(null, plain), new Write(null, full)));

        assertThat(outcomes)
                .containsEntry(plain.taskKey(), Outcome.WRITTEN)
                .containsEntry("op-9/t0010", Outcome.WRITTEN);
        assertThat(store.get(List.of(plain.taskKey(), full.taskKey(), "op-9/t9999")))
                .containsOnly(Map.entry(plain.taskKey(), plain), Map.entry(full.taskKey(), full));
    }

    @Test
    void shouldRefuseASecondInsertAndLeaveTheFirst() {
        var store = store();
        LedgerEntry first = entry("op-1", 0, 3);
        store.write(List.of(new Write(null, first)));

        Map<String, Outcome> outcomes =
                store.write(List.of(new Write(null, first.inPartition(7)), new Write(null, entry("op-1", 1, 3))));

        assertThat(outcomes)
                .containsEntry(first.taskKey(), Outcome.CONFLICT)
                .containsEntry("op-1/t0002", Outcome.WRITTEN);
        assertThat(store.get(List.of(first.taskKey()))).containsValue(first);
    }

    @Test
    void shouldUpdateOnlyTheRevisionThatWasExpected() {
        var store = store();
        LedgerEntry first = entry("op-1", 0, 3);
        LedgerEntry other = entry("op-1", 1, 3);
        store.write(List.of(new Write(null, first), new Write(null, other)));
        LedgerEntry second = first.heldBy("adapter-a").withCreateIssued(true).withRevision(2);
        store.write(List.of(new Write(first, second)));

        Map<String, Outcome> outcomes = store.write(List.of(
                new Write(first, first.heldBy("adapter-b").withRevision(2)),
                new Write(other, other.heldBy("adapter-b").withRevision(2))));

        assertThat(outcomes)
                .containsEntry(first.taskKey(), Outcome.CONFLICT)
                .containsEntry(other.taskKey(), Outcome.WRITTEN);
        assertThat(store.get(List.of(first.taskKey()))).containsValue(second);
    }

    @Test
    void shouldConflictWhenThereIsNothingToUpdate() {
        LedgerEntry absent = entry("op-1", 0, 3);

        assertThat(store().write(List.of(new Write(absent, absent.withRevision(2)))))
                .containsEntry(absent.taskKey(), Outcome.CONFLICT);
    }

    @Test
    void shouldReplaceEveryFieldByAnUpdate() {
        var store = store();
        LedgerEntry full = fullEntry();
        LedgerEntry bare = LedgerEntry.first(4, command("op-9", 9, CommandAction.ROLLBACK, 18, Value.Obj.EMPTY))
                .withRevision(2);
        store.write(List.of(new Write(null, full)));

        store.write(List.of(new Write(full, bare)));

        assertThat(store.get(List.of(full.taskKey()))).containsValue(bare);
        LedgerEntry again = full.withRevision(3);
        store.write(List.of(new Write(bare, again)));
        assertThat(store.get(List.of(full.taskKey()))).containsValue(again);
    }

    @Test
    void shouldPageThroughTheOpenEntriesOfAPartition() {
        var store = store();
        var writes = new ArrayList<Write>();
        for (int task = 0; task < 25; task++) {
            writes.add(new Write(null, entry("op-1", task, task % 5 == 0 ? 4 : 3)));
        }
        writes.add(new Write(null, finished(entry("op-2", 0, 3))));
        store.write(writes);

        var seen = new ArrayList<String>();
        Optional<String> after = Optional.empty();
        List<LedgerEntry> page;
        do {
            page = store.open(3, after, 8);
            page.forEach(entry -> seen.add(entry.taskKey()));
            after = page.isEmpty() ? after : Optional.of(page.getLast().taskKey());
        } while (!page.isEmpty());

        assertThat(seen).hasSize(20).isSorted().doesNotHaveDuplicates();
        assertThat(store.open(4, Optional.empty(), 100)).hasSize(5);
        assertThat(store.open(5, Optional.empty(), 100)).isEmpty();
    }

    @Test
    void shouldFindByNsAndByState() {
        var store = store();
        store.write(List.of(
                new Write(null, entry("op-1", 0, 3)),
                new Write(null, entry("op-1", 1, 3)),
                new Write(null, finished(entry("op-2", 0, 3)))));

        assertThat(store.ofNs("ns-of-op-1", Optional.empty(), 10)).hasSize(2);
        assertThat(store.ofNs("ns-of-op-1", Optional.of("op-1/t0001"), 10)).hasSize(1);
        assertThat(store.inState(LedgerEntry.State.FINAL, Optional.empty(), 10)).hasSize(1);
        assertThat(store.inState(LedgerEntry.State.OPEN, Optional.empty(), 1)).hasSize(1);
    }

    private static LedgerEntry entry(String operation, int task, int partition) {
        return LedgerEntry.first(partition, command(operation, task, CommandAction.EXECUTE, 1, Value.Obj.EMPTY))
                .withRevision(1);
    }

    private static LedgerEntry finished(LedgerEntry entry) {
        return entry.finished(Reply.of(entry.command(), ReplyStatus.STOPPED, null));
    }

    /** An entry in which every field has a value that is not its default. */
    private static LedgerEntry fullEntry() {
        Value.Obj tree = Value.Obj.EMPTY
                .with("vim", "vim-1")
                .with("dotted.name$", "ü")
                .with("big", Long.MAX_VALUE)
                .with("small", 7)
                .with("half", new Value.Dec(0.5))
                .with("yes", true)
                .with("nothing", new Value.Nil())
                .with("list", Value.list(List.of(Value.of("a"), Value.of(2), Value.Obj.EMPTY.with("b", "c"))));
        Command command = command("op-9", 9, CommandAction.VERIFY, 17, tree);
        var result = new Reply(
                command.operation(),
                command.task(),
                CommandAction.VERIFY,
                2,
                17,
                ReplyStatus.FAILED,
                19,
                tree,
                "seen",
                new Failure("QUOTA", "Expected room, but found none", true, Value.Obj.EMPTY.with("requestId", "req-1")),
                VerifyVerdict.DIFFERS);
        return new LedgerEntry(
                3,
                1,
                command,
                LedgerEntry.State.FINAL,
                result,
                true,
                "adapter-a",
                5,
                true,
                tree,
                tree,
                true,
                true,
                List.of("r-1", "r-2"));
    }

    private static Command command(
            String operation, int task, CommandAction action, long sequence, Value.Obj parameters) {
        return new Command(
                new OperationId(operation),
                "ns-of-" + operation,
                TaskId.at(task),
                "ro",
                "CreateNetwork",
                action,
                2,
                sequence,
                parameters,
                action == CommandAction.EXECUTE ? null : parameters,
                60_000,
                new ReplyTo("lcm-inbox", 5, "ns-of-" + operation));
    }
}
