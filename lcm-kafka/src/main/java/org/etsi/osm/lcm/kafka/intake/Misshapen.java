package org.etsi.osm.lcm.kafka.intake;

import java.util.HashSet;
import java.util.Set;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Documents that the database refuses to change: passed over, counted and logged once each. Not thread-safe. */
final class Misshapen {
    private static final Logger LOG = LoggerFactory.getLogger(Misshapen.class);

    /** More than that are told again. */
    private static final int MAX_TOLD = 1_000;

    private final Counters counters;
    private final Set<String> told = new HashSet<>();

    Misshapen(Counters counters) {
        this.counters = counters;
    }

    /** @param what names the document */
    void tell(String what, DocumentRefusedException refusal) {
        if (told.size() >= MAX_TOLD) {
            told.clear();
        }
        if (told.add(what)) {
            counters.add("intake.misshapen");
            LOG.error("{} is passed over until its record is put right", what, refusal);
        }
    }
}
