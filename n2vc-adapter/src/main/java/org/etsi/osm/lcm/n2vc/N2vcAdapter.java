package org.etsi.osm.lcm.n2vc;

import java.time.Duration;
import java.time.InstantSource;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.service.AdapterService;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.etsi.osm.lcm.n2vc.task.N2vcTasks;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVca;
import org.etsi.osm.lcm.n2vc.vca.sim.store.MongoSimVcaState;

/** The N2VC adapter as a whole: the loop of every adapter with the handlers of N2VC's tasks. Thread-safe. */
public final class N2vcAdapter implements AutoCloseable {
    private static final Duration SIM_RUN_TIME = Duration.ofMillis(500);

    private final AdapterService service;

    private N2vcAdapter(AdapterService service) {
        this.service = service;
    }

    /** Starts in the background and returns at once. */
    public static N2vcAdapter start(Settings settings) {
        MongoConnection connection = AdapterService.connect(settings);
        var vca = new SimVca(new MongoSimVcaState(connection.database()), InstantSource.system(), SIM_RUN_TIME);
        return new N2vcAdapter(AdapterService.start(settings, "n2vc", connection, N2vcTasks.handlers(vca)));
    }

    /** Waits until commands are taken; see {@link AdapterService#awaitReady}. */
    public boolean awaitReady(Duration limit) {
        return service.awaitReady(limit);
    }

    @Override
    public void close() {
        service.close();
    }
}
