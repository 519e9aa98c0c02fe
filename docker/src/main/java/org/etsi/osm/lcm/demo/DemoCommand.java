package org.etsi.osm.lcm.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.etsi.osm.lcm.cli.CommandFailedException;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the main job from its first message to the last resource at the VIM, deaths included. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Show the main job in two minutes, with nothing else installed: instantiate, terminate, survive"
            + " SIGKILL, roll back, retry. With --control: pause, step, edit, do by hand, roll back in part, verify,"
            + " repair.",
        footer = {
            "%nExamples:",
            "  lcm demo",
            "  lcm demo --control",
            "  lcm demo --json | tail -n 1",
            "%nExit codes: 0 every step is ok, 1 one isn't, 2 wrong usage."
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--json", description = "print plain lines, and last one object with every step")
    private boolean json;

    @Option(names = "--control", description = "show an operator's hand on a single operation instead")
    private boolean control;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "keep data and logs here (default: a temporary folder, removed if all is ok)")
    private @Nullable Path data;

    @Spec
    private CommandSpec spec;

    /** For picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() {
        long started = System.nanoTime();
        Path folder = folder();
        PrintWriter out = spec.commandLine().getOut();
        View view = !json && Boolean.getBoolean("lcm.terminal") ? new LiveView(out) : new PlainView(out);
        List<Step> steps;
        try (var world = new DemoWorld(folder)) {
            var close = new Thread(world::close, "demo-shutdown");
            Runtime.getRuntime().addShutdownHook(close);
            steps = control ? ControlStory.play(world, view) : Story.play(world, view);
            Runtime.getRuntime().removeShutdownHook(close);
        } catch (RuntimeException e) {
            view.say("logs: " + folder.resolve("logs"));
            throw e;
        }
        boolean isOk = steps.stream().allMatch(Step::ok);
        view.say((isOk ? "Every step is ok" : "Not every step is ok; logs: " + folder.resolve("logs"))
                + ", after %.0f s".formatted((System.nanoTime() - started) / 1e9));
        if (isOk && data == null) {
            remove(folder);
        }
        if (json) {
            out.println(Json.text(Value.Obj.EMPTY.with(
                    "steps", Value.list(steps.stream().map(Step::json).toList()))));
            out.flush();
        }
        return isOk ? 0 : 1;
    }

    private Path folder() {
        Path given = data;
        try {
            if (given == null) {
                return Files.createTempDirectory("lcm-demo-");
            }
            return Files.createDirectories(given.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw CommandFailedException.failed("Expected a folder for the demo's data, but: " + e.getMessage());
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It is a temporary folder: whoever cleans those up gets it.
            return;
        }
    }
}
