package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Cuts a process off at every crash point that there is, once each, and sees that everything comes to the same right
 * end as if nothing had happened.
 */
public final class CrashSweep {
    private static final long SEED = 1;
    private static final int SAID_EVERY = 500;
    private static final String AT = "#";

    /** What a script does when nobody dies. */
    private record Base(CrashScript script, CrashScenario played, SimulationResult result) {}

    /** One call of a script at which somebody is to die. */
    private record Cut(Base base, int call) {
        private String place() {
            return base.script().name() + AT + call;
        }
    }

    private record Outcome(Cut cut, List<CrashPoint> points, SimulationResult result) {}

    private final Consumer<String> progress;
    private final SimulationOptions options;
    private final List<Coverage.Broken> violations = new ArrayList<>();
    private final Set<CrashPoint> covered = new TreeSet<>();

    private CrashSweep(Consumer<String> progress, SimulationOptions options) {
        this.options = options;
        this.progress = progress;
    }

    /** The whole of it, on as many processors as there are; says now and then how far it is. */
    public static Coverage run(Consumer<String> progress) {
        return run(progress, SimulationOptions.DEFAULT, CrashScripts.all());
    }

    /** The points of some scripts only, in a world where something may be wrong. */
    static Coverage run(Consumer<String> progress, SimulationOptions options, List<CrashScript> scripts) {
        try (var threads =
                Executors.newFixedThreadPool(Math.max(1, Runtime.getRuntime().availableProcessors()))) {
            return new CrashSweep(progress, options).sweep(threads, scripts);
        }
    }

    /**
     * One run of the sweep once more, with its events.
     *
     * @param place a script alone, or with the call at which a process dies: {@code pause and resume#17}
     */
    public static SimulationResult again(String place) {
        int at = place.lastIndexOf(AT);
        String name = at < 0 ? place : place.substring(0, at);
        CrashScript script = CrashScripts.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected a script of "
                        + CrashScripts.all().stream().map(CrashScript::name).toList() + ", but found '" + name + "'"));
        var sweep = new CrashSweep(said -> {}, SimulationOptions.DEFAULT.withLog());
        Base base = sweep.base(script);
        if (at < 0 || !base.result().isSound()) {
            return base.result();
        }
        int calls = base.played().passed().size();
        String call = place.substring(at + 1);
        if (!call.matches("\\d{1,9}") || Integer.parseInt(call) >= calls) {
            throw new IllegalArgumentException("Expected a call of '" + name + "' from 0 to " + (calls - 1)
                    + " after the '" + AT + "', but found '" + call + "'");
        }
        return sweep.cutOff(new Cut(base, Integer.parseInt(call))).result();
    }

    private Coverage sweep(ExecutorService threads, List<CrashScript> scripts) {
        List<Base> bases = all(threads, scripts, this::base);
        bases.stream()
                .filter(base -> !base.result().isSound())
                .forEach(
                        base -> violations.add(new Coverage.Broken(base.script().name(), base.result())));
        List<Cut> cuts =
                cuts(bases.stream().filter(base -> base.result().isSound()).toList());
        progress.accept(scripts.size() + " scripts, " + cuts.size() + " places to be cut off at");
        for (int from = 0; from < cuts.size(); from += SAID_EVERY) {
            List<Cut> some = cuts.subList(from, Math.min(cuts.size(), from + SAID_EVERY));
            for (Outcome outcome : all(threads, some, this::cutOff)) {
                if (outcome.result().isSound()) {
                    covered.addAll(outcome.points());
                } else {
                    violations.add(new Coverage.Broken(outcome.cut().place(), outcome.result()));
                }
            }
            progress.accept((from + some.size()) + " of " + cuts.size() + " cut off, " + violations.size() + " broken");
        }
        return coverage(cuts.size());
    }

    private Coverage coverage(int runs) {
        Set<CrashPoint> missing = new TreeSet<>(CrashPoints.all());
        missing.removeAll(covered);
        Map<String, Integer> bySite = new TreeMap<>();
        covered.forEach(point -> bySite.merge(point.call().site().words(), 1, Integer::sum));
        return new Coverage(
                CrashPoints.all().size(),
                covered.size(),
                missing.stream().map(CrashPoint::toString).toList(),
                runs,
                violations,
                bySite);
    }

    private Base base(CrashScript script) {
        var played = new ArrayList<CrashScenario>();
        SimulationResult result = Simulation.run(SEED, options, () -> {
            played.add(new CrashScenario(script, CrashScenario.NEVER));
            return played.getLast();
        });
        return new Base(script, played.getLast(), named(result, "script '" + script.name() + "'"));
    }

    /** The first call at each point, and every call of what is thorough. */
    private static List<Cut> cuts(List<Base> bases) {
        Set<CrashPoint> planned = new HashSet<>();
        var cuts = new ArrayList<Cut>();
        for (Base base : bases) {
            List<List<CrashPoint>> passed = base.played().passed();
            for (int call = 0; call < passed.size(); call++) {
                boolean isNew = planned.addAll(passed.get(call));
                if (isNew || (base.script().isThorough() && base.played().isOfVerbs(call))) {
                    cuts.add(new Cut(base, call));
                }
            }
        }
        return cuts;
    }

    /** One that comes to another end breaks no rule on its way; it is run once more for its log. */
    private Outcome cutOff(Cut cut) {
        Outcome outcome = cutOff(cut, options);
        return outcome.result().isSound() || !outcome.result().log().isEmpty()
                ? outcome
                : cutOff(cut, options.withLog());
    }

    private static Outcome cutOff(Cut cut, SimulationOptions options) {
        Base base = cut.base();
        List<CrashPoint> points = base.played().passed().get(cut.call());
        var played = new ArrayList<CrashScenario>();
        SimulationResult result = Simulation.run(SEED, options, () -> {
            played.add(new CrashScenario(base.script(), cut.call()));
            return played.getLast();
        });
        String what = "script '" + base.script().name() + "', cut off at call " + cut.call() + ": " + points;
        CrashScenario after = played.getLast();
        if (result.isSound() && !after.cut().equals(points)) {
            return broken(cut, points, result, what, "a process to die there, but it was at " + after.cut());
        }
        if (result.isSound() && !after.end().equals(base.played().end())) {
            return broken(
                    cut,
                    points,
                    result,
                    what,
                    "the same end as without, " + base.played().end() + ", but it is " + after.end());
        }
        return new Outcome(cut, points, named(result, what));
    }

    private static Outcome broken(
            Cut cut, List<CrashPoint> points, SimulationResult result, String what, String expectation) {
        return new Outcome(cut, points, result.breaking(List.of(what + ": Expected " + expectation)));
    }

    private static SimulationResult named(SimulationResult result, String what) {
        return result.isSound()
                ? result
                : result.breaking(result.violations().stream()
                        .map(violation -> what + ": " + violation)
                        .toList());
    }

    private static <T, R> List<R> all(ExecutorService threads, List<T> some, java.util.function.Function<T, R> each) {
        try {
            List<Future<R>> futures = new ArrayList<>();
            some.forEach(one -> futures.add(threads.submit(() -> each.apply(one))));
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected every run to end, but one threw", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected every run to end, but this thread was interrupted", e);
        }
    }
}
