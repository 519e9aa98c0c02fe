package org.etsi.osm.lcm.core.adapter;

import java.util.List;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** What a step of an attempt came to. */
public sealed interface StepResult {

    record Seen(TaskHandler.Observation observation) implements StepResult {}

    /** The precondition that doesn't hold; null if it does. */
    record Checked(@Nullable Failure failure) implements StepResult {}

    record Acted(Value.Obj memo) implements StepResult {}

    record Left(List<String> ids) implements StepResult {}

    record Removed() implements StepResult {}

    /** It was called and went wrong. */
    record Failed(Failure failure, Certainty certainty) implements StepResult {}

    /** It wasn't called, since it might have outlived the lease. */
    record TooLate() implements StepResult {}

    /** What is known after something went wrong. */
    enum Certainty {
        /** It was not done. */
        NOT_DONE,
        /** It may have been done, or may be done a little later. */
        UNKNOWN,
        /** The handler is broken: nothing is known. */
        BUG
    }
}
