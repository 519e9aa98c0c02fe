package org.etsi.osm.lcm.n2vc.vca.sim;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment;

/**
 * What a simulated VCA keeps. Each method is atomic, also against other processes on the same state, and durable when
 * it returns.
 */
public interface SimVcaState {

    /** Keeps it, unless one of its id is there. */
    void addEnvironment(ExecutionEnvironment environment);

    Optional<ExecutionEnvironment> environment(String id);

    /** Keeps a run under the next number, unless one of its id is there; gives the one that is kept. */
    SimRun addRun(SimRun run);

    /** Every run there ever was, by number. */
    List<SimRun> runs();

    /** Those of one task, by number. */
    List<SimRun> runsOf(String taskKey);

    /** Marks a run as discarded, if it is there. */
    void discard(String runId);

    void put(SimVcaFault fault);

    void removeFault(String faultId);

    /** By id. */
    List<SimVcaFault> faults();

    /** Takes one use of a fault; false if none is left. */
    boolean takeUse(String faultId);
}
