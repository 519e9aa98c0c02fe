package org.etsi.osm.lcm.core.model;

/** What an operator can ask of an operation, or of one of its tasks (design, section 3.5). */
public enum Verb {
    /** No new sequence leaves; what is in flight drains, and clocks stand still. */
    PAUSE(Target.OPERATION),
    RESUME(Target.OPERATION),
    /** Runs exactly one ready task, or the one named, and returns to where the operation was. */
    STEP(Target.EITHER),
    /** Pauses the operation when a task that the selector means is about to start. */
    BREAKPOINT(Target.OPERATION),
    CLEAR(Target.OPERATION),
    CANCEL(Target.OPERATION),
    /** What failed, was stopped or undone goes again; of one task, with edited parameters if given. */
    RETRY(Target.EITHER),
    /** Everything, or down to a task; of one task, with its dependents. */
    ROLLBACK(Target.EITHER),
    /** Leaves failed branches and finishes the rest. */
    CONTINUE(Target.OPERATION),
    FAIL(Target.OPERATION),
    /** Closes as FAILED at once, for an operation that nothing else moves. */
    KILL(Target.OPERATION),
    /** Gives a parked operation back to the engine. */
    UNPARK(Target.OPERATION),
    HOLD(Target.TASK),
    RELEASE(Target.TASK),
    /** Aborts the attempt in flight. */
    STOP(Target.TASK),
    /** Runs a done task again, and the dependents that used its outputs. */
    RERUN(Target.TASK),
    SKIP(Target.TASK),
    /** Done by hand: accepted once the adapter has seen the postcondition hold. */
    DONE(Target.TASK),
    /** Looks at the world and reports drift. */
    VERIFY(Target.EITHER),
    /** What is legal now, and what each verb would touch. */
    PREVIEW(Target.EITHER);

    /** What a verb may be asked of. */
    public enum Target {
        OPERATION,
        TASK,
        EITHER
    }

    private final Target target;

    Verb(Target target) {
        this.target = target;
    }

    public boolean isOfOperations() {
        return target != Target.TASK;
    }

    public boolean isOfTasks() {
        return target != Target.OPERATION;
    }

    /** It changes nothing, is answered in every state, and its answer isn't stored. */
    public boolean isRead() {
        return this == VERIFY || this == PREVIEW;
    }
}
