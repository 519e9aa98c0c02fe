package org.etsi.osm.lcm.kafka.service;

import java.util.concurrent.TimeUnit;
import org.etsi.osm.lcm.core.model.Moment;

/** This process's clocks. */
final class Moments {
    private Moments() {}

    static Moment now() {
        return new Moment(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), System.currentTimeMillis());
    }
}
