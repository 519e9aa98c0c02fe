package org.etsi.osm.lcm.core.adapter;

import org.etsi.osm.lcm.core.model.Failure;

/** One call of a handler. */
sealed interface Step {
    record Observe() implements Step {}

    record Check() implements Step {}

    record Act() implements Step {}

    record Leftovers() implements Step {}

    record Remove(String id) implements Step {}

    /** Runs it; whatever it throws is a result. */
    default StepResult run(TaskHandler handler, TaskHandler.Work work) {
        try {
            return switch (this) {
                case Observe o -> new StepResult.Seen(handler.observe(work));
                case Check c ->
                    new StepResult.Checked(handler.precondition(work).orElse(null));
                case Act a -> new StepResult.Acted(handler.act(work));
                case Leftovers l -> new StepResult.Left(handler.leftovers(work));
                case Remove(var id) -> {
                    handler.remove(work, id);
                    yield new StepResult.Removed();
                }
            };
        } catch (TaskHandler.EffectException e) {
            return new StepResult.Failed(
                    e.failure(), e.outcomeUnknown() ? StepResult.Certainty.UNKNOWN : StepResult.Certainty.NOT_DONE);
        } catch (Throwable e) {
            // The top of the worker: whatever a handler throws fails its attempt, and is never left without a result.
            return new StepResult.Failed(
                    Failure.permanent(
                            "INTERNAL",
                            "Expected " + work.type() + " of " + work.taskKey() + " to do " + label()
                                    + ", but it threw " + e),
                    StepResult.Certainty.BUG);
        }
    }

    default String label() {
        return switch (this) {
            case Observe o -> "observe";
            case Check c -> "precondition";
            case Act a -> "act";
            case Leftovers l -> "leftovers";
            case Remove(var id) -> "remove " + id;
        };
    }
}
