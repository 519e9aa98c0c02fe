package org.etsi.osm.lcm.simulation;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/** Many runs, as many at once as there are processors; of those that fail the first few are made small. */
public final class Campaign {
    /** Of which the events are told. */
    private static final int MOST_SHRUNK = 3;

    private Campaign() {}

    /**
     * What came of it.
     *
     * @param failures by seed; the first few made small, with their events
     */
    public record Outcome(int seeds, SimulationResult.Counts counts, List<SimulationResult> failures) {
        public Outcome {
            failures = List.copyOf(failures);
        }

        public boolean isSound() {
            return failures.isEmpty();
        }

        /** In one line. */
        public String summary() {
            return seeds + " seeds, " + counts.events() + " events, " + counts.interruptions() + " interruptions, "
                    + counts.survived() + " of " + counts.transitions() + " stored transitions survived, "
                    + failures.size() + " violations";
        }
    }

    /**
     * Runs one seed after another.
     *
     * @param progress hears how many runs have ended, of each one once, from any thread
     * @throws ArithmeticException if there are no seeds of such numbers
     */
    public static Outcome run(long from, int seeds, SimulationOptions options, IntConsumer progress) {
        var ended = new AtomicInteger();
        List<SimulationResult> results = LongStream.range(from, Math.addExact(from, seeds))
                .parallel()
                .mapToObj(seed -> {
                    var result = Simulation.once(seed, options.withoutLog(), RandomScenario::new);
                    progress.accept(ended.incrementAndGet());
                    return result.isSound() ? brief(result) : result;
                })
                .toList();
        var counts = results.stream()
                .map(SimulationResult::counts)
                .reduce(SimulationResult.Counts.NONE, SimulationResult.Counts::plus);
        var failed = results.stream().filter(result -> !result.isSound()).toList();
        List<SimulationResult> first = failed.stream()
                .limit(MOST_SHRUNK)
                .parallel()
                .map(Shrinking::shrink)
                .toList();
        return new Outcome(
                results.size(),
                counts,
                LongStream.range(0, failed.size())
                        .mapToObj(i -> i < first.size() ? first.get((int) i) : failed.get((int) i))
                        .toList());
    }

    /** Nobody looks at what came in a run that failed nowhere. */
    private static SimulationResult brief(SimulationResult sound) {
        return new SimulationResult(sound.seed(), sound.options(), sound.counts(), List.of(), List.of(), List.of());
    }
}
