package org.etsi.osm.lcm.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.simulation.Campaign;
import org.etsi.osm.lcm.simulation.Coverage;
import org.etsi.osm.lcm.simulation.CrashSweep;
import org.etsi.osm.lcm.simulation.Simulation;
import org.etsi.osm.lcm.simulation.SimulationOptions;
import org.etsi.osm.lcm.simulation.SimulationResult;
import org.etsi.osm.lcm.simulation.Without;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the whole system in simulated worlds that fail by a seed, and tells which invariant broke, if any did. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Run engines and adapters in simulated worlds where everything fails by a seed, and check the"
                + " invariants of the design after every event; then cut a process off once at each crash point."
                + " What fails is made small, and printed event by event.",
        footer = {
            "%nExamples:",
            "  lcm simulate",
            "  lcm simulate --seeds 20000 --from 1001 --json",
            "  lcm simulate --seeds 100 --long --no-crash-points",
            "  lcm simulate --seed 17",
            "  lcm simulate --seed 17 --long --without 3,17-40,57-",
            "  lcm simulate --crash-point 'pause and resume#17'",
            ExitCode.HELP
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int TELLS = 20;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "1000", description = "how many runs (default: 1000)")
    private int seeds;

    @Option(names = "--from", paramLabel = "N", defaultValue = "1", description = "the first seed (default: 1)")
    private long from;

    @Option(names = "--seed", paramLabel = "N", description = "only this one, with its events")
    private @Nullable Long seed;

    @Option(
            names = "--without",
            paramLabel = "NUMBERS",
            defaultValue = "",
            description = "leave these interruptions and requests out, by the numbers in the events: 3,17-40,57-")
    private String without = "";

    @Option(
            names = "--no-crash-points",
            description = "don't cut a process off once at each crash point, which takes half a minute")
    private boolean isWithoutCrashPoints;

    @Option(
            names = "--crash-point",
            paramLabel = "SCRIPT[#CALL]",
            description = "only this script of the crash points, cut off at this call, with its events")
    private @Nullable String crashPoint;

    @Option(names = "--long", description = "longer runs: three times as much goes wrong in each")
    private boolean isLong;

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec;

    SimulateCommand() {}

    @Override
    public Integer call() {
        SimulationOptions options =
                (isLong ? SimulationOptions.DEFAULT : SimulationOptions.SHORT).without(given(without));
        if (crashPoint != null) {
            return at(crashPoint);
        }
        if (seed != null) {
            isAlone("--seeds");
            isAlone("--from");
            return one(seed, options);
        }
        if (seeds < 1) {
            throw CommandFailedException.usage("Expected --seeds of at least 1, but found " + seeds);
        }
        if (from > Long.MAX_VALUE - seeds) {
            throw CommandFailedException.usage(
                    "Expected --from of at most " + (Long.MAX_VALUE - seeds) + " with so many runs, but found " + from);
        }
        Campaign.Outcome outcome = Campaign.run(from, seeds, options, this::tellProgress);
        Optional<Coverage> coverage =
                isWithoutCrashPoints ? Optional.empty() : Optional.of(CrashSweep.run(this::tellProgress));
        if (output.isJson()) {
            output.json(json(outcome, coverage));
        } else {
            outcome.failures().forEach(this::print);
            coverage.ifPresent(this::print);
            output.line(outcome.summary());
        }
        return exitCode(outcome, coverage);
    }

    /** A crash point that wasn't reached is one of which nothing is known. */
    static int exitCode(Campaign.Outcome outcome, Optional<Coverage> coverage) {
        boolean isSound = outcome.isSound()
                && coverage.filter(points -> !points.violations().isEmpty()
                                || !points.missing().isEmpty())
                        .isEmpty();
        return isSound ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void isAlone(String other) {
        if (spec.commandLine().getParseResult().hasMatchedOption(other)) {
            throw CommandFailedException.usage(
                    "Expected either --seed, which runs one, or " + other + ", which is about many, but found both");
        }
    }

    private static Without given(String text) {
        try {
            return Without.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.usage(String.valueOf(e.getMessage()));
        }
    }

    private int at(String place) {
        if (seed != null) {
            throw CommandFailedException.usage("Expected --crash-point or --seed, but found both");
        }
        try {
            var broken = new Coverage.Broken(place, CrashSweep.again(place));
            return tell("crash point '" + place + "'", broken.result(), () -> json(broken));
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.usage(String.valueOf(e.getMessage()));
        }
    }

    private int one(long which, SimulationOptions options) {
        SimulationResult result = Simulation.run(which, options.withLog());
        return tell("seed " + which, result, () -> json(result));
    }

    /** @param violation asked for if something broke */
    private int tell(String what, SimulationResult result, Supplier<Value> violation) {
        if (output.isJson()) {
            List<Value> violations = result.isSound() ? List.of() : List.of(violation.get());
            output.json(json(1, result.counts()).with("violations", Value.list(violations)));
        } else {
            result.log().forEach(output::line);
            output.line(what + ": " + result.events() + " events, " + result.interruptions() + " interruptions, "
                    + (result.isSound() ? "nothing broke" : "broken: " + result.rule()));
        }
        return result.isSound() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void tellProgress(int ended) {
        if (ended * (long) TELLS / seeds != (ended - 1) * (long) TELLS / seeds) {
            tellProgress(ended + " of " + seeds + " runs");
        }
    }

    private void tellProgress(String how) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("simulate: " + how);
        err.flush();
    }

    private void print(Coverage coverage) {
        coverage.violations()
                .forEach(broken -> print("crash point '" + broken.place() + "'", broken.result(), broken.again()));
        coverage.missing().forEach(point -> output.line("not reached: " + point));
        output.line(coverage.covered() + " of " + coverage.total() + " crash points covered, "
                + coverage.violations().size() + " violations");
    }

    private void print(SimulationResult failure) {
        print("seed " + failure.seed(), failure, failure.again());
    }

    private void print(String what, SimulationResult failure, String again) {
        output.line(what + " broke: " + failure.violations().getFirst());
        failure.lastEvents().forEach(output::line);
        output.line("again: " + again);
    }

    /** What {@code --json} prints. */
    static Value.Obj json(Campaign.Outcome outcome, Optional<Coverage> coverage) {
        List<Value> violations = new ArrayList<>();
        outcome.failures().forEach(failure -> violations.add(json(failure)));
        coverage.ifPresent(points -> points.violations().forEach(broken -> violations.add(json(broken))));
        Value.Obj told = json(outcome.seeds(), outcome.counts());
        return coverage.map(points -> told.with("crashPoints", json(points)))
                .orElse(told)
                .with("violations", Value.list(violations));
    }

    private static Value.Obj json(int seeds, SimulationResult.Counts counts) {
        return Value.Obj.EMPTY
                .with("seeds", seeds)
                .with("events", counts.events())
                .with("interruptions", counts.interruptions())
                .with("transitions", counts.transitions())
                .with("survived", counts.survived());
    }

    private static Value json(SimulationResult failure) {
        return json(Value.Obj.EMPTY.with("seed", failure.seed()), failure, failure.again());
    }

    private static Value json(Coverage.Broken broken) {
        return json(Value.Obj.EMPTY.with("crashPoint", broken.place()), broken.result(), broken.again());
    }

    private static Value json(Coverage coverage) {
        return Value.Obj.EMPTY
                .with("total", coverage.total())
                .with("covered", coverage.covered())
                .with(
                        "missing",
                        Value.list(coverage.missing().stream().map(Value::of).toList()));
    }

    private static Value json(Value.Obj which, SimulationResult failure, String again) {
        return which.with("broke", failure.violations().getFirst())
                .with("rule", failure.rule())
                .with(
                        "events",
                        Value.list(failure.lastEvents().stream().map(Value::of).toList()))
                .with("again", again);
    }
}
