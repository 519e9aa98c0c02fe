package org.etsi.osm.lcm.core.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is on a network service: one operation occupies it, the others wait by start time (design, section
 * 3.4). Works on what is stored, so that the next one starts only after the occupant's closing write is confirmed, and
 * so that a new owner comes to the same.
 *
 * <p>A terminate doesn't wait for what it would only remove: what is queued before it never starts, and what occupies
 * the NS is asked to make way (unless configured otherwise; another terminate never is).
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
        Operation occupant = first(ofNs, other -> other.occupies() && other.parked() == null);
        Operation parked = first(ofNs, other -> other.occupies() && other.parked() != null);
        var due = new ArrayList<Due>();
        if (supersede) {
            queued = makeWay(queued, occupant, due);
        }
        Operation head = queued.isEmpty() ? null : queued.get(0);
        closeWhatWaitsForAnOperator(ofNs, occupant, head, supersede, due);
        if (head != null) {
            if (occupant == null) {
                due.add(new Due(head.id(), nextOn(parked, head)));
            } else if (occupant.state() == OperationState.FAILED_TEMP && !supersede && !isTerminate(head)) {
                due.add(new Due(head.id(), new Event.Refused(refusal(occupant))));
            }
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

    /** Asks everything that is in the way of the first terminate to make way; those that stay in the queue. */
    private static List<Operation> makeWay(List<Operation> queued, @Nullable Operation occupant, List<Due> due) {
        Operation terminate = first(
                Stream.concat(Stream.ofNullable(occupant), queued.stream()).toList(), NsQueue::isTerminate);
        if (terminate == null) {
            return queued;
        }
        var asked = new Event.TerminateWaits(terminate.id());
        if (occupant != null && isBusyOtherwise(occupant)) {
            due.add(new Due(occupant.id(), asked));
        }
        var staying = new ArrayList<Operation>();
        for (Operation waiting : queued) {
            if (!isTerminate(waiting) && waiting.request().isBefore(terminate.request())) {
                due.add(new Due(waiting.id(), asked));
            } else {
                staying.add(waiting);
            }
        }
        return staying;
    }

    /** It does something that a terminate would only remove, and wasn't asked to make way yet. */
    private static boolean isBusyOtherwise(Operation occupant) {
        return !isTerminate(occupant) && occupant.state().isMoving() && occupant.supersededBy() == null;
    }

    /** The next one takes over what occupies the NS; a terminate, even one under way, what else was left before it. */
    private static void closeWhatWaitsForAnOperator(
            Collection<Operation> ofNs,
            @Nullable Operation occupant,
            @Nullable Operation head,
            boolean supersede,
            List<Due> due) {
        for (Operation other : ofNs) {
            if (other.state() != OperationState.FAILED_TEMP || other.parked() != null) {
                continue;
            }
            if (head != null && (isTerminate(head) || (supersede && other.occupies()))) {
                due.add(new Due(other.id(), new Event.Superseded(head.id())));
            } else if (occupant != null
                    && isTerminate(occupant)
                    && other.request().isBefore(occupant.request())) {
                due.add(new Due(other.id(), new Event.Superseded(occupant.id())));
            }
        }
    }

    /** A terminate removes by records and by tag, so it needs nothing that a parked operation still knows. */
    private static Event nextOn(@Nullable Operation parked, Operation head) {
        return parked == null || isTerminate(head) ? new Event.Admitted() : new Event.Refused(refusal(parked));
    }

    private static boolean isTerminate(Operation operation) {
        return operation.request().type().equals(TERMINATE);
    }

    private static @Nullable Operation first(Collection<Operation> ofNs, Predicate<Operation> wanted) {
        return ofNs.stream().filter(wanted).findFirst().orElse(null);
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
