package org.etsi.osm.lcm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.etsi.osm.lcm.cli.LcmMain;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user runs it: a process of its own, judged by its exit code and its last line. */
class DemoIT {
    private static final int LIMIT_SECONDS = 240;

    @TempDir
    private Path folder;

    @Test
    @Timeout(LIMIT_SECONDS + 30)
    void shouldEndWithEveryStepOk() throws Exception {
        Path out = folder.resolve("out");
        Process demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LcmMain.class.getName(),
                        "demo",
                        "--json",
                        "--data",
                        folder.resolve("data").toString())
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        try {
            assertThat(demo.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("ended in time: %s", text(out))
                    .isTrue();

            List<String> lines = Files.readAllLines(out);
            Value.Obj last = Json.readObject(lines.getLast().getBytes(StandardCharsets.UTF_8));
            assertThat(last.items("steps"))
                    .as("%s%n%s", text(out), text(folder.resolve("err")))
                    .hasSize(7)
                    .allMatch(step -> step.text("ok").orElse("").equals("true"))
                    .allMatch(step -> step.text("expected").equals(step.text("observed")));
            assertThat(demo.exitValue()).isZero();
        } finally {
            demo.destroyForcibly();
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file);
    }
}
