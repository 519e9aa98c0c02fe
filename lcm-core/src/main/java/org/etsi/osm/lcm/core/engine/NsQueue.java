package org.etsi.osm.lcm.core.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is on a network service: one operation occupies it, the others wait by start time (design, section
 * 3.4). Works on what is stored, so that the next one starts only after the occupant's closing write is confirmed.
 */
public final class NsQueue {
    /** The operation type that always takes over what another one left. */
    public static final String TERMINATE = "terminate";

    private NsQueue() {}

    /** Something that is due for one operation. */
    public record Due(OperationId operation, Event event) {}

    /** What is due for the operations of one NS, given all of them that are open. */
    public static List<Due> due(Collection<Operation> ofNs, boolean supersede) {
        List<Operation> queued = ofNs.stream()
                .filter(NsQueue::isQueued)
                .sorted((a, b) -> a.request().isBefore(b.request()) ? -1 : 1)
                .toList();
        if (queued.isEmpty()) {
            return List.of();
        }
        var due = new ArrayList<Due>();
        Operation head = queued.get(0);
        Operation occupant = ofNs.stream()
                .filter(other -> other.occupies() && other.parked() == null)
                .findFirst()
                .orElse(null);
        Operation parked = ofNs.stream()
                .filter(other -> other.occupies() && other.parked() != null)
                .findFirst()
                .orElse(null);
        boolean takesOver = supersede || head.request().type().equals(TERMINATE);
        for (Operation other : ofNs) {
            boolean waitsForOperator = other.state() == OperationState.FAILED_TEMP && other.parked() == null;
            boolean isInTheWay = other.occupies() || head.request().type().equals(TERMINATE);
            if (waitsForOperator && isInTheWay && takesOver) {
                due.add(new Due(other.id(), new Event.Superseded(head.id())));
            }
        }
        if (occupant == null) {
            due.add(new Due(head.id(), nextOn(parked, head)));
        } else if (occupant.state() == OperationState.FAILED_TEMP && !takesOver) {
            due.add(new Due(head.id(), new Event.Refused(refusal(occupant))));
        }
        for (int place = 0; place < queued.size(); place++) {
            int position = occupant == null ? place : place + 1;
            Operation waiting = queued.get(place);
            if (position > 0 && waiting.queuePosition() != position) {
                due.add(new Due(waiting.id(), new Event.QueueMoved(position)));
            }
        }
        return due;
    }

    /** A terminate removes by records and by tag, so it needs nothing that a parked operation still knows. */
    private static Event nextOn(@Nullable Operation parked, Operation head) {
        return parked == null || head.request().type().equals(TERMINATE)
                ? new Event.Admitted()
                : new Event.Refused(refusal(parked));
    }

    /** It waits for its turn. A parked one doesn't: it would keep the others waiting. */
    private static boolean isQueued(Operation operation) {
        return operation.state() == OperationState.PROCESSING && !operation.occupies() && operation.parked() == null;
    }

    private static Failure refusal(Operation occupant) {
        return Failure.permanent(
                "OCCUPIED",
                "Expected a free network service, but operation " + occupant.id() + " ("
                        + occupant.request().type() + ") is "
                        + (occupant.parked() == null
                                ? occupant.state() + " there; legal on it now: " + Verbs.legal(occupant)
                                : "parked there, since its own state is broken; terminate the network service"));
    }
}
