package org.etsi.osm.lcm.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;
import org.etsi.osm.lcm.cli.Catalog;
import org.etsi.osm.lcm.cli.SimVims;
import org.etsi.osm.lcm.cli.Site;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.client.OperatorClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code lcm up} killed in the middle of an operation and started again, many times at random moments: each operation
 * goes on to its right end, with each resource at the VIM once, and none left after a terminate. {@code -Dkill.seed}
 * repeats the moments, {@code -Dkill.rounds} says how many.
 */
class UpKillIT {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 20);
    private static final int LATEST_MS = 4_000;
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    @Timeout(900)
    void shouldBringEachOperationToItsEndHoweverOftenItIsKilled() {
        RoleProcess up = start();
        try {
            up.awaitReady(READY_LIMIT);
            Value.Obj nsr = prepare();
            String type = "instantiate";
            for (int round = 0; round < ROUNDS; round++) {
                String operation = request(type, nsr);
                pass(random.nextInt(LATEST_MS));
                assertThat(up.kill()).as("died of SIGKILL").isTrue();
                up = startAgain();
                up.awaitReady(READY_LIMIT);
                verify(type, nsr, operation, round);
                type = type.equals("instantiate") ? "terminate" : "instantiate";
            }
        } finally {
            up.kill();
        }
    }

    private RoleProcess start() {
        return RoleProcess.start(
                List.of("up", "--data", folder.resolve("data").toString()), DemoWorld.QUICK, folder.resolve("logs"));
    }

    /** Every fourth time it is killed while it starts, too. */
    private RoleProcess startAgain() {
        if (random.nextInt(4) == 0) {
            RoleProcess interrupted = start();
            pass(random.nextInt(LATEST_MS));
            interrupted.kill();
        }
        return start();
    }

    private static void pass(int ms) {
        await().pollDelay(Duration.ofMillis(ms)).timeout(Duration.ofSeconds(30)).until(() -> true);
    }

    private Site site() {
        return Site.in(folder.resolve("data")).orElseThrow();
    }

    private Value.Obj prepare() {
        try (MongoConnection store = site().store()) {
            var catalog = new Catalog(store, Clock.systemUTC());
            Samples.onboard(catalog);
            String vim = Samples.addVim(catalog, "sim").text("_id").orElseThrow();
            return catalog.createNs("under-fire", "sample-ns", vim, Value.Obj.EMPTY);
        }
    }

    private String request(String type, Value.Obj nsr) {
        try (MongoConnection store = site().store();
                OperatorClient operator = site().operator()) {
            return new Catalog(store, Clock.systemUTC()).start(type, nsr, Value.Obj.EMPTY, operator);
        }
    }

    private void verify(String type, Value.Obj nsr, String operation, int round) {
        try (MongoConnection store = site().store()) {
            var catalog = new Catalog(store, Clock.systemUTC());
            var facts = new Facts(
                    store,
                    catalog,
                    SimVims.state(store, nsr.text("datacenter").orElseThrow()),
                    nsr.text("_id").orElseThrow());
            String where = "round " + round + " (" + type + " " + operation + "), seed " + seed;
            try {
                await().atMost(END_LIMIT)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> facts.state(operation).equals("COMPLETED")
                                && facts.record(operation).equals("COMPLETED"));
            } catch (ConditionTimeoutException e) {
                assertThat(facts.state(operation) + ", record " + facts.record(operation))
                        .as(where + "; " + facts.trouble(operation))
                        .isEqualTo("COMPLETED, record COMPLETED");
            }
            if (type.equals("instantiate")) {
                assertThat(facts.madeOnce(operation)).as(where).isEqualTo("each once");
                assertThat(facts.serversActive()).as(where).isEqualTo(facts.serversAsked());
            } else {
                assertThat(facts.ofNs()).as(where).isEmpty();
            }
        }
    }
}
