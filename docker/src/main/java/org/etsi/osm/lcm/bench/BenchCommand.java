package org.etsi.osm.lcm.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lcm bench}: what the engine costs beside a loop without one. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the engine beside a bare loop that does the same I/O without one: chains of no-op tasks,"
                    + " through a real broker and a MongoDB.",
            "The last line is one JSON object; times depend on the machine, ratios and counts little or not at all."
        },
        footer = {
            "",
            "Examples:",
            "  lcm bench",
            "  lcm bench --json --operations 1,50,200",
            "  lcm bench --mongo 'mongodb://db.example.net:27017/?replicaSet=rs0'",
            "",
            "Exit codes: 0 measured, 1 failed, 2 wrong usage."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int WARM_UP = 200;
    private static final int SINGLE_ROUNDS = 31;
    private static final int MANY_ROUNDS = 5;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "print the JSON object alone")
    private boolean json;

    @Option(names = "--mongo", paramLabel = "URI", description = "a MongoDB to use; the embedded one if not given")
    private @Nullable String mongo;

    @Option(
            names = "--operations",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,200",
            description = "operations at once, one measurement for each number (default: ${DEFAULT-VALUE})")
    private List<Integer> operations;

    @Option(
            names = "--tasks",
            paramLabel = "N",
            defaultValue = "10",
            description = "tasks of each operation (default: ${DEFAULT-VALUE})")
    private int tasks;

    @Option(names = "--no-idle", description = "leave out the start and the memory of the roles")
    private boolean skipsIdle;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Consumer<String> say = json ? line -> {} : out::println;
        var settings = new BenchSettings(mongo, operations, tasks, WARM_UP, SINGLE_ROUNDS, MANY_ROUNDS);
        Path folder = Bench.folder();
        try {
            Value.Obj figures = measure(settings, say, folder);
            if (!skipsIdle) {
                figures = withIdle(figures, say, folder);
            }
            out.println(Json.text(figures));
            out.flush();
        } finally {
            remove(folder);
        }
        return 0;
    }

    private static Value.Obj measure(BenchSettings settings, Consumer<String> say, Path folder) {
        try (var bench = Bench.open(settings, say, folder)) {
            return bench.run().toValue();
        }
    }

    private static Value.Obj withIdle(Value.Obj figures, Consumer<String> say, Path folder) {
        Value.Obj all = figures;
        for (var idle : IdleProbe.measure(folder.resolve("idle")).fields().entrySet()) {
            say.accept("Idle: " + idle.getKey() + " " + Json.text(idle.getValue()));
            all = all.with(idle.getKey(), idle.getValue());
        }
        return all;
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to remove " + folder + ", but it is still there", e);
        }
    }
}
