package org.etsi.osm.lcm.core.adapter;

import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.Membership;

/** An adapter's side of Kafka. Used by the loop's thread only. Any method may throw {@link BusUnavailableException}. */
public interface AdapterBus {

    /**
     * Waits at most so long for commands; returns early when a step was completed, if the implementation can tell.
     * Membership changes are reported before the records that follow them; records of partitions that were revoked or
     * lost are not.
     */
    Poll poll(long maxWaitMs);

    /**
     * Sends everything and returns when all of it is acknowledged, in this order per address. After an exception the
     * whole of it is sent again.
     */
    void reply(List<Addressed> replies);

    /** Commits what was accepted: the next offset of each partition. A failure is harmless: it is all read again. */
    void commit(Map<Integer, Long> nextOffsets);

    /** What one poll brought. */
    record Poll(List<Membership> changes, List<Received> records) {
        public Poll {
            changes = List.copyOf(changes);
            records = List.copyOf(records);
        }
    }

    /** One record of the adapter's topic. */
    record Received(int partition, long offset, Inbound message) {}

    /** What a record says. */
    sealed interface Inbound {
        record Commanded(Command command) implements Inbound {}

        /** A record that was rejected already; only its offset counts. */
        record Unreadable() implements Inbound {}
    }

    /** A reply and where it goes. */
    record Addressed(ReplyTo to, Reply reply) {}
}
