package org.etsi.osm.lcm.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.etsi.osm.lcm.cli.CommandFailedException;
import org.etsi.osm.lcm.cli.LcmMain;

/** A role in a JVM of its own, so that its death is a real one. It ends with the process that started it. */
final class RoleProcess {
    private static final Duration DEATH_LIMIT = Duration.ofSeconds(10);

    private final String role;
    private final Path log;
    private final Process process;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private RoleProcess(String role, Path log, Process process) {
        this.role = role;
        this.log = log;
        this.process = process;
    }

    /** Starts it; what it logs is appended to a file of its name. */
    static RoleProcess start(List<String> command, Map<String, String> environment, Path logs) {
        String role = command.getFirst();
        Path log = logs.resolve(role + ".log");
        List<String> line = new ArrayList<>(java(Runtime.version().feature()));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), LcmMain.class.getName()));
        line.addAll(command);
        line.add("--end-with-starter");
        var builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("LCM_") || name.startsWith("OSMLCM_"));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(logs);
            var started = new RoleProcess(role, log, builder.start());
            Thread.ofPlatform().daemon().name("read-" + role).start(started::read);
            return started;
        } catch (IOException e) {
            throw CommandFailedException.failed("Expected to start " + role + ", but: " + e.getMessage());
        }
    }

    /** Small and quick to start: several run side by side. */
    private static List<String> java(int version) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms16m",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED"));
        if (version >= 23) {
            line.add("--sun-misc-unsafe-memory-access=allow");
        }
        return line;
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                if (line.startsWith("ready:")) {
                    ready.complete(true);
                }
            }
        } catch (IOException e) {
            // The process is gone; whoever waits is told below.
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IOException("it has ended"));
    }

    void awaitReady(Duration limit) {
        try {
            ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailedException.failed("Expected " + role + " to be ready, but the demo was interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw CommandFailedException.failed("Expected " + role + " to be ready within " + limit.toSeconds()
                    + " s, but it isn't; its log: " + log);
        }
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return log;
    }

    /** SIGKILL: no hook runs, nothing is flushed. True if it died of it. */
    boolean kill() {
        process.destroyForcibly();
        try {
            return process.waitFor(DEATH_LIMIT.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 128 + 9;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** SIGTERM, and SIGKILL if that isn't enough. */
    void end() {
        process.destroy();
        try {
            if (!process.waitFor(DEATH_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
