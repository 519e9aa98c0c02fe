package org.etsi.osm.lcm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.etsi.osm.lcm.kafka.wire.WideRequest;
import org.etsi.osm.lcm.kafka.wire.WireException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A dry run: what a planner would make of a request. */
@Command(
        name = "plan",
        description = "Show what would be done for a request, or for an operation that NBI has stored: the tasks, their"
                + " order and what each would ask. Nothing is done.",
        footer = {
            "%nExamples:",
            "  lcm plan request.json",
            "  lcm plan --operation 00000001-0000-4000-8000-000000000001 --json",
            "%nA request is a map such as",
            "  {\"nsInstanceId\": \"…\", \"type\": \"instantiate\", \"operationParams\": {\"vimAccountId\": \"…\"}};",
            "a message or record of NBI's will do as well.",
            ExitCode.HELP
        })
final class PlanCommand extends WideCommand {
    /** What is planned: one of them. */
    static final class Subject {
        @Parameters(arity = "0..1", paramLabel = "REQUEST", description = "a file with the request, as JSON or YAML")
        private @Nullable Path file;

        @Option(names = "--operation", paramLabel = "ID", description = "an operation that NBI has stored")
        private @Nullable String operation;

        Subject() {}
    }

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    PlanCommand() {}

    @Override
    WideRequest request(String id, String actor) {
        if (subject.operation != null) {
            String operation = Given.operation(subject.operation).value();
            return new WideRequest.DryRun(id, actor, Optional.of(operation), Value.Obj.EMPTY);
        }
        return new WideRequest.DryRun(id, actor, Optional.empty(), read(subject.file));
    }

    private static Value.Obj read(@Nullable Path file) {
        if (file == null) {
            throw CommandFailedException.usage("Expected a file with a request, or --operation, but found neither");
        }
        try {
            if (OsmYaml.read(Files.readAllBytes(file)) instanceof Value.Obj request) {
                Optional<Value> type = request.field("type").or(() -> request.field("lcmOperationType"));
                return type.map(found -> request.with("type", found)).orElse(request);
            }
            throw CommandFailedException.usage("Expected a map in " + file + ", but found something else");
        } catch (IOException | WireException e) {
            throw CommandFailedException.usage("Expected a request in " + file + ", but: " + e.getMessage());
        }
    }

    @Override
    void print(ReadAnswer answer, Output to) {
        Value.Obj plan = answer.detail();
        to.line(plan.text("type").orElse("") + " of NS "
                + plan.text("nsInstanceId").orElse("") + " would take "
                + plan.text("taskCount").orElse("0") + " tasks; nothing was done");
        List<List<String>> rows = new ArrayList<>();
        for (Value task : plan.items("tasks")) {
            rows.add(Output.row(
                    task.text("step").orElse(""),
                    task.text("id").orElse(""),
                    task.text("type").orElse(""),
                    task.text("label").orElse(""),
                    String.join(
                            ",",
                            task.items("dependsOn").stream()
                                    .map(on -> on.asText().orElse(""))
                                    .toList()),
                    task.text("reversibility").orElse("")));
        }
        to.table(List.of("STEP", "TASK", "TYPE", "LABEL", "AFTER", "REVERSIBILITY"), rows);
        plan.text("omitted").ifPresent(omitted -> to.line("not shown: " + omitted));
    }
}
