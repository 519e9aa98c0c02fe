package org.etsi.osm.lcm.n2vc.task;

import java.util.function.Supplier;
import org.etsi.osm.lcm.core.adapter.TaskHandler.EffectException;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.vca.VcaException;

/** What handlers share: what goes wrong at a VCA or a cluster turned into their exception, and whose account it is. */
final class VcaCalls {
    private VcaCalls() {}

    static <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (VcaException e) {
            // What may have happened isn't offered for a retry by itself, nor what was refused for good.
            var failure = new Failure(
                    e.code().name(), String.valueOf(e.getMessage()), e.code().isRetryable(), Value.Obj.EMPTY);
            throw new EffectException(failure, e.isOutcomeUnknown());
        }
    }

    static void run(Runnable call) {
        call(() -> {
            call.run();
            return true;
        });
    }

    /** The VCA account that parameters name; empty for the default. */
    static String account(Value.Obj parameters) {
        return parameters.text("vca").orElse("");
    }

    /** A failure for something that a task needs and that isn't there. */
    static Failure missing(String expected, String found) {
        return Failure.retryable("PRECONDITION", "Expected " + expected + ", but " + found + ": nothing was done");
    }
}
