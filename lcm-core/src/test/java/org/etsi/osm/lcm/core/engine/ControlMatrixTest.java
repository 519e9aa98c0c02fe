package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/control.md} what the engine does: each cell is what the real {@code decide} makes of the verb in a
 * state that it reaches. {@code -Dregenerate} writes it anew.
 */
class ControlMatrixTest {
    private static final Path PAGE = Path.of("..", "docs", "control.md");
    private static final Moment NOW = new Moment(1_000, 1_700_000_001_000L);
    private static final TaskId TASK = TaskId.at(0);

    private final Engine engine = new Engine(EngineSettings.DEFAULT);
    private final Plan plan = Plans.each(Plans.wide(2), task -> Plans.retried(task, 2));
    private final List<String> notes = new ArrayList<>();

    @Test
    void shouldShowEveryVerbInEveryState() throws IOException {
        String page = page(Situations.reached(plan));
        if (System.getProperty("regenerate") != null) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("Expected %s as the engine has it; run this test with -Dregenerate", PAGE)
                .content()
                .isEqualTo(page);
    }

    private String page(Map<String, Map<TaskState, Operation>> met) {
        String ofOperations = operations(met);
        String ofTasks = tasks(met);
        String cancels = cancels(met);
        return """
            # Control

            Generated from the engine by `ControlMatrixTest`; don't edit it by hand. Every verb gets an effect or a
            rejection in every state. A cell is the state that the verb leads to at once, with the control beside it where
            that isn't RUN, or the number of the reason why it is rejected. *looks* and *tells* change nothing. What a verb
            does in words: `./lcm VERB --help`; what it would touch now: `./lcm verbs OP [TASK]`.

            The columns:

            %s

            ## Verbs on an operation

            %s
            ## Verbs on a task

            One table for each verb; a row for each state of the task, empty where the task can't be in that state there.

            %s
            ## Cancel, as SOL005 has it

            %s
            ## Why a verb is rejected

            %s
            """.formatted(
                        Situations.COLUMNS.entrySet().stream()
                                .map(column -> "- *" + column.getKey() + "*: " + column.getValue())
                                .collect(Collectors.joining("\n")),
                        ofOperations,
                        ofTasks,
                        cancels,
                        java.util.stream.IntStream.range(0, notes.size())
                                .mapToObj(i -> (i + 1) + ". " + notes.get(i))
                                .collect(Collectors.joining("\n")));
    }

    private String operations(Map<String, Map<TaskState, Operation>> met) {
        var rows = new StringBuilder(head("verb"));
        for (Verb verb : Verb.values()) {
            if (verb.isOfOperations()) {
                rows.append(row(
                        word(verb),
                        column -> typical(column, met.getOrDefault(column, Map.of())),
                        operation -> cell(operation, null, verb)));
            }
        }
        return rows.toString();
    }

    /** A snapshot that shows what the column is about: something failed, something is in flight. */
    private static @Nullable Operation typical(String column, Map<TaskState, Operation> all) {
        var wanted = switch (column) {
            case "FAILED_TEMP", "draining" -> TaskState.FAILED;
            case "undoing", "undo paused", "undo ending" -> TaskState.UNDOING;
            case "running", "stepping", "cancelling", "parked" -> TaskState.RUNNING;
            case "over" -> TaskState.DONE;
            default -> TaskState.WAITING;
        };
        return all.getOrDefault(wanted, all.values().stream().findFirst().orElse(null));
    }

    private String tasks(Map<String, Map<TaskState, Operation>> met) {
        var tables = new StringBuilder();
        for (Verb verb : Verb.values()) {
            if (!verb.isOfTasks() || verb.isRead()) {
                continue;
            }
            tables.append("### ").append(word(verb)).append("\n\n").append(head("task"));
            for (TaskState state : TaskState.values()) {
                tables.append(row(
                        state.name(),
                        column -> met.getOrDefault(column, Map.of()).get(state),
                        operation -> cell(operation, TASK, verb)));
            }
            tables.append('\n');
        }
        return tables.toString();
    }

    private String cancels(Map<String, Map<TaskState, Operation>> met) {
        var rows = new StringBuilder(head("mode"));
        for (CancelMode mode : CancelMode.values()) {
            rows.append(row(
                    mode.name(),
                    column -> typical(column, met.getOrDefault(column, Map.of())),
                    operation -> cell(operation, null, Verb.CANCEL, VerbArguments.of(mode))));
        }
        return rows.toString();
    }

    private static String head(String first) {
        return "| " + first + " | " + String.join(" | ", Situations.COLUMNS.keySet()) + " |\n"
                + "| --- ".repeat(Situations.COLUMNS.size() + 1) + "|\n";
    }

    private static String row(
            String first, Function<String, @Nullable Operation> subject, Function<Operation, String> cell) {
        var row = new StringBuilder("| " + first + " |");
        for (String column : Situations.COLUMNS.keySet()) {
            Operation operation = subject.apply(column);
            row.append(' ')
                    .append(operation == null ? "" : cell.apply(operation))
                    .append(" |");
        }
        return row.append('\n').toString();
    }

    private String cell(Operation operation, @Nullable TaskId task, Verb verb) {
        boolean isKnown = task == null || operation.plan().contains(task);
        return cell(operation, task, verb, isKnown ? Verbs.best(operation, task, verb) : VerbArguments.NONE);
    }

    private String cell(Operation operation, @Nullable TaskId task, Verb verb, VerbArguments arguments) {
        var request = VerbRequest.of("matrix", new OperationId("op1"), verb, "alice")
                .on(task)
                .with(arguments);
        var objection = Verbs.objection(operation, request, ParameterCheck.NONE);
        if (objection.isPresent()) {
            return note(objection.get());
        }
        if (verb == Verb.VERIFY || verb == Verb.DONE) {
            return verb == Verb.DONE ? "looks, then " + after(operation, request, task) : "looks";
        }
        return verb == Verb.PREVIEW ? "tells" : after(operation, request, task);
    }

    private String after(Operation operation, VerbRequest request, @Nullable TaskId task) {
        Event event = request.verb() == Verb.DONE && task != null
                ? new Event.Verified(
                        request,
                        task,
                        operation.task(task).sequence(),
                        org.etsi.osm.lcm.core.model.VerifyVerdict.HOLDS,
                        Moves.OUTPUTS,
                        "")
                : new Event.VerbRequested(request);
        Operation after = engine.decide(operation, event, NOW).next();
        String control = after.control() == Control.RUN ? "" : " " + after.control();
        String cancel = after.settle() != null && after.settle().cancelMode() != null ? " ending" : "";
        String state = after.state() + control + cancel;
        return task == null ? state : after.task(task).state() + " (" + state + ")";
    }

    /** The number of a reason; ids and figures in it stand for any. */
    private String note(String reason) {
        String plain = reason.replaceAll("t\\d{4}", "*task*")
                .replaceAll("\\b\\d+ of its tasks", "some of its tasks")
                .replaceAll(": \\d+$", "")
                .replaceAll("(,? it is|:| in) [A-Z]+(_[A-Z]+)*( already)?$", "$3")
                .replaceAll("^it is [A-Z]+(_[A-Z]+)*( already)?(: .*)?$", "it is in such a state$2$3");
        if (!notes.contains(plain)) {
            notes.add(plain);
        }
        return Integer.toString(notes.indexOf(plain) + 1);
    }

    private static String word(Verb verb) {
        return verb.name().toLowerCase(Locale.ROOT);
    }

    /** Every column and every state that a task can have is met, or the page would say too little. */
    @Test
    void shouldMeetEverySituation() {
        var met = Situations.reached(plan);

        assertThat(met)
                .allSatisfy((column, states) -> assertThat(states).as(column).isNotEmpty());
        var states = met.values().stream().flatMap(m -> m.keySet().stream()).collect(Collectors.toSet());
        assertThat(states).containsAll(Arrays.asList(TaskState.values()));
    }
}
