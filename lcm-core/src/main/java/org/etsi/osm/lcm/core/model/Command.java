package org.etsi.osm.lcm.core.model;

import org.jspecify.annotations.Nullable;

/**
 * What the engine asks an adapter to do with one task (design, section 4). A repeated one has the same sequence.
 *
 * @param adapter whose topic it goes to: {@code ro} or {@code n2vc}
 * @param sequence of this command; for ABORT, of the command to abort
 * @param parameters resolved: no {@link Value.Ref} is left, and never a credential
 * @param outputs of the task as last stored, for ROLLBACK and VERIFY
 * @param timeoutMs how long it may take, counted from acceptance by the adapter
 */
public record Command(
        OperationId operation,
        String nsInstanceId,
        TaskId task,
        String adapter,
        String type,
        CommandAction action,
        int attempt,
        long sequence,
        Value.Obj parameters,
        Value.@Nullable Obj outputs,
        long timeoutMs,
        ReplyTo replyTo) {
    /** What identifies the task everywhere: in the ledger, in tags, in logs. */
    public String taskKey() {
        return operation.value() + "/" + task.value();
    }
}
