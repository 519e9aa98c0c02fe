package org.etsi.osm.lcm.core.model;

import org.jspecify.annotations.Nullable;

/**
 * An adapter's word on a command (design, section 4).
 *
 * @param sequence of the command it answers; with STALE, still that one
 * @param highestSequence with STALE, the highest that the adapter knows
 * @param outputs with SUCCEEDED, what dependents may refer to; with PROGRESS, ids of things created, if any
 * @param observed what the operator may want to read, such as {@code booting}
 * @param verdict only for VERIFY
 */
public record Reply(
        OperationId operation,
        TaskId task,
        CommandAction action,
        int attempt,
        long sequence,
        ReplyStatus status,
        long highestSequence,
        Value.Obj outputs,
        String observed,
        @Nullable Failure failure,
        @Nullable VerifyVerdict verdict) {
    public boolean isFinal() {
        return status != ReplyStatus.PROGRESS;
    }

    public Reply withOutputs(Value.Obj others) {
        return new Reply(
                operation,
                task,
                action,
                attempt,
                sequence,
                status,
                highestSequence,
                others,
                observed,
                failure,
                verdict);
    }

    /** A final reply to a command, without outputs. */
    public static Reply of(Command command, ReplyStatus status, @Nullable Failure failure) {
        return new Reply(
                command.operation(),
                command.task(),
                command.action(),
                command.attempt(),
                command.sequence(),
                status,
                0,
                Value.Obj.EMPTY,
                "",
                failure,
                null);
    }

    public static Reply succeeded(Command command, Value.Obj outputs) {
        return new Reply(
                command.operation(),
                command.task(),
                command.action(),
                command.attempt(),
                command.sequence(),
                ReplyStatus.SUCCEEDED,
                0,
                outputs,
                "",
                null,
                null);
    }

    public static Reply progress(Command command, Value.Obj created, String observed) {
        return new Reply(
                command.operation(),
                command.task(),
                command.action(),
                command.attempt(),
                command.sequence(),
                ReplyStatus.PROGRESS,
                0,
                created,
                observed,
                null,
                null);
    }

    public static Reply stale(Command command, long highest) {
        return new Reply(
                command.operation(),
                command.task(),
                command.action(),
                command.attempt(),
                command.sequence(),
                ReplyStatus.STALE,
                highest,
                Value.Obj.EMPTY,
                "",
                null,
                null);
    }
}
