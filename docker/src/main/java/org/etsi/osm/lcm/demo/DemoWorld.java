package org.etsi.osm.lcm.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.cli.Catalog;
import org.etsi.osm.lcm.cli.SimVims;
import org.etsi.osm.lcm.cli.Site;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.embedded.EmbeddedBroker;
import org.etsi.osm.lcm.embedded.EmbeddedMongo;
import org.etsi.osm.lcm.kafka.client.OperatorClient;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the demo plays in: broker and store in this process, the roles in processes of their own, a simulated VIM. */
final class DemoWorld implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoWorld.class);
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    /** Shorter than in production, so that a death is noticed and made good within seconds. */
    static final Map<String, String> QUICK = Map.of(
            "LCM_STORAGE_DRIVER", "mongo",
            "LCM_KAFKA_INBOX_PARTITIONS", "4",
            "LCM_KAFKA_FURTHER_SESSION_TIMEOUT_MS", "3000",
            "LCM_KAFKA_FURTHER_HEARTBEAT_INTERVAL_MS", "500",
            "LCM_ADAPTER_LEASE", "4s",
            "LCM_ADAPTER_CALL_LIMIT", "2s",
            "LCM_ADAPTER_SETTLE", "2s");

    private final Path folder;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, RoleProcess> roles = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>(QUICK);
    private final Site site;
    private final MongoConnection store;
    private final OperatorClient operator;
    private final Catalog catalog;

    DemoWorld(Path folder) {
        this.folder = folder;
        try {
            var mongo = part(EmbeddedMongo.open(folder.resolve("store"), 0));
            var broker = part(EmbeddedBroker.open(folder.resolve("broker"), 0));
            this.site = new Site(broker.bootstrapServers(), mongo.uri(), "osm", "");
            environment.put("LCM_KAFKA_BOOTSTRAP", site.bootstrap());
            environment.put("LCM_MONGO_URI", site.mongoUri());
            site.writeTo(folder);
            this.store = part(site.store());
            this.operator = part(site.operator());
            this.catalog = new Catalog(store, Clock.systemUTC());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    Site site() {
        return site;
    }

    MongoConnection store() {
        return store;
    }

    OperatorClient operator() {
        return operator;
    }

    Catalog catalog() {
        return catalog;
    }

    Path logs() {
        return folder.resolve("logs");
    }

    SimVimState vim(String account) {
        return SimVims.state(store, account);
    }

    /** Starts roles side by side and waits until they are ready. */
    void start(String... names) {
        for (String role : names) {
            roles.put(role, RoleProcess.start(List.of(role), environment, logs()));
        }
        for (String role : names) {
            role(role).awaitReady(READY_LIMIT);
        }
    }

    RoleProcess role(String name) {
        RoleProcess found = roles.get(name);
        if (found == null) {
            throw new IllegalStateException("Expected role " + name + " to have been started, but it wasn't");
        }
        return found;
    }

    @Override
    public void close() {
        roles.values().parallelStream().forEach(RoleProcess::end);
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) { // every part gets its turn
            LOG.debug("A part of the demo didn't close in good order", e);
        }
    }
}
