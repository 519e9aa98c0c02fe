package org.etsi.osm.lcm.kafka.intake;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.OperationId;

/**
 * What the engine has stored, as far as intake needs it. Any method may throw
 * {@link org.etsi.osm.lcm.core.port.StoreUnavailableException}.
 */
public interface EngineView {

    /** The NS of each of these operations that the engine knows, open or closed. */
    Map<OperationId, String> nsOf(Collection<OperationId> operations);

    /** The open operations of an NS. */
    List<Open> openOf(String nsInstanceId);

    /** The open operations, at most so many. */
    List<Open> open(int limit);

    /** Whether an open operation has tasks at a VIM account. */
    boolean isVimUsed(String account);

    /** An open operation. */
    record Open(OperationId id, String nsInstanceId, String type, double startTime) {}
}
