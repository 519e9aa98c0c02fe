package org.etsi.osm.lcm.kafka.adapter;

import org.etsi.osm.lcm.core.adapter.AdapterSettings;
import org.etsi.osm.lcm.kafka.settings.Settings;

/** The bounds of an adapter's loop and sweep as they are configured. */
public final class AdapterBounds {
    private AdapterBounds() {}

    public static AdapterSettings of(Settings settings) {
        AdapterSettings base = AdapterSettings.DEFAULTS;
        return new AdapterSettings(
                settings.span("adapter.lease").toMillis(),
                settings.span("adapter.call-limit").toMillis(),
                settings.span("adapter.settle").toMillis(),
                base.watchMarginMs(),
                base.pollMs(),
                base.maxPollMs(),
                settings.count("adapter.max-per-vim"),
                base.progressMs(),
                base.idleMs(),
                base.batch(),
                base.readRetries());
    }
}
