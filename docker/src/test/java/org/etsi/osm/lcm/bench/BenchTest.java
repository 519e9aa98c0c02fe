package org.etsi.osm.lcm.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task and an operation may cost, counted on real clients. Times are printed only: they are the machine's. */
class BenchTest {

    @Test
    void shouldCostOneWriteAndTwoMessagesPerTask(@TempDir Path folder) {
        var settings = new BenchSettings(null, List.of(1, 20), 10, 8, 3, 2);

        Consumer<String> print = System.out::println;
        try (var bench = Bench.open(settings, print, folder)) {
            BenchResult result = bench.run();
            System.out.println(Json.text(result.toValue()));

            assertThat(result.mongoWritesPerTask()).isLessThanOrEqualTo(1.0);
            assertThat(result.mongoWritesPerOperation()).isLessThanOrEqualTo(4.0);
            assertThat(result.kafkaMessagesPerTask()).isEqualTo(2.0);
            assertThat(result.ledgerWritesPerTask()).isLessThanOrEqualTo(1.0);
        }
    }
}
