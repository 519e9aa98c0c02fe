package org.etsi.osm.lcm.kafka.intake;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.kafka.bus.OsmSide;
import org.etsi.osm.lcm.kafka.wire.Rejected;

/**
 * The intake's side of Kafka. Used by its loop's thread only. Any method may throw
 * {@link org.etsi.osm.lcm.core.port.BusUnavailableException}.
 */
public interface IntakeBus {

    /** Waits at most so long for records of OSM's topics and of the operators' one. */
    List<Taken> poll(long maxWaitMs);

    /** Sends everything and returns when all of it is acknowledged; the inbox first, in this order. */
    void send(Findings findings);

    /** Commits everything that the last poll brought; a failure is harmless: it is all read again. */
    void commit(List<Taken> taken);

    /** The topic of the operators' verbs, to tell its records from OSM's. */
    String controlTopic();

    /** How many partitions the inbox has. */
    int inboxPartitions();

    /** What came of a batch: where it goes follows from its kind. */
    record Findings(
            List<ForEngine> inbox,
            List<Inbound> toAll,
            List<Told> replies,
            List<OsmSide.Message> osm,
            List<Rejected> rejected) {
        public Findings {
            inbox = List.copyOf(inbox);
            toAll = List.copyOf(toAll);
            replies = List.copyOf(replies);
            osm = List.copyOf(osm);
            rejected = List.copyOf(rejected);
        }

        boolean isEmpty() {
            return inbox.isEmpty() && toAll.isEmpty() && replies.isEmpty() && osm.isEmpty() && rejected.isEmpty();
        }
    }

    /**
     * The answer to a request that never gets to the engine.
     *
     * @param verb as the request has it, if it could be read
     */
    record Told(
            String requestId,
            Optional<String> operation,
            Optional<String> verb,
            boolean accepted,
            String reason,
            Value.Obj detail) {}
}
