package org.etsi.osm.lcm.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Path DOC = Path.of("../docs/settings.md");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shouldTakeOurVariableThenOsmsThenTheFileThenTheDefault() throws IOException {
        Path file = folder.resolve("lcm.yaml");
        Files.writeString(file, "kafka: {group: from-file, bootstrap: 'file:1'}\nmongo.database: filed\n");
        Settings settings = new SettingsReader()
                .file(file)
                .environment(Map.of(
                        "LCM_KAFKA_GROUP", "ours",
                        "OSMLCM_MESSAGE_HOST", "kafka",
                        "OSMLCM_MESSAGE_PORT", "9094",
                        "OSMLCM_TIMEOUT_NS_DEPLOY", "60",
                        "LCM_KAFKA_FURTHER_SASL_JAAS_CONFIG", "hunter2"))
                .read();

        assertThat(settings.text("kafka.group")).isEqualTo("ours");
        assertThat(settings.text("kafka.bootstrap")).isEqualTo("kafka:9094");
        assertThat(settings.text("mongo.database")).isEqualTo("filed");
        assertThat(settings.span("timeout.instantiate")).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.span("timeout.terminate")).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.kafkaFurther()).containsEntry("sasl.jaas.config", "hunter2");
        assertThat(settings.toString()).doesNotContain("hunter2").contains("OSMLCM_MESSAGE_HOST");
    }

    @Test
    void shouldReadProperties() throws IOException {
        Path file = folder.resolve("lcm.properties");
        Files.writeString(file, "kafka.inbox-partitions=3\n");

        assertThat(new SettingsReader().file(file).read().count("kafka.inbox-partitions"))
                .isEqualTo(3);
    }

    @Test
    void shouldTellAllProblemsAtOnceAndNoSecret() throws IOException {
        Path file = folder.resolve("lcm.yaml");
        Files.writeString(file, "kafka: {grupp: x, inbox-partitions: many}\ntimeout: {terminate: soon}\n");

        var problems = Objects.requireNonNull(catchThrowableOfType(
                        SettingsException.class,
                        () -> new SettingsReader()
                                .file(file)
                                .environment(Map.of(
                                        "LCM_MONGO_URI", "root:hunter2@nowhere", "LCM_ON_FAILURE_ACTION", "PANIC"))
                                .read()))
                .problems();

        assertThat(problems).hasSize(5).allSatisfy(p -> assertThat(p).startsWith("Expected"));
        assertThat(problems.toString())
                .contains("kafka.grupp", "inbox-partitions", "timeout.terminate", "on-failure.action", "mongo.uri")
                .doesNotContain("hunter2");
    }

    @Test
    void shouldRefuseALeaseThatNoCallFitsInto() {
        var exception = Objects.requireNonNull(catchThrowableOfType(
                SettingsException.class,
                () -> new SettingsReader()
                        .environment(Map.of("LCM_ADAPTER_CALL_LIMIT", "20s"))
                        .read()));

        assertThat(exception.problems()).hasSize(1);
    }

    @Test
    void shouldHideCredentialsInUris() {
        assertThat(Settings.withoutCredentials("mongodb://root:p@ss@db1,db2/osm?authSource=admin&password=x"))
                .isEqualTo("mongodb://***@db1,db2/osm?authSource=admin&password=***");
        assertThat(Settings.defaults()
                        .with("mongo.uri", "mongodb://u:secret1@h")
                        .table())
                .doesNotContain("secret1");
    }

    @Test
    void shouldBeDocumented() throws IOException {
        if (System.getProperty("regenerate") != null) {
            Files.writeString(DOC, SettingsDoc.markdown());
        }

        assertThat(Files.readString(DOC)).isEqualTo(SettingsDoc.markdown());
    }
}
