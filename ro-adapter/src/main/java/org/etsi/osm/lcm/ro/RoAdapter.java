package org.etsi.osm.lcm.ro;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.etsi.osm.lcm.core.adapter.AdapterSettings;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.adapter.SweepThread;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.bus.Topics;
import org.etsi.osm.lcm.kafka.service.AdapterService;
import org.etsi.osm.lcm.kafka.service.OsmFollower;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.etsi.osm.lcm.ro.account.AccountChecks;
import org.etsi.osm.lcm.ro.account.store.MongoAccountRecords;
import org.etsi.osm.lcm.ro.task.RoTasks;
import org.etsi.osm.lcm.ro.vim.AccountVims;
import org.etsi.osm.lcm.ro.vim.Vims;
import org.etsi.osm.lcm.ro.vim.sim.SimDriver;
import org.etsi.osm.lcm.ro.vim.sim.SleepingLatency;
import org.etsi.osm.lcm.ro.vim.sim.Surroundings;
import org.etsi.osm.lcm.ro.vim.sim.store.MongoSimVimState;
import org.etsi.osm.lcm.ro.vim.store.MongoVimAccounts;

/**
 * The RO adapter as a whole: the loop of every adapter with the handlers of RO's tasks, working on the VIM accounts in
 * MongoDB, with the sweep and the checks of accounts beside it. Thread-safe.
 */
public final class RoAdapter implements AutoCloseable {
    private final AdapterService service;
    private final SweepThread sweep;
    private final OsmFollower accounts;

    private RoAdapter(AdapterService service, SweepThread sweep, OsmFollower accounts) {
        this.service = service;
        this.sweep = sweep;
        this.accounts = accounts;
    }

    /** Starts in the background and returns at once. */
    public static RoAdapter start(Settings settings) {
        MongoConnection connection = AdapterService.connect(settings);
        Vims vims = vims(connection, settings.span("adapter.call-limit"));
        AdapterService service = AdapterService.start(settings, "ro", connection, RoTasks.handlers(vims));
        var sweep = SweepThread.start(
                settings, "ro", connection, new VimLeftovers(vims), new MongoVimAccounts(connection.database())::ids);
        return new RoAdapter(service, sweep, accounts(settings, connection, vims, service.counters()));
    }

    private static OsmFollower accounts(Settings settings, MongoConnection connection, Vims vims, Counters counters) {
        var records =
                new MongoAccountRecords(connection.database(), settings.text("osm.worker"), InstantSource.system());
        var checks = new AccountChecks(
                records, vims, settings.span("intake.scan-every"), settings.span("intake.lost-after"), counters);
        return OsmFollower.start(settings, "ro-accounts", connection, Topics.vimAccount(), checks, counters);
    }

    /** The VIMs of the accounts in a database, opened when they are first asked for. */
    public static Vims vims(MongoConnection connection) {
        return vims(connection, Duration.ofMillis(AdapterSettings.DEFAULTS.callLimitMs()));
    }

    private static Vims vims(MongoConnection connection, Duration callLimit) {
        var surroundings =
                new Surroundings(InstantSource.system(), RandomGenerator.getDefault(), new SleepingLatency());
        var sim = new SimDriver(account -> new MongoSimVimState(connection.database(), account), surroundings);
        return new AccountVims(new MongoVimAccounts(connection.database()), Map.of(SimDriver.TYPE, sim), callLimit);
    }

    /** Waits until commands are taken; see {@link AdapterService#awaitReady}. */
    public boolean awaitReady(Duration limit) {
        return service.awaitReady(limit);
    }

    @Override
    public void close() {
        accounts.close();
        sweep.close();
        service.close();
    }
}
