package org.etsi.osm.lcm.n2vc.vca;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;

/**
 * A VNF configuration agent: execution environments, and the primitives that run in them. Primitives aren't idempotent,
 * so nothing here ever runs one twice by itself; what was run can be read afterwards, as far as the technology records
 * it. Every call is short, whatever the primitive takes, and may throw {@link VcaException}. Thread-safe.
 */
public interface Vca {

    /** The execution environment of this id, if it is there. */
    Optional<ExecutionEnvironment> describe(String environment);

    /** Makes the execution environment of this name, or finds the one that was made before. */
    ExecutionEnvironment ensure(String nsInstanceId, String name);

    /**
     * Starts a primitive and returns at once, with what is known of the run by then. After an exception with unknown
     * outcome it may be running all the same.
     */
    PrimitiveRun start(Request request);

    /**
     * The runs of a task that are on record, in the order in which they were started. None of them means nothing where
     * an answer to {@link #start} is missing: the technology may not have recorded it.
     */
    List<PrimitiveRun> runs(String environment, String taskKey);

    /** Stops a run that still runs and strikes it from the record; not finding it is success. May be repeated. */
    void discard(String environment, String runId);

    /**
     * A primitive to be run.
     *
     * @param runId the run's id from now on
     */
    record Request(String environment, String taskKey, String runId, String primitive, Value.Obj arguments) {}
}
