package org.etsi.osm.lcm.kafka.adapter;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.NoOp;

/**
 * Does nothing, in no time or in the time it is told to: for measuring and for training. A delay is spent on the thread
 * of the step; cut off, it begins again. Stateless, thread-safe.
 */
public final class NoOpHandler implements TaskHandler {
    /** A longer delay is refused: an ABORT would wait for it. */
    public static final int LONGEST_DELAY_MS = 60_000;

    private static final String WAITED = "waited";

    @Override
    public Observation observe(Work work) {
        var asked = NoOp.Parameters.from(work.parameters());
        boolean isOver = asked.delayMs() <= 0 || work.memo().field(WAITED).isPresent();
        return isOver ? new Observation.Met(new NoOp.Parameters(0, asked.echo()).toValue()) : new Observation.Unmet();
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        int delayMs = NoOp.Parameters.from(work.parameters()).delayMs();
        return delayMs <= LONGEST_DELAY_MS
                ? Optional.empty()
                : Optional.of(Failure.permanent(
                        "INVALID_PARAMETERS",
                        "Expected a delay of at most " + LONGEST_DELAY_MS + " ms, but found " + delayMs));
    }

    @Override
    public Value.Obj act(Work work) {
        try {
            Thread.sleep(NoOp.Parameters.from(work.parameters()).delayMs());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EffectException(
                    Failure.retryable("INTERRUPTED", "Expected to wait, but the adapter is being ended"), false);
        }
        return Value.Obj.EMPTY.with(WAITED, true);
    }

    @Override
    public boolean isEffectFree() {
        return true;
    }

    @Override
    public boolean isInstant(Value.Obj parameters) {
        return NoOp.Parameters.from(parameters).delayMs() <= 0;
    }

    @Override
    public List<String> leftovers(Work work) {
        return List.of();
    }

    @Override
    public void remove(Work work, String id) {
        throw new IllegalStateException(
                "Expected a no-op to leave nothing, but was asked to remove " + id + " of " + work.taskKey());
    }
}
