package org.etsi.osm.lcm.kafka.intake;

import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.wire.WireException;

/** The records of {@code vim_account} that are the LCM's: the end of accounts. */
final class AccountMessages {
    private final AccountRemoval removal;
    private final Counters counters;

    AccountMessages(AccountRemoval removal, Counters counters) {
        this.removal = removal;
        this.counters = counters;
    }

    /** @throws WireException if the record can't be understood */
    void take(Taken record, String key) {
        OsmBody.text(OsmBody.of(record), "_id");
        switch (key) {
            // NBI has marked the document before it says so, op_id or not: the mark decides.
            case "delete" -> removal.scan();
            // By force: NBI has removed the document itself. Anybody may say so, thus nothing follows from it.
            case "deleted" -> counters.add("intake.ignored");
            default -> throw OsmMessages.unknown(record, key);
        }
    }
}
