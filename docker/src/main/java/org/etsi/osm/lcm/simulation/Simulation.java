package org.etsi.osm.lcm.simulation;

import java.util.function.Supplier;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskSpec;

/**
 * Runs the real engine loops, adapter loops, ledger and handlers in a world that fails by a seed: first everything goes
 * wrong, then the faults end and everything has to come to its right end. The same seed is the same run. May be called
 * from several threads at once, one run each.
 */
public final class Simulation {
    /** Far more than any sound run needs. */
    private static final int MOST_QUIET_EVENTS = 60_000;

    private static final int MOST_ROUNDS = 60;
    private static final long REST_MS = 2_000;
    private static final int LOOK_EVERY = 16;
    /** What is too much was seen by a sweep by then, and by the next one after its settle time, and removed. */
    private static final int SWEPT_AFTER_MS = 45_000;

    private final SimulationOptions options;
    private final EventLog log;
    private final SimWorld world;

    private Simulation(long seed, SimulationOptions options, Scenario scenario) {
        this.options = options;
        this.log = new EventLog(options.keepLog());
        this.world = new SimWorld(seed, log, options, scenario);
    }

    /** One run; one that fails is run once more, for its log. */
    public static SimulationResult run(long seed, SimulationOptions options) {
        return run(seed, options, RandomScenario::new);
    }

    /** The same, with a scenario that is made anew for each time it is run. */
    static SimulationResult run(long seed, SimulationOptions options, Supplier<Scenario> scenario) {
        SimulationResult result = once(seed, options, scenario);
        return result.isSound() || options.keepLog() ? result : once(seed, options.withLog(), scenario);
    }

    /** One run, with a log only if it is asked for. */
    static SimulationResult once(long seed, SimulationOptions options, Supplier<Scenario> scenario) {
        return new Simulation(seed, options, scenario.get()).run(seed);
    }

    private SimulationResult run(long seed) {
        for (int i = 0; world.isFaulty() && i < options.size().chaosEvents() && !log.isBroken(); i++) {
            world.step();
        }
        world.calm();
        comeToRest();
        for (int round = 0;
                round < MOST_ROUNDS && !log.isBroken() && world.operator().driveOn();
                round++) {
            comeToRest();
        }
        long sweptAtMs = world.time().nowMs() + SWEPT_AFTER_MS;
        while (world.time().nowMs() < sweptAtMs && !log.isBroken()) {
            world.step();
        }
        if (!log.isBroken()) {
            new EndChecks(world).check();
        }
        var counts = new SimulationResult.Counts(
                log.events(),
                log.interruptions(),
                world.invariants().transitions(),
                world.invariants().survived());
        return new SimulationResult(
                seed, options.withoutLog(), counts, world.fates().taken(), log.violations(), log.lines());
    }

    private void comeToRest() {
        long restsSinceMs = Long.MAX_VALUE;
        for (int i = 0; i < MOST_QUIET_EVENTS && !log.isBroken(); i++) {
            if (i % LOOK_EVERY == 0) {
                // Rest has to last: the turn that closes a FAILED_TEMP for a terminate may still be to come.
                restsSinceMs = isAtRest() ? Math.min(restsSinceMs, world.time().nowMs()) : Long.MAX_VALUE;
                if (world.time().nowMs() - restsSinceMs >= REST_MS) {
                    world.invariants().terminatesHaveTheirWay();
                    return;
                }
            }
            world.step();
        }
        if (!log.isBroken()) {
            world.violation("Expected everything to come to rest within " + MOST_QUIET_EVENTS + " events, but "
                    + world.stirring() + "; "
                    + world.operations().all().stream()
                            .map(one -> one.id() + " " + one.state() + " " + one.control() + " queue "
                                    + one.queuePosition() + " occupies " + one.occupies() + " outbox "
                                    + one.outbox().size() + " tasks "
                                    + states(one))
                            .toList());
        }
    }

    private static String states(Operation operation) {
        var text = new StringBuilder();
        for (int i = 0; i < operation.tasks().size(); i++) {
            var task = operation.tasks().get(i);
            text.append(task.state())
                    .append(task.inFlight() == null ? "" : " in flight")
                    .append(", ");
        }
        return text.toString();
    }

    private boolean isAtRest() {
        return world.isStill() && world.operations().all().stream().allMatch(Simulation::waits);
    }

    /** It is over and says no more, or somebody outside has to say something. */
    private static boolean waits(Operation operation) {
        if (operation.state().isTerminal()) {
            return !operation.isOpen();
        }
        return operation.state() == OperationState.FAILED_TEMP
                || (operation.control() == Control.PAUSED
                        && operation.plan().tasks().stream()
                                .allMatch(task -> operation.task(task.id()).inFlight() == null))
                || isQueued(operation)
                || isHeld(operation);
    }

    /** Nothing can go but by an operator's hand, who holds what would go next. */
    private static boolean isHeld(Operation operation) {
        boolean isAnyHeld = false;
        for (TaskSpec spec : operation.plan().tasks()) {
            Task task = operation.task(spec.id());
            if (task.inFlight() != null || (task.timer() != null && !task.held())) {
                return false;
            }
            isAnyHeld |= task.held();
        }
        return isAnyHeld;
    }

    private static boolean isQueued(Operation operation) {
        return operation.state() == OperationState.PROCESSING && operation.queuePosition() > 0;
    }
}
