package org.etsi.osm.lcm.model;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tlc2.TLC;

/**
 * TLC, the model checker, in a JVM of its own: it keeps its state in static fields, and leaves files where it runs.
 * Each run has a folder of its own below {@code target/model}, and ends or is ended in time.
 */
final class Tlc {
    /** Many times what a run takes on a busy machine. */
    private static final long LIMIT_S = 300;

    /** For bounds that are too large for a build. */
    static final long HOURS_S = 3 * 3600L;

    private static final Path MODEL = Path.of("..", "docs", "model");
    private static final Path FOLDER = Path.of("target", "model");

    private static final Pattern STATES = Pattern.compile("(?m)^(\\d+) states generated, (\\d+) distinct states found");
    private static final Pattern DEPTH = Pattern.compile("depth of the complete state graph search is (\\d+)");
    private static final Pattern INVARIANT = Pattern.compile("Invariant (\\w+) is violated");

    private Tlc() {}

    /**
     * What a run said.
     *
     * @param violated the property that doesn't hold; nothing if all do, or if the run broke down
     */
    record Result(String output, long states, long distinct, long depth, long millis, Optional<String> violated) {
        boolean holds() {
            return output.contains("Model checking completed. No error has been found.");
        }
    }

    static String bounds(String name) throws IOException {
        return Files.readString(MODEL.resolve(name + ".cfg"));
    }

    /** Checks the model within bounds, which are the text of a configuration. */
    static Result run(String name, String bounds) throws IOException, InterruptedException {
        return run(name, bounds, LIMIT_S);
    }

    static Result run(String name, String bounds, long limitS) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(FOLDER.resolve(name).toAbsolutePath());
        // It unpacks the standard modules there, which is no place to share.
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Path output = folder.resolve("output.txt");
        Files.writeString(folder.resolve("Lifecycle.tla"), Files.readString(MODEL.resolve("Lifecycle.tla")));
        Files.writeString(folder.resolve("Lifecycle.cfg"), bounds);
        long begunNs = System.nanoTime();
        Process process = new ProcessBuilder(command(temporary))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(limitS, SECONDS)) {
                throw new IllegalStateException(
                        "Expected TLC to end within " + limitS + " s, but it didn't: " + output);
            }
        } finally {
            process.destroyForcibly();
        }
        long millis = NANOSECONDS.toMillis(System.nanoTime() - begunNs);
        return result(Files.readString(output), bounds, millis);
    }

    private static List<String> command(Path temporary) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-XX:+UseParallelGC",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                jar().toString(),
                TLC.class.getName(),
                "-nowarning",
                "-workers",
                "2",
                "-metadir",
                temporary.toString(),
                "Lifecycle.tla");
    }

    private static Path jar() {
        try {
            return Path.of(TLC.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Expected TLC in a file, but found it elsewhere", e);
        }
    }

    private static Result result(String output, String bounds, long millis) {
        return new Result(
                output,
                number(STATES, 1, output),
                number(STATES, 2, output),
                number(DEPTH, 1, output),
                millis,
                violated(output, bounds));
    }

    private static Optional<String> violated(String output, String bounds) {
        // TLC doesn't name it; there is one in each configuration that has any.
        return output.contains("Temporal properties were violated")
                ? Bounds.of(bounds).properties().stream().findFirst()
                : INVARIANT
                        .matcher(output)
                        .results()
                        .map(match -> match.group(1))
                        .findFirst();
    }

    private static long number(Pattern pattern, int group, String output) {
        return pattern.matcher(output)
                .results()
                .mapToLong(match -> Long.parseLong(match.group(group)))
                .reduce(0, (earlier, later) -> later);
    }
}
