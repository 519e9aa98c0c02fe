package org.etsi.osm.lcm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.etsi.osm.lcm.cli.LcmMain;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;

/** A demo as a user runs it: a process of its own, judged by its exit code and its last line. */
final class DemoRun {
    static final int LIMIT_SECONDS = 240;

    private DemoRun() {}

    static void verify(Path folder, int steps, String... options) throws Exception {
        Path out = folder.resolve("out");
        var line = new ArrayList<String>(List.of(
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
                folder.resolve("data").toString()));
        line.addAll(List.of(options));
        Process demo = new ProcessBuilder(line)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        try {
            assertThat(demo.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("ended in time: %s", Files.readString(out))
                    .isTrue();

            List<String> lines = Files.readAllLines(out);
            Value.Obj last = Json.readObject(lines.getLast().getBytes(StandardCharsets.UTF_8));
            assertThat(last.items("steps"))
                    .as("%s%n%s", Files.readString(out), Files.readString(folder.resolve("err")))
                    .hasSize(steps)
                    .allMatch(step -> step.text("ok").orElse("").equals("true"))
                    .allMatch(step -> step.text("expected").equals(step.text("observed")));
            assertThat(demo.exitValue()).isZero();
        } finally {
            demo.destroyForcibly();
        }
    }
}
