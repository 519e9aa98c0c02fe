package org.etsi.osm.lcm.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the shell does once the decision is stored, in any order but never before. */
public sealed interface Effect {

    /**
     * Send the command that the task has in flight now, or its ABORT; without effect if another one has overtaken it.
     */
    record SendCommand(TaskId task, long sequence) implements Effect {}

    /** Wake the operation up when a timer is due. */
    record ArmTimer(@Nullable TaskId task, Timer timer) implements Effect {}

    /** Make the plan, off the loop; the result comes back as an event. */
    record MakePlan() implements Effect {}

    /**
     * Look at these tasks in the world, off the loop and without a sequence of its own. What was seen comes back as an
     * {@link Event.Verified} for {@link Verb#DONE}; for {@link Verb#VERIFY} the report is the answer.
     */
    record Verify(VerbRequest request, List<TaskId> tasks) implements Effect {
        public Verify {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * Send an answer that isn't stored: a rejection, which can be worked out again, or a repetition of a stored one.
     * After the commands of the same decision, as every answer.
     */
    record SendAnswer(Answer answer) implements Effect {}
}
