package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.core.store.memory.MemoryFreezeStore;
import org.etsi.osm.lcm.core.store.memory.MemoryOperationStore;
import org.etsi.osm.lcm.core.store.memory.MemoryOrphanStore;

/**
 * Everything there is: two or three engines, as many adapters of each kind, what they share, and who acts next. Calls
 * of the processes' ports come back here, and others may act before they return; so a process is held anywhere, and
 * wakes up as a zombie. Confined to the run's thread.
 */
final class SimWorld {
    private static final int MISFORTUNE_ONE_IN = 60;
    private static final int SLICE = 4;
    private static final int SETTLED_AFTER_MS = 10_000;

    /** An adapter's name begins with its kind. */
    private static final List<String> ROLES = List.of("engine", "ro", "n2vc");

    private final long seed;
    private final SimulationOptions.Size size;
    private final Chance chance;
    private final Fates fates;
    private final EventLog log;
    private final Seams seams;
    private final SimTime time = new SimTime();
    private final SimTopic<EngineBus.Inbound> inbox;
    private final SimGroup<EngineBus.Inbound> engines;
    private final Map<String, AdapterSide> sides = new TreeMap<>();
    private final MemoryOperationStore operations = new MemoryOperationStore();
    private final MemoryFreezeStore freezes = new MemoryFreezeStore(operations);
    private final MemoryOrphanStore orphans = new MemoryOrphanStore();
    private final Outside outside;
    private final Scenario scenario;
    private final Invariants invariants;
    private final SimOperator operator;
    private final Mischief mischief;
    private final SimPrimaries primaries;
    private final List<Incarnation> alive = new ArrayList<>();
    private final boolean isWatched;
    private boolean isFaulty;
    private int processes;
    private int restarts;
    private long settledAtMs = Long.MAX_VALUE;

    SimWorld(long seed, EventLog log, SimulationOptions options, Scenario scenario) {
        this.seed = seed;
        this.size = options.size();
        this.chance = new Chance(seed);
        this.fates = new Fates(seed, options.without());
        this.log = log;
        this.seams = options.seams();
        this.scenario = scenario;
        this.isFaulty = scenario.isFaulty();
        this.isWatched = scenario.isWatching();
        this.inbox = new SimTopic<>("lcm-inbox", chance.between(2, 4));
        this.engines = new SimGroup<>(inbox, chance);
        List.of("ro", "n2vc").forEach(kind -> sides.put(kind, new AdapterSide(kind, chance)));
        this.outside = new Outside(time, chance, scenario.seed());
        this.invariants = new Invariants(this);
        this.operator = scenario.operator(this);
        this.mischief = new Mischief(this, alive);
        this.primaries = new SimPrimaries(this);
        for (String role : ROLES) {
            for (int i = isFaulty ? chance.between(2, 3) : 2; i > 0; i--) {
                processes++;
                start(role + "-" + (char) ('a' + i - 1));
            }
        }
        if (isFaulty) {
            var misfortunes = new SimMisfortunes(fates, chance.split(), this::announce);
            misfortunes.plague(outside.vimState());
            misfortunes.plague(outside.vcaState());
        }
        operator.begin();
    }

    // What there is

    long seed() {
        return seed;
    }

    SimulationOptions.Size size() {
        return size;
    }

    Chance chance() {
        return chance;
    }

    Fates fates() {
        return fates;
    }

    SimTime time() {
        return time;
    }

    SimTopic<EngineBus.Inbound> inbox() {
        return inbox;
    }

    SimGroup<EngineBus.Inbound> engines() {
        return engines;
    }

    /** What all adapters of a kind share. */
    AdapterSide side(String kind) {
        AdapterSide side = sides.get(kind);
        if (side == null) {
            throw new IllegalArgumentException(
                    "Expected one of the adapters " + sides.keySet() + ", but found " + kind);
        }
        return side;
    }

    Collection<AdapterSide> sides() {
        return sides.values();
    }

    SimPrimaries primaries() {
        return primaries;
    }

    /** All consumer groups spread their partitions anew. */
    void rebalance() {
        engines.rebalance();
        sides.values().forEach(side -> side.group().rebalance());
    }

    MemoryOperationStore operations() {
        return operations;
    }

    MemoryFreezeStore freezes() {
        return freezes;
    }

    MemoryOrphanStore orphans() {
        return orphans;
    }

    Scenario scenario() {
        return scenario;
    }

    Invariants invariants() {
        return invariants;
    }

    SimOperator operator() {
        return operator;
    }

    Outside outside() {
        return outside;
    }

    /** The processes that run now. */
    List<Incarnation> alive() {
        return List.copyOf(alive);
    }

    /** What a task is to do. */
    String typeOf(OperationId operation, TaskId task) {
        return operations.all().stream()
                .filter(one -> one.id().equals(operation))
                .findFirst()
                .filter(one -> one.plan().contains(task))
                .map(one -> one.plan().task(task).type())
                .orElse("an unknown type");
    }

    // What happens

    void note(String who, Supplier<String> what) {
        log.note(time.nowMs(), who, what);
    }

    /** The one that came last is only asked for or sets in later; its number is told now. */
    void announce(Supplier<String> what) {
        int number = fates.number();
        note("world", () -> "has in store " + number + " " + what.get());
    }

    void interruption(String who, String what) {
        log.interruption(time.nowMs(), who, fates.number(), what);
    }

    void violation(String what) {
        log.violation(time.nowMs(), what);
    }

    /** An invariant was broken: the run ends. */
    boolean isBroken() {
        return log.isBroken();
    }

    /** Nothing fails any more, and what was accepted late has arrived. */
    boolean hasSettled() {
        return time.nowMs() >= settledAtMs;
    }

    boolean isFaulty() {
        return isFaulty;
    }

    /** Whether something goes wrong now that goes wrong once in so many times, while anything does. */
    boolean strikes(int oneIn) {
        return isFaulty && fates.strikes(oneIn);
    }

    boolean strikes(Chance own, int oneIn) {
        return isFaulty && fates.strikes(own, oneIn);
    }

    /** What decides on how it goes wrong. */
    Chance how() {
        return fates.how();
    }

    /** Whether something that does no harm happens now, while anything may go wrong. */
    boolean happens(int oneIn) {
        return isFaulty && chance.oneIn(oneIn);
    }

    /** Faults end: what is down comes up, what is late arrives, and from now on everything works. */
    void calm() {
        note("world", () -> "======== the faults end ========");
        isFaulty = false;
        settledAtMs = time.nowMs() + SETTLED_AFTER_MS;
        invariants.calm();
        outside.repair();
    }

    /** Something was acknowledged as told. */
    void heard(EngineBus.Delivery delivery, Outgoing item) {
        invariants.told(delivery, item);
        if (item instanceof Outgoing.Answered(long revision, var answer)) {
            operator.answered(answer);
        }
        var snapshot = delivery.snapshot();
        if (item instanceof Outgoing.RecordsDue && snapshot != null) {
            scenario.shown(snapshot);
        }
    }

    /** The next event. False if there is none, now or later. */
    boolean step() {
        log.event();
        Runnable due = time.due();
        if (due != null) {
            due.run();
            return true;
        }
        if (strikes(MISFORTUNE_ONE_IN)) {
            mischief.strike();
            return true;
        }
        if (chance.oneIn(SLICE)) {
            time.advanceTo(time.nowMs() + chance.below(200));
        }
        var ready = new ArrayList<Runnable>();
        long next = time.nextMs();
        for (Incarnation one : alive) {
            if (one.isReady()) {
                ready.add(() -> run(one, one::act));
            } else if (!one.isStalled()) {
                next = Math.min(next, one.wakeAtMs());
            }
            if (one instanceof AdapterIncarnation adapter) {
                next = Math.min(next, adapter.isStalled() ? next : Math.max(time.nowMs(), adapter.sweepAtMs()));
                if (adapter.hasJob()) {
                    ready.add(() -> run(adapter, adapter::work));
                }
                if (adapter.hasToSweep()) {
                    ready.add(() -> run(adapter, adapter::sweep));
                }
            }
        }
        if (ready.isEmpty()) {
            long before = time.nowMs();
            time.advanceTo(next);
            return time.nowMs() > before || time.nextMs() <= before;
        }
        chance.pick(ready).run();
        return true;
    }

    private void run(Incarnation one, Runnable turn) {
        try {
            turn.run();
        } catch (SimCrash crash) {
            note(one.name(), () -> "is gone");
        } catch (RuntimeException bug) {
            violation("Expected " + one.name() + " to survive everything, but it threw " + bug + " at "
                    + List.of(bug.getStackTrace()).subList(0, Math.min(8, bug.getStackTrace().length)));
        }
    }

    /** A new incarnation of a process. */
    void start(String process) {
        String name = process + "#" + ++restarts;
        note(name, () -> "starts");
        Incarnation one = process.startsWith("engine")
                ? new EngineIncarnation(name, this, seams)
                : new AdapterIncarnation(name, this, seams);
        primaries.join(one);
        alive.add(one);
    }

    /** Somebody wants to know of every call that makes something durable or lets it out. */
    boolean isWatched() {
        return isWatched;
    }

    /**
     * A process is about to make a call, or has made it, where the scenario may have something in store.
     *
     * @param marks what the call is about; may be left empty where nobody watches
     */
    void reached(Incarnation who, List<Mark> marks, boolean isAfter) {
        if (isWatched && who.isAlive() && !marks.isEmpty()) {
            scenario.reached(this, who, marks, isAfter);
        }
        if (!who.isAlive()) {
            throw new SimCrash();
        }
    }

    /** A process is gone, and comes up again. */
    void crash(Incarnation who) {
        mischief.crash(who);
    }

    /** A process is inside a call: it may die here, or be held while others act. */
    void interlude(Incarnation who, String where) {
        mischief.hold(who, where, Long.MAX_VALUE, Mischief.A_WHILE, true);
    }

    /** As {@link #interlude}, in a call that takes no longer than a limit, and whose process may go on meanwhile. */
    void interludeInJob(Incarnation who, String where, long limitMs) {
        int events = limitMs == Long.MAX_VALUE ? Mischief.LONG : Mischief.A_WHILE;
        mischief.hold(who, where, limitMs, events, chance.oneIn(2));
    }

    /** Nothing is on its way any more, as far as the processes and the bus know. */
    boolean isStill() {
        boolean isIdle = alive.size() == processes
                && time.nextMs() == Long.MAX_VALUE
                && alive.stream().noneMatch(Incarnation::isStalled)
                && alive.stream().noneMatch(Incarnation::isHeldUp)
                && alive.stream().allMatch(one -> !(one instanceof AdapterIncarnation adapter) || adapter.isIdle());
        return isIdle
                && engines.isDrained()
                && sides.values().stream().allMatch(side -> side.group().isDrained());
    }

    /** What keeps the world from being still, for a report. */
    String stirring() {
        Function<Incarnation, String> state =
                one -> one.name() + (one.isStalled() ? " stalled" : "") + (one.isHeldUp() ? " held up" : "");
        return alive.stream().map(state).toList() + ", engines drained " + engines.isDrained() + ", adapters drained "
                + sides.values().stream().map(side -> side.group().isDrained()).toList() + ", in store "
                + (time.nextMs() < Long.MAX_VALUE);
    }
}
