package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a simulated VCA and its clusters keep. Each method is atomic, also against other processes on the same state,
 * and durable when it returns.
 */
public interface SimVcaState {

    /** The next place in the order of all that happens; given once. */
    long nextNumber();

    /** Keeps a thing, unless one of its id is there; false if so. */
    boolean insert(SimThing thing);

    Optional<SimThing> thing(String id);

    /** All that aren't buried, by id. */
    List<SimThing> things();

    /** Those of one task, by id. */
    List<SimThing> thingsOfTask(String taskKey);

    /** Those of one NS, by id. */
    List<SimThing> thingsOfNs(String nsInstanceId);

    /** Gives a thing its end, if it is still that one (by id and number) and its end isn't nearer already. */
    void end(SimThing thing, Instant deletingAt, Instant goneAt);

    /** Things that are over by then, and aren't buried yet. */
    List<SimThing> gone(Instant now);

    /** Takes a thing out, and keeps it as gone under this number; repeating it changes nothing. */
    void bury(SimThing thing, long number);

    /** All that is gone, by number of its removal. */
    List<SimThing.Buried> buried();

    /** Keeps a run under the next number, unless one of its id is there; gives the one that is kept. */
    SimRun addRun(SimRun run);

    /** Every run there ever was, by number. */
    List<SimRun> runs();

    /** Those of one environment, by number. */
    List<SimRun> runsIn(String environment);

    /** Marks a run as discarded, if it is there. */
    void discard(String runId);

    void put(SimVcaFault fault);

    void removeFault(String faultId);

    /** By id. */
    List<SimVcaFault> faults();

    /** Takes one use of a fault; false if none is left. */
    boolean takeUse(String faultId);
}
