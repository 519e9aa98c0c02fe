package org.etsi.osm.lcm.core.adapter;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter knows of one task, for good (design, section 4.1). The command, its state and its result are those of
 * the highest sequence; everything after them belongs to the task and outlives its commands.
 *
 * @param partition of the adapter's topic; its owner works on the entry while it is open
 * @param revision counted up by each write, from 1: the compare-and-set of the ledger
 * @param command of the highest sequence; an ABORT only if its command was never seen
 * @param result the final reply; present if and only if the state is FINAL
 * @param abortRequested the command is to be stopped at its next step boundary
 * @param holder who may make mutating calls; nobody if null. One incarnation of an adapter, never used twice
 * @param beat counted up each time the lease is taken or renewed; holder and beat unchanged for the lease's duration,
 *     watched on a clock of one's own, mean that the holder is gone
 * @param createIssued a call was made, or was about to be, whose answer isn't known
 * @param memo what the handler's act returned last, or what it is known to have made
 * @param outputs of the last EXECUTE that succeeded; null if there was none since the last rollback
 * @param undone the last command that changed anything was a ROLLBACK, and nothing was left of the task
 * @param closed nobody will ever want anything of this task again: what appears of it is a late arrival
 * @param leaving ids whose removal was asked for, or was about to be: who finds one can't count on its staying
 */
public record LedgerEntry(
        int partition,
        long revision,
        Command command,
        State state,
        @Nullable Reply result,
        boolean abortRequested,
        @Nullable String holder,
        long beat,
        boolean createIssued,
        Value.Obj memo,
        Value.@Nullable Obj outputs,
        boolean undone,
        boolean closed,
        List<String> leaving) {

    /** Whether there is something to do. */
    public enum State {
        OPEN,
        FINAL
    }

    public LedgerEntry {
        leaving = List.copyOf(leaving);
        if ((state == State.FINAL) != (result != null)) {
            throw new IllegalArgumentException("Expected a result if and only if the entry is FINAL, but entry "
                    + command.taskKey() + " is " + state + " with result " + result);
        }
    }

    /** The first entry of a task, never written yet. */
    public static LedgerEntry first(int partition, Command command) {
        return new LedgerEntry(
                partition,
                0,
                command,
                State.OPEN,
                null,
                false,
                null,
                0,
                false,
                Value.Obj.EMPTY,
                null,
                false,
                false,
                List.of());
    }

    public String taskKey() {
        return command.taskKey();
    }

    public OperationId operation() {
        return command.operation();
    }

    public String nsInstanceId() {
        return command.nsInstanceId();
    }

    public String type() {
        return command.type();
    }

    /** The highest sequence that was seen. */
    public long sequence() {
        return command.sequence();
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Under a newer command; what is known of the task stays, the lease too. */
    LedgerEntry reopened(int newPartition, Command newer) {
        return new LedgerEntry(
                newPartition,
                revision,
                newer,
                State.OPEN,
                null,
                false,
                holder,
                beat,
                createIssued,
                memo,
                outputs,
                undone,
                closed,
                leaving);
    }

    LedgerEntry finished(Reply reply) {
        return new LedgerEntry(
                partition,
                revision,
                command,
                State.FINAL,
                reply,
                false,
                holder,
                beat,
                createIssued,
                memo,
                outputs,
                undone,
                closed,
                leaving);
    }

    LedgerEntry toBeAborted() {
        return new LedgerEntry(
                partition,
                revision,
                command,
                state,
                result,
                true,
                holder,
                beat,
                createIssued,
                memo,
                outputs,
                undone,
                closed,
                leaving);
    }

    LedgerEntry inPartition(int newPartition) {
        return new LedgerEntry(
                newPartition,
                revision,
                command,
                state,
                result,
                abortRequested,
                holder,
                beat,
                createIssued,
                memo,
                outputs,
                undone,
                closed,
                leaving);
    }

    /** The lease taken or renewed. */
    LedgerEntry heldBy(String newHolder) {
        return withLease(newHolder, beat + 1);
    }

    /** The lease given back, if it is this one's. */
    LedgerEntry releasedBy(String former) {
        return former.equals(holder) ? withLease(null, beat) : this;
    }

    private LedgerEntry withLease(@Nullable String newHolder, long newBeat) {
        return new LedgerEntry(
                partition,
                revision,
                command,
                state,
                result,
                abortRequested,
                newHolder,
                newBeat,
                createIssued,
                memo,
                outputs,
                undone,
                closed,
                leaving);
    }

    LedgerEntry withCreateIssued(boolean issued) {
        return new LedgerEntry(
                partition,
                revision,
                command,
                state,
                result,
                abortRequested,
                holder,
                beat,
                issued,
                memo,
                outputs,
                undone,
                closed,
                leaving);
    }

    /** What is known of the task now: its ids, the outputs of its success, whether all of it was undone. */
    LedgerEntry withFacts(Value.Obj newMemo, Value.@Nullable Obj newOutputs, boolean isUndone) {
        return new LedgerEntry(
                partition,
                revision,
                command,
                state,
                result,
                abortRequested,
                holder,
                beat,
                createIssued,
                newMemo,
                newOutputs,
                isUndone,
                closed,
                leaving);
    }

    /** Nobody will want anything of this task again. */
    LedgerEntry closedForGood() {
        return new LedgerEntry(
                partition,
                revision,
                command,
                state,
                result,
                abortRequested,
                holder,
                beat,
                createIssued,
                memo,
                outputs,
                undone,
                true,
                leaving);
    }

    /** These are to be removed too. */
    LedgerEntry withLeaving(List<String> ids) {
        var all = new ArrayList<>(leaving);
        ids.stream().filter(id -> !leaving.contains(id)).forEach(all::add);
        return withOnlyLeaving(all);
    }

    LedgerEntry withOnlyLeaving(List<String> ids) {
        return new LedgerEntry(
                partition,
                revision,
                command,
                state,
                result,
                abortRequested,
                holder,
                beat,
                createIssued,
                memo,
                outputs,
                undone,
                closed,
                ids);
    }

    /** As the next write stores it. */
    public LedgerEntry withRevision(long newRevision) {
        return new LedgerEntry(
                partition,
                newRevision,
                command,
                state,
                result,
                abortRequested,
                holder,
                beat,
                createIssued,
                memo,
                outputs,
                undone,
                closed,
                leaving);
    }
}
