package org.etsi.osm.lcm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.engine.EngineSettings;
import org.etsi.osm.lcm.core.engine.Replay;
import org.etsi.osm.lcm.core.model.EventValues;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.client.OperationExport;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec.Decision;
import org.etsi.osm.lcm.kafka.wire.WireException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides an exported operation again, step by step, with nothing but the file. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Decide an exported operation again, step by step, and compare with what was recorded; no Kafka, no"
                    + " MongoDB.",
            "Ends with exit code 1 at the first difference, and says what was recorded and what came out."
        },
        footer = {"%nExamples:", "  lcm op replay op.json", "  lcm op replay op.json --until 42 --json", ExitCode.HELP})
final class OpReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "what 'lcm op export' wrote")
    private Path file = Path.of("");

    @Option(names = "--until", paramLabel = "REVISION", description = "stop before what leads beyond this revision")
    private @Nullable Long until;

    @Mixin
    private Output output = new Output();

    OpReplayCommand() {}

    @Override
    public Integer call() {
        OperationExport export = read(file);
        var replay = new Replay(engine(export.settings()), recording(export));
        var steps = new ArrayList<Value>();
        @Nullable String difference = null;
        int made = 0;
        for (Decision decision : export.journal().decisions()) {
            boolean isBeyond = until != null && decision.decided().revision() > until;
            if (isBeyond || !replay.hasNext()) {
                break;
            }
            Replay.Step step = replay.next();
            made++;
            difference = step.difference();
            if (output.isJson()) {
                steps.add(json(step));
            } else {
                print(step);
            }
        }
        boolean isWhole = made == export.journal().decisions().size();
        if (difference == null && isWhole) {
            difference = contradiction(replay.operation(), export);
        }
        conclude(replay.operation(), steps, made, difference);
        return difference == null ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static OperationExport read(Path file) {
        try {
            return OperationExport.fromValue(Json.read(Files.readString(file)));
        } catch (IOException e) {
            throw CommandFailedException.failed("Expected to read " + file + ", but: " + e);
        } catch (WireException e) {
            throw CommandFailedException.failed("Expected an export in " + file + ", but: " + e.getMessage());
        }
    }

    static Replay.Recording recording(OperationExport export) {
        return new Replay.Recording(
                export.request(),
                export.plans(),
                export.journal().decisions().stream().map(Decision::decided).toList(),
                export.journal().moves());
    }

    /** With the settings of then; what is accepted was accepted then, so nothing is checked anew. */
    static Engine engine(Value.Obj settings) {
        EngineSettings base = EngineSettings.DEFAULT;
        return new Engine(new EngineSettings(
                number(settings, "maxTasks", base.maxTasks()),
                number(settings, "maxInFlight", base.maxInFlight()),
                base.abortLimit(),
                base.outputLimit(),
                base.parameterLimit(),
                base.documentLimit(),
                settings.text("supersede").map(Boolean::parseBoolean).orElse(base.supersede())));
    }

    private static int number(Value.Obj settings, String name, int otherwise) {
        return settings.field(name).orElse(Value.of(otherwise)) instanceof Value.Int(long number)
                ? (int) number
                : otherwise;
    }

    /** What differs between where the whole journal leads and what was stored when it was exported. */
    static @Nullable String contradiction(@Nullable Operation replayed, OperationExport export) {
        long stored = export.snapshot().field("revision").orElse(Value.of(0)) instanceof Value.Int(long r) ? r : 0;
        if (replayed == null) {
            return "Expected decisions in the export, but there are none";
        }
        if (replayed.revision() > stored) {
            // It went on while it was exported: each step was compared with its own transitions.
            return null;
        }
        // That its end was told is written once more, and so is that it was parked; neither is a decision.
        boolean isParked =
                export.snapshot().text("parked").filter("true"::equals).isPresent();
        if (stored - replayed.revision() > (isParked || replayed.state().isTerminal() ? 1 : 0)) {
            return "Expected the journal to lead to revision " + stored + ", as stored, but it ends with "
                    + replayed.revision() + ": revisions " + (replayed.revision() + 1) + " to " + stored
                    + " are missing from the journal";
        }
        Value.Obj cameOut =
                OpExportCommand.snapshot(replayed).with("revision", stored).with("parked", isParked);
        var differing = new ArrayList<String>();
        differing("", export.snapshot(), cameOut, differing);
        return differing.isEmpty()
                ? null
                : "Expected what is stored, but what came out differs: " + String.join("; ", differing);
    }

    private static void differing(String path, Value.Obj stored, Value.Obj cameOut, List<String> into) {
        stored.fields().forEach((name, value) -> {
            Value other = Objects.requireNonNullElse(cameOut.fields().get(name), new Value.Nil());
            if (value instanceof Value.Obj inner && other instanceof Value.Obj otherInner) {
                differing(path + "/" + name, inner, otherInner, into);
            } else if (!value.equals(other)) {
                into.add(path + "/" + name + " is stored as " + Json.text(value) + ", came out as " + Json.text(other));
            }
        });
    }

    private void print(Replay.Step step) {
        var decided = step.decided();
        output.line(
                "r" + decided.firstRevision() + ".." + decided.revision() + "  " + HistoryView.text(decided.event()));
        step.moves().forEach(move -> output.line("    " + move));
    }

    private static Value.Obj json(Replay.Step step) {
        var decided = step.decided();
        Value.Obj json = Value.Obj.EMPTY
                .with("firstRevision", decided.firstRevision())
                .with("revision", decided.revision())
                .with("event", EventValues.toValue(step.event()))
                .with("moves", Value.list(step.moves().stream().map(Value::of).toList()));
        return step.difference() == null ? json : json.with("difference", step.difference());
    }

    private void conclude(@Nullable Operation end, List<Value> steps, int made, @Nullable String difference) {
        String state = end == null ? "" : end.state() + ", control " + end.control() + ", revision " + end.revision();
        if (output.isJson()) {
            Value.Obj json = Value.Obj.EMPTY
                    .with("equal", difference == null)
                    .with("decisions", made)
                    .with("steps", Value.list(steps));
            if (end != null) {
                json = json.with("snapshot", OpExportCommand.snapshot(end));
            }
            output.json(difference == null ? json : json.with("difference", difference));
        } else if (difference == null) {
            output.line("equal: " + made + " decisions lead to " + state);
        } else {
            output.line("different after " + made + " decisions: " + difference);
        }
    }
}
