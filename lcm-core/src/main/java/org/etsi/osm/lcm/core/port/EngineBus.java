package org.etsi.osm.lcm.core.port;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.VerbRequest;

/**
 * The engine's side of Kafka, and of everything else that it tells. Used by the loop's thread only. Any method may
 * throw {@link BusUnavailableException}.
 */
public interface EngineBus {

    /**
     * Waits at most so long for records of {@code lcm-inbox}. Membership changes are reported before the records that
     * follow them; records of partitions that were revoked or lost are not.
     */
    Poll poll(long maxWaitMs);

    /**
     * Sends everything, in this order, and returns when all of it is acknowledged: commands and transitions, then
     * answers, then OSM's records, then OSM's messages. After an exception the whole of it is sent again.
     */
    void publish(List<Command> commands, List<Delivery> deliveries);

    /**
     * News of an operation that aren't stored: shown if it costs little, lost without harm. Never throws. The loop
     * calls it at most once a second for each operation.
     *
     * @param news the last word of each task that is at work and has said one, the latest last
     */
    default void progress(Operation snapshot, List<Reply> news) {}

    /**
     * An operation is stored but can't be read: whoever waits for it has to learn that nothing more will happen to it.
     * May be repeated.
     */
    default void unreadable(OperationId operation, String reason) {}

    /**
     * An operation was closed as FAILED without a snapshot that says so: whoever waits for it has to learn of it. May
     * be repeated.
     */
    default void killed(OperationId operation, String reason) {}

    /** Commits what was processed: the next offset of each partition. A failure is harmless: it is all read again. */
    void commit(Map<Integer, Long> nextOffsets);

    /** Stops and restarts the delivery of records, while a partition is being taken over. */
    void pause(Set<Integer> partitions);

    void resume(Set<Integer> partitions);

    record Poll(List<Membership> changes, List<Received> records) {
        public Poll {
            changes = List.copyOf(changes);
            records = List.copyOf(records);
        }
    }

    /** One record of the inbox. Those that can't be understood never get here: the bus rejects them. */
    record Received(int partition, long offset, Inbound message) {}

    /** What enters from outside. */
    sealed interface Inbound {
        record Requested(OperationRequest request) implements Inbound {}

        record Asked(VerbRequest request) implements Inbound {}

        record Replied(Reply reply) implements Inbound {}

        /** The records that an operation works on are gone. */
        record Vanished(OperationId operation) implements Inbound {}

        /** The freezes in force have changed: every owner looks them up. */
        record FreezesChanged(long version) implements Inbound {}

        /** A record that was rejected already; only its offset counts. */
        record Unreadable() implements Inbound {}
    }

    /** What one operation tells, with the snapshot that says so. Answers to unknown operations have no snapshot. */
    record Delivery(@org.jspecify.annotations.Nullable Operation snapshot, List<Outgoing> items) {
        public Delivery {
            items = List.copyOf(items);
        }
    }
}
