package org.etsi.osm.lcm.kafka.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PingsTest {
    @TempDir
    private Path folder;

    private final FakeAdminBus bus = new FakeAdminBus();
    private final Counters counters = new Counters();
    private long nowMs;

    /** Loses messages on demand. */
    private static final class FakeAdminBus implements AdminBus {
        private final List<Heard> waiting = new ArrayList<>();
        private final List<String> published = new ArrayList<>();
        private boolean isDeaf;
        private boolean isAway;

        @Override
        public List<Heard> poll() {
            if (isAway) {
                throw new BusUnavailableException("away");
            }
            var heard = List.copyOf(waiting);
            waiting.clear();
            return heard;
        }

        @Override
        public void publish(String key, Value value) {
            String text = new String(Json.write(value), StandardCharsets.UTF_8);
            published.add(text);
            if (!isDeaf) {
                waiting.add(new Heard(key, text));
            }
        }

        @Override
        public void close() {}
    }

    private Pings pings(String in) {
        return new Pings(bus, "a5adf5972b63", "0.1.0", HealthFile.in(in), counters);
    }

    private void turns(Pings pings, int seconds) {
        for (int i = 0; i < seconds; i++) {
            pings.turn(new Moment(nowMs, 1_760_000_000_000L + nowMs));
            nowMs += 1_000;
        }
    }

    @Test
    void shouldPingOftenUntilAPingCameBackAndSeldomAfterwards() {
        bus.isDeaf = true;
        Pings pings = pings("");
        turns(pings, 11);
        assertThat(bus.published).hasSize(3);

        bus.isDeaf = false;
        turns(pings, 5);
        assertThat(bus.published).hasSize(4);
        turns(pings, 115);
        assertThat(bus.published).hasSize(4);
        turns(pings, 10);

        assertThat(bus.published)
                .hasSize(5)
                .containsOnly("{\"from\":\"lcm\",\"to\":\"lcm\",\"version\":\"0.1.0\",\"worker_id\":\"a5adf5972b63\"}");
        assertThat(counters.get("admin.pongs")).isEqualTo(2);
    }

    @Test
    void shouldWriteTheHealthFileOnItsOwnPingOnly() throws IOException {
        bus.isDeaf = true;
        Pings pings = pings(folder.resolve("new").toString());
        bus.waiting.add(new AdminBus.Heard("ping", "{from: lcm, to: lcm, version: 19.0.0, worker_id: another}"));
        bus.waiting.add(new AdminBus.Heard("ping", "{to: lcm, worker_id: [never closed"));
        bus.waiting.add(new AdminBus.Heard("echo", "dummy message\n...\n"));
        bus.waiting.add(new AdminBus.Heard("revoke_token", "{_id: x}"));
        bus.waiting.add(new AdminBus.Heard("exit", "x"));
        bus.waiting.add(new AdminBus.Heard(null, ""));
        turns(pings, 1);
        assertThat(folder.resolve("new")).doesNotExist();

        bus.waiting.add(new AdminBus.Heard("ping", "{from: lcm, to: lcm, version: 1, worker_id: a5adf5972b63}"));
        turns(pings, 1);

        assertThat(Files.readString(folder.resolve("new/time_last_ping"))).isEqualTo("1760000001.000");
        try (var files = Files.list(folder.resolve("new"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void shouldOutliveTheBrokersAndAFolderThatCantBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Pings pings = pings(file.toString());
        bus.isAway = true;
        turns(pings, 3);
        bus.isAway = false;
        turns(pings, 2);

        assertThat(counters.get("admin.pongs")).isEqualTo(1);
    }
}
