package org.etsi.osm.lcm.cli;

import org.etsi.osm.lcm.kafka.service.LcmService;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.etsi.osm.lcm.n2vc.N2vcAdapter;
import org.etsi.osm.lcm.ro.RoAdapter;

/** Brings the roles of an LCM about; each is closed by what runs it. */
final class Roles {
    private Roles() {}

    static void startLcm(Settings settings, Running running) {
        LcmService service = running.add(LcmService.start(settings));
        running.awaitReady("lcm", service::awaitReady);
    }

    static void startRo(Settings settings, Running running) {
        RoAdapter adapter = running.add(RoAdapter.start(settings));
        running.awaitReady("ro-adapter", adapter::awaitReady);
    }

    static void startN2vc(Settings settings, Running running) {
        N2vcAdapter adapter = running.add(N2vcAdapter.start(settings));
        running.awaitReady("n2vc-adapter", adapter::awaitReady);
    }

    /** All of them at once, in one process. */
    static void startAll(Settings settings, Running running) {
        LcmService service = running.add(LcmService.start(settings));
        RoAdapter ro = running.add(RoAdapter.start(settings));
        N2vcAdapter n2vc = running.add(N2vcAdapter.start(settings));
        running.awaitReady("ro-adapter", ro::awaitReady);
        running.awaitReady("n2vc-adapter", n2vc::awaitReady);
        running.awaitReady("lcm", service::awaitReady);
    }
}
