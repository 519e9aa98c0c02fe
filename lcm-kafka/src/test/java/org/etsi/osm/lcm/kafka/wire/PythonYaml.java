package org.etsi.osm.lcm.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** OSM's own reader of messages, PyYAML, in a Python beside us: what we publish is what it reads. */
public final class PythonYaml {
    private static final long LIMIT_SECONDS = 60;

    private static final String READER = """
        import base64, json, sys, yaml
        for line in sys.stdin:
            try:
                read = yaml.safe_load(base64.b64decode(line).decode("utf-8"))
                print(json.dumps(read, default=lambda other: "not JSON: " + repr(other)))
            except Exception as e:
                print(json.dumps({"unreadable": " ".join(str(e).split())}))
        """;

    /** The second is the distribution's own, which has its package python3-yaml whatever comes first on the path. */
    private static final List<String> COMMANDS = List.of("python3", "/usr/bin/python3");

    private PythonYaml() {}

    /** Whether there is a Python here that has PyYAML. */
    public static boolean present() {
        return COMMANDS.stream().anyMatch(PythonYaml::hasYaml);
    }

    private static boolean hasYaml(String command) {
        try {
            return run(command, "import yaml", "").exit() == 0;
        } catch (UncheckedIOException noPython) {
            return false;
        }
    }

    /** Where a missing Python is a failure: a green run of CI must have asked it. */
    public static boolean required() {
        return "true".equals(System.getenv("CI"));
    }

    /** PyYAML reads the same in each of these as a reader of JSON. */
    public static void verifyReadsTheSame(List<byte[]> values) {
        var input = new StringBuilder();
        values.forEach(
                value -> input.append(Base64.getEncoder().encodeToString(value)).append('\n'));
        Ran ran = python(READER, input.toString());
        assertThat(ran.exit()).as(ran.output()).isZero();
        List<String> read = ran.output().lines().toList();
        assertThat(read).hasSameSizeAs(values);
        for (int i = 0; i < read.size(); i++) {
            byte[] said = values.get(i);
            assertThat(Json.read(read.get(i)))
                    .as(() -> "what PyYAML reads in " + new String(said, StandardCharsets.UTF_8))
                    .isEqualTo(Json.read(said));
        }
    }

    private record Ran(int exit, String output) {}

    private static Ran python(String program, String input) {
        String command =
                COMMANDS.stream().filter(PythonYaml::hasYaml).findFirst().orElse(COMMANDS.getFirst());
        return run(command, program, input);
    }

    private static Ran run(String command, String program, String input) {
        try {
            Path in = Files.createTempFile("python", ".in");
            Path out = Files.createTempFile("python", ".out");
            try {
                Files.writeString(in, input);
                var process = new ProcessBuilder(List.of(command, "-c", program))
                        .redirectInput(in.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return new Ran(-1, "Expected python3 to end within " + LIMIT_SECONDS + " s, but it runs on");
                }
                return new Ran(process.exitValue(), Files.readString(out));
            } finally {
                Files.delete(in);
                Files.delete(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected python3 to end, but this thread was interrupted", e);
        }
    }
}
