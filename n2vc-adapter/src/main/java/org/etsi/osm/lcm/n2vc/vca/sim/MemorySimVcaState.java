package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Keeps a simulated VCA in memory, for one process; one lock guards everything. */
public final class MemorySimVcaState implements SimVcaState {
    private final Map<String, SimThing> things = new TreeMap<>();
    private final Map<Long, SimThing.Buried> buried = new TreeMap<>();
    private final Map<String, SimRun> runs = new LinkedHashMap<>();
    private final Map<String, SimVcaFault> faults = new TreeMap<>();
    private long lastNumber;

    @Override
    public synchronized long nextNumber() {
        return ++lastNumber;
    }

    @Override
    public synchronized boolean insert(SimThing thing) {
        return things.putIfAbsent(thing.id(), thing) == null;
    }

    @Override
    public synchronized Optional<SimThing> thing(String id) {
        return Optional.ofNullable(things.get(id));
    }

    @Override
    public synchronized List<SimThing> things() {
        return List.copyOf(things.values());
    }

    @Override
    public List<SimThing> thingsOfTask(String taskKey) {
        return where(thing -> thing.taskKey().equals(taskKey));
    }

    @Override
    public List<SimThing> thingsOfNs(String nsInstanceId) {
        return where(thing -> thing.nsInstanceId().equals(nsInstanceId));
    }

    @Override
    public List<SimThing> gone(Instant now) {
        return where(thing -> thing.isGone(now));
    }

    private synchronized List<SimThing> where(Predicate<SimThing> filter) {
        return things.values().stream().filter(filter).toList();
    }

    @Override
    public synchronized void end(SimThing thing, Instant deletingAt, Instant goneAt) {
        things.computeIfPresent(
                thing.id(), (id, kept) -> kept.number() == thing.number() ? kept.ending(deletingAt, goneAt) : kept);
    }

    @Override
    public synchronized void bury(SimThing thing, long number) {
        buried.putIfAbsent(thing.number(), new SimThing.Buried(thing, number));
        things.computeIfPresent(thing.id(), (id, kept) -> kept.number() == thing.number() ? null : kept);
    }

    @Override
    public synchronized List<SimThing.Buried> buried() {
        return buried.values().stream()
                .sorted(Comparator.comparingLong(SimThing.Buried::number))
                .toList();
    }

    @Override
    public synchronized SimRun addRun(SimRun run) {
        return runs.computeIfAbsent(run.id(), id -> run.numbered(nextNumber()));
    }

    @Override
    public synchronized List<SimRun> runs() {
        return List.copyOf(runs.values());
    }

    @Override
    public synchronized List<SimRun> runsIn(String environment) {
        return runs.values().stream()
                .filter(run -> run.environment().equals(environment))
                .toList();
    }

    @Override
    public synchronized void discard(String runId) {
        runs.computeIfPresent(runId, (id, run) -> run.discarded());
    }

    @Override
    public synchronized void put(SimVcaFault fault) {
        faults.put(fault.id(), fault);
    }

    @Override
    public synchronized void removeFault(String faultId) {
        faults.remove(faultId);
    }

    @Override
    public synchronized List<SimVcaFault> faults() {
        return List.copyOf(faults.values());
    }

    @Override
    public synchronized boolean takeUse(String faultId) {
        var fault = faults.get(faultId);
        if (fault == null || fault.uses() == 0) {
            return false;
        }
        if (fault.uses() > 0) {
            faults.put(faultId, fault.times(fault.uses() - 1));
        }
        return true;
    }
}
