package org.etsi.osm.lcm.core.adapter;

import java.util.List;
import org.etsi.osm.lcm.core.model.Reply;

/** What a course wants next; how leases are kept meanwhile is the attempt's care. */
sealed interface Move {
    /** A call that changes nothing. */
    record Look(Step step) implements Move {}

    /** A mutating call, by the holder of the lease only, who notes first which ids he is about to remove. */
    record Change(Step step, List<String> leaving) implements Move {}

    /** What was learned, to be stored now. */
    record Note(LedgerEntry after) implements Move {}

    /** The other operations of the NS are to be closed; see {@link Course#closed}. */
    record Close() implements Move {}

    record Rest(long untilMs) implements Move {}

    /** The command is answered; the entry carries the facts, not yet the reply. */
    record End(LedgerEntry after, Reply reply) implements Move {}
}
