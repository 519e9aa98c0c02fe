package org.etsi.osm.lcm.n2vc.vca.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment;

/** Keeps a simulated VCA in memory, for one process; one lock guards everything. */
public final class MemorySimVcaState implements SimVcaState {
    private final Map<String, ExecutionEnvironment> environments = new TreeMap<>();
    private final Map<String, SimRun> runs = new LinkedHashMap<>();
    private final Map<String, SimVcaFault> faults = new TreeMap<>();

    @Override
    public synchronized void addEnvironment(ExecutionEnvironment environment) {
        environments.putIfAbsent(environment.id(), environment);
    }

    @Override
    public synchronized Optional<ExecutionEnvironment> environment(String id) {
        return Optional.ofNullable(environments.get(id));
    }

    @Override
    public synchronized SimRun addRun(SimRun run) {
        return runs.computeIfAbsent(
                run.id(),
                id -> new SimRun(
                        runs.size() + 1L,
                        run.request(),
                        run.startedAt(),
                        run.endsAt(),
                        run.failure(),
                        run.isRecorded(),
                        run.isDiscarded()));
    }

    @Override
    public synchronized List<SimRun> runs() {
        return List.copyOf(runs.values());
    }

    @Override
    public synchronized List<SimRun> runsOf(String taskKey) {
        return runs.values().stream()
                .filter(run -> run.taskKey().equals(taskKey))
                .toList();
    }

    @Override
    public synchronized void discard(String runId) {
        runs.computeIfPresent(
                runId,
                (id, run) -> new SimRun(
                        run.number(),
                        run.request(),
                        run.startedAt(),
                        run.endsAt(),
                        run.failure(),
                        run.isRecorded(),
                        true));
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
