package org.etsi.osm.lcm.core.model;

import org.jspecify.annotations.Nullable;

/**
 * What a verb needs beside its target; what a verb doesn't know is ignored.
 *
 * @param cancelMode of {@link Verb#CANCEL}; GRACEFUL if absent
 * @param downTo of {@link Verb#ROLLBACK} on an operation: the last task that stays
 * @param parameters of {@link Verb#RETRY} on a task: what takes the place of the plan's; {@link Value.Nil} takes away
 * @param outputs of {@link Verb#SKIP}: what dependents refer to
 * @param selector of {@link Verb#BREAKPOINT}, and of {@link Verb#CLEAR}, which clears all if it is absent
 * @param of the verb that {@link Verb#PREVIEW} is about; all of them if absent
 */
public record VerbArguments(
        @Nullable CancelMode cancelMode,
        @Nullable TaskId downTo,
        Value.@Nullable Obj parameters,
        Value.@Nullable Obj outputs,
        @Nullable Selector selector,
        @Nullable Verb of) {
    public static final VerbArguments NONE = new VerbArguments(null, null, null, null, null, null);

    public static VerbArguments of(@Nullable CancelMode mode) {
        return mode == null ? NONE : new VerbArguments(mode, null, null, null, null, null);
    }

    public static VerbArguments downTo(TaskId task) {
        return new VerbArguments(null, task, null, null, null, null);
    }

    public static VerbArguments parameters(Value.Obj edited) {
        return new VerbArguments(null, null, edited, null, null, null);
    }

    public static VerbArguments outputs(Value.Obj given) {
        return new VerbArguments(null, null, null, given, null, null);
    }

    public static VerbArguments selector(Selector selector) {
        return new VerbArguments(null, null, null, null, selector, null);
    }

    /** The same, as the subject of a preview. */
    public VerbArguments previewing(@Nullable Verb verb) {
        return new VerbArguments(cancelMode, downTo, parameters, outputs, selector, verb);
    }
}
