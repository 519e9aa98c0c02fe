package org.etsi.osm.lcm.n2vc.vca;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * The VNF configuration agents: execution environments, and what runs in them. An environment carries the tags of its
 * NS and its task, and is known by its id among all accounts. Primitives aren't idempotent, so nothing here ever runs
 * one twice by itself; what was run can be read afterwards, as far as the technology records it. Every call is short,
 * whatever its work takes, ends within {@link #callLimit()}, and may throw {@link VcaException}. Thread-safe.
 */
public interface Vca {

    /** The execution environment of this id, if it is there. */
    Optional<ExecutionEnvironment> describe(String environment);

    /** The environments that a task made, in every status; sorted by id. */
    List<ExecutionEnvironment> ofTask(String taskKey);

    /** The environments that were made for an NS, at every account and in every status; sorted by id. */
    List<ExecutionEnvironment> ofNs(String nsInstanceId);

    /** All environments that carry our tags; sorted by id. A listing that can't be complete throws. */
    List<ExecutionEnvironment> all();

    /**
     * Begins to make an environment, or to register a server as one, and returns it as it is then. Not idempotent:
     * called twice it may make two, so callers list by tag first.
     */
    ExecutionEnvironment create(Creation wanted);

    /** Asks for the end of an environment and all in it; not finding it is success. It may be gone a little later. */
    void delete(String environment);

    /** Begins to install the software of an environment; what was installed there before is replaced. */
    PrimitiveRun install(Request software);

    /** The installation that an environment has, or is getting; nothing if none was begun. */
    Optional<PrimitiveRun> software(String environment);

    /** The public key with which an environment logs in to servers, in OpenSSH's format, once it has made it. */
    Optional<String> publicKey(String environment);

    /** Relates two endpoints. Related ones stay as they are. */
    void relate(String taskKey, Relation relation);

    /** Whether two endpoints are related; the relation goes with either environment. */
    boolean isRelated(Relation relation);

    /**
     * Starts a primitive and returns at once, with what is known of the run by then. After an exception with unknown
     * outcome it may be running all the same.
     */
    PrimitiveRun start(Request request);

    /**
     * The primitives of a task that are on record, in the order in which they were started. None of them means nothing
     * where an answer to {@link #start} is missing: the technology may not have recorded it.
     */
    List<PrimitiveRun> runs(String environment, String taskKey);

    /** Stops a run that still runs and strikes it from the record; not finding it is success. May be repeated. */
    void discard(String environment, String runId);

    /** The longest a call takes before it ends with {@link VcaException.Code#TIMEOUT}. */
    Duration callLimit();

    /**
     * An environment to be made.
     *
     * @param account of the VCA; empty for the default
     * @param namespace OSM's, of the element that it configures
     * @param artifact charm or chart
     * @param descriptor id of the environment in the descriptor, which tells several of one element apart; may be empty
     * @param host the server to be registered; null where one is made
     */
    record Creation(
            String nsInstanceId,
            String taskKey,
            String account,
            String namespace,
            String technology,
            String artifact,
            String descriptor,
            Value.Obj config,
            @Nullable Host host) {}

    /** A server that the VCA can log in to. */
    record Host(String hostname, String username) {}

    /**
     * A primitive to be run, or software to be installed.
     *
     * @param runId the run's id from now on
     * @param primitive its name; for an installation, the charm or chart
     */
    record Request(String environment, String taskKey, String runId, String primitive, Value.Obj arguments) {}
}
