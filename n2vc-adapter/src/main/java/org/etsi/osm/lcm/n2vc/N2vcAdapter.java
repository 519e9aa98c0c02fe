package org.etsi.osm.lcm.n2vc;

import java.time.Duration;
import java.time.InstantSource;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.adapter.SweepThread;
import org.etsi.osm.lcm.kafka.service.AdapterService;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.etsi.osm.lcm.n2vc.task.N2vcTasks;
import org.etsi.osm.lcm.n2vc.vca.sim.SimKubernetes;
import org.etsi.osm.lcm.n2vc.vca.sim.SimPause;
import org.etsi.osm.lcm.n2vc.vca.sim.SimSite;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVca;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaSettings;
import org.etsi.osm.lcm.n2vc.vca.sim.store.MongoSimVcaState;
import org.etsi.osm.lcm.tasks.catalogue.TaskType;

/**
 * The N2VC adapter as a whole: the loop of every adapter with the handlers of N2VC's tasks, working on the simulated
 * VCA and the simulated clusters in MongoDB, and the sweep beside it. Thread-safe.
 */
public final class N2vcAdapter implements AutoCloseable {
    private final AdapterService service;
    private final SweepThread sweep;

    private N2vcAdapter(AdapterService service, SweepThread sweep) {
        this.service = service;
        this.sweep = sweep;
    }

    /** Starts in the background and returns at once. */
    public static N2vcAdapter start(Settings settings) {
        MongoConnection connection = AdapterService.connect(settings);
        SimSite site = site(settings, connection);
        var vca = new SimVca(site);
        var kubernetes = new SimKubernetes(site);
        AdapterService service =
                AdapterService.start(settings, TaskType.N2VC, connection, N2vcTasks.handlers(vca, kubernetes));
        var leftovers = new EnvironmentLeftovers(vca, kubernetes);
        var sweep =
                SweepThread.start(settings, TaskType.N2VC, connection, leftovers, () -> EnvironmentLeftovers.ACCOUNTS);
        return new N2vcAdapter(service, sweep);
    }

    private static SimSite site(Settings settings, MongoConnection connection) {
        var speed = SimVcaSettings.of(
                settings.span("sim.environment-time"),
                settings.span("sim.software-time"),
                settings.span("sim.primitive-time"),
                settings.span("sim.kdu-time"));
        // A call that outlives a lease could act on what another adapter has taken over.
        var limited = speed.within(settings.span("adapter.call-limit"));
        return new SimSite(
                new MongoSimVcaState(connection.database()), InstantSource.system(), limited, SimPause.sleeping());
    }

    /** Waits until commands are taken; see {@link AdapterService#awaitReady}. */
    public boolean awaitReady(Duration limit) {
        return service.awaitReady(limit);
    }

    @Override
    public void close() {
        sweep.close();
        service.close();
    }
}
