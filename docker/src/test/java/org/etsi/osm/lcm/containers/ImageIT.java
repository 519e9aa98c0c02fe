package org.etsi.osm.lcm.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;

/** Our image is whole: it answers, as nobody in particular, and says what it is. */
@Containers
class ImageIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void tellsItsVersion() {
        assertThat(said("--version")).startsWith("lcm ").doesNotContain("unpackaged");
    }

    @Test
    void knowsEveryRole() {
        assertThat(said("--help")).contains("service", "ro-adapter", "n2vc-adapter", "up");
    }

    @Test
    void takesItsSettingsFromTheEnvironment() {
        try (var container = lcm("ro-adapter", "--print").withEnv("LCM_KAFKA_BOOTSTRAP", "kafka:9092")) {
            container.start();
            assertThat(container.getLogs()).contains("kafka:9092");
        }
    }

    @Test
    void doesNotRunAsRoot() {
        try (var container = lcm("--version")) {
            container.start();
            assertThat(container.getContainerInfo().getConfig().getUser()).isEqualTo("10001:10001");
        }
    }

    private static String said(String command) {
        try (var container = lcm(command)) {
            container.start();
            return container.getLogs();
        }
    }

    private static GenericContainer<?> lcm(String... command) {
        return new GenericContainer<>(Images.lcm())
                .withCommand(command)
                .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(LIMIT));
    }
}
