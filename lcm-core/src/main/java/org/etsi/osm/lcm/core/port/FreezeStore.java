package org.etsi.osm.lcm.core.port;

import java.util.Map;
import java.util.function.Function;
import org.etsi.osm.lcm.core.model.Freezes;

/**
 * Where freezes survive, and who has heard of them (design, section 3.5). Whatever a method has returned normally is
 * durable. Every method may throw {@link StoreUnavailableException}, and may then have happened or not; each may be
 * repeated.
 */
public interface FreezeStore {

    /** What is in force now; what others have changed since we read or wrote last may be missed. */
    Freezes current();

    /**
     * The owner of a partition has brought all of its operations under this version, and told so.
     *
     * @return false, without effect, if another epoch has begun: who asks isn't the owner, or has to take over again
     */
    boolean acknowledge(int partition, long epoch, long version);

    /** Changes the freezes as a request wants it, unless that is rejected or a repetition. */
    Changed change(Function<Freezes, Freezes.Outcome> request);

    /** The version that the present owner of each partition has acknowledged; those that have not are left out. */
    Map<Integer, Long> acknowledged();

    /** What a request came to, and what is in force after it. */
    record Changed(Freezes.Outcome outcome, Freezes now) {}
}
