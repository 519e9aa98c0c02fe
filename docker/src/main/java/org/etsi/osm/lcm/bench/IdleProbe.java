package org.etsi.osm.lcm.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.etsi.osm.lcm.core.model.Value;

/**
 * Starts {@code lcm up}, and {@code lcm service} beside it, as children with this process's own Java options, and looks
 * how soon they are ready and how much memory they hold while nothing happens. Both are ended.
 */
final class IdleProbe {
    private static final long READY_LIMIT_S = 60;
    private static final long SETTLE_MS = 5_000;
    private static final Pattern SITE = Pattern.compile("ready: Kafka (\\S+), MongoDB (\\S+), data in .*");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Map<String, Long> residentMb = new TreeMap<>();
    private final Map<String, Long> readyMs = new TreeMap<>();

    private IdleProbe() {}

    /**
     * Measures both.
     *
     * @param folder for the data of {@code up}; its own
     * @return {@code residentMb} and {@code readyMs}, each by command
     */
    static Value.Obj measure(Path folder) {
        var probe = new IdleProbe();
        probe.run(folder);
        return Value.Obj.EMPTY.with("residentMb", value(probe.residentMb)).with("readyMs", value(probe.readyMs));
    }

    private static Value value(Map<String, Long> numbers) {
        var value = Value.Obj.EMPTY;
        for (var number : numbers.entrySet()) {
            value = value.with(number.getKey(), number.getValue());
        }
        return value;
    }

    private void run(Path folder) {
        Process up = start(folder.resolve("up.log"), Map.of(), "up", "--data", folder.toString());
        try {
            Matcher site = SITE.matcher(awaitReady("up", up));
            settle(up);
            residentMb.put("up", residentMb(up));
            if (!site.matches()) {
                throw new IllegalStateException("Expected 'up' to tell where its Kafka and MongoDB are: not measured");
            }
            var environment = Map.of("LCM_KAFKA_BOOTSTRAP", site.group(1), "LCM_MONGO_URI", site.group(2));
            Process service = start(folder.resolve("service.log"), environment, "service");
            try {
                awaitReady("service", service);
                settle(service);
                residentMb.put("service", residentMb(service));
            } finally {
                end(service);
            }
        } finally {
            end(up);
        }
    }

    private static Process start(Path log, Map<String, String> environment, String... command) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.etsi.osm.lcm.cli.LcmMain"));
        line.addAll(List.of(command));
        line.add("--end-with-starter");
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var builder = new ProcessBuilder(line).redirectError(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("LCM_") || name.startsWith("OSMLCM_"));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to start '" + command[0] + "', but it failed", e);
        }
    }

    /** The line that says so; the time counts from now, when the process has just been started. */
    private String awaitReady(String name, Process process) {
        long began = System.nanoTime();
        var ready = new CompletableFuture<String>();
        Thread.ofPlatform().daemon().name("read-" + name).start(() -> {
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                out.lines().filter(line -> line.startsWith("ready:")).forEach(ready::complete);
                ready.completeExceptionally(new IOException("it has ended"));
            } catch (IOException | UncheckedIOException e) {
                ready.completeExceptionally(e);
            }
        });
        try {
            String line = ready.get(READY_LIMIT_S, TimeUnit.SECONDS);
            readyMs.put(name, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected '" + name + "' to be ready, but the bench was interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "Expected '" + name + "' to be ready within " + READY_LIMIT_S + " s, but it isn't: not measured",
                    e);
        }
    }

    /** What was only needed for the start may go. */
    private static void settle(Process process) {
        try {
            if (process.waitFor(SETTLE_MS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Expected an idle process to stay, but it ended: not measured");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long residentMb(Process process) {
        try {
            Matcher found = RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
            return found.find() ? Long.parseLong(found.group(1)) / 1_024 : -1;
        } catch (IOException e) {
            // Only Linux tells; elsewhere there is no figure.
            return -1;
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(SETTLE_MS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
