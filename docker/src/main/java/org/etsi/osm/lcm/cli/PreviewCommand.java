package org.etsi.osm.lcm.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.engine.EngineSettings;
import org.etsi.osm.lcm.core.engine.Previews;
import org.etsi.osm.lcm.core.engine.Verbs;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What verbs would do: worked out here, from what MongoDB has, by the table and the {@code decide} that the engine
 * executes. Nothing is sent.
 */
final class PreviewCommand {
    private static final Previews PREVIEWS = new Previews(new Engine(EngineSettings.DEFAULT));

    private PreviewCommand() {}

    /** The subject, with what follows from its tasks. */
    static Operation read(SiteOptions where, String id, @Nullable TaskId task) {
        Given.operation(id);
        try (var store = where.site().store()) {
            Operation operation = Previews.workedOut(OpCommand.find(store, id));
            if (task != null && !operation.plan().contains(task)) {
                throw CommandFailedException.failed("Expected operation " + id + " to have a task " + task
                        + ", but it has " + operation.plan().size() + " tasks; see 'lcm op show'");
            }
            return operation;
        }
    }

    /** The previews of one verb, or of all. */
    static Value.Obj of(Operation operation, @Nullable TaskId task, VerbArguments arguments) {
        return PREVIEWS.of(
                operation,
                VerbRequest.of("preview", operation.id(), Verb.PREVIEW, VerbCommand.actor())
                        .on(task)
                        .with(arguments));
    }

    private static Value.Obj head(Operation operation) {
        return Value.Obj.EMPTY
                .with("operation", operation.id().value())
                .with("state", operation.state().name())
                .with("control", operation.control().name())
                .with("revision", operation.revision());
    }

    private static String line(Operation operation, @Nullable TaskId task) {
        return "operation " + operation.id() + " is " + operation.state() + ", control " + operation.control()
                + ", revision " + operation.revision()
                + (task == null
                        ? ""
                        : "; " + task + " '" + operation.plan().task(task).label() + "' is "
                                + operation.task(task).state());
    }

    @Command(
            name = "verbs",
            mixinStandardHelpOptions = true,
            description = "What can be asked of an operation or a task now, and what each verb would touch.",
            footer = {
                "%nExamples:",
                "  lcm verbs 00000001-0000-4000-8000-000000000001",
                "  lcm verbs 00000001-0000-4000-8000-000000000001 t0003 --json",
                ExitCode.HELP
            })
    static final class OfAll implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "OP", description = "the operation's id")
        private String id = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "TASK", description = "one of its tasks, such as t0003")
        private @Nullable String task;

        @Mixin
        private SiteOptions where = new SiteOptions();

        @Mixin
        private Output output = new Output();

        OfAll() {}

        @Override
        public Integer call() {
            TaskId on = task == null ? null : Given.task(task);
            Operation operation = read(where, id, on);
            Value.Obj detail = of(operation, on, VerbArguments.NONE);
            if (output.isJson()) {
                output.json(head(operation).merged(detail));
            } else {
                output.line(line(operation, on));
                PreviewView.verbs(detail, output);
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "preview",
            mixinStandardHelpOptions = true,
            description = "What one verb would do, without doing it; of a rollback the whole order, and what it can't"
                    + " restore. Exit code 1 if the verb isn't legal now.",
            footer = {
                "%nExamples:",
                "  lcm preview rollback 00000001-0000-4000-8000-000000000001",
                "  lcm preview rollback 00000001-0000-4000-8000-000000000001 --to t0004",
                "  lcm preview rerun 00000001-0000-4000-8000-000000000001 t0003",
                ExitCode.HELP
            })
    static final class OfOne implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "VERB", description = "the verb, such as rollback")
        private Verb verb = Verb.ROLLBACK;

        @Parameters(index = "1", paramLabel = "OP", description = "the operation's id")
        private String id = "";

        @Parameters(index = "2", arity = "0..1", paramLabel = "TASK", description = "one of its tasks, such as t0003")
        private @Nullable String task;

        @Option(names = "--to", paramLabel = "TASK", description = "of rollback: the last task that stays")
        private @Nullable String to;

        @Mixin
        private SiteOptions where = new SiteOptions();

        @Mixin
        private Output output = new Output();

        OfOne() {}

        @Override
        public Integer call() {
            TaskId on = task == null ? null : Given.task(task);
            boolean isMeant = on == null ? verb.isOfOperations() : verb.isOfTasks();
            if (verb.isRead() || !isMeant) {
                throw CommandFailedException.usage("Expected a verb of " + (on == null ? "operations" : "tasks")
                        + " that acts, but found " + verb.name().toLowerCase(Locale.ROOT));
            }
            Operation operation = read(where, id, on);
            VerbArguments arguments = to == null ? VerbArguments.NONE : VerbArguments.downTo(Given.task(to));
            Value told =
                    of(operation, on, arguments.previewing(verb)).items("verbs").getFirst();
            if (output.isJson()) {
                output.json(head(operation).merged((Value.Obj) told));
            } else {
                print(operation, on, told);
            }
            return PreviewView.isLegal(told) ? ExitCode.DONE : ExitCode.FAILED;
        }

        private void print(Operation operation, @Nullable TaskId on, Value told) {
            output.line(line(operation, on));
            String word = AnswerView.word(verb);
            if (PreviewView.isLegal(told)) {
                output.line(word + " is legal: " + PreviewView.effect(told));
                told.field("rollback").ifPresent(rollback -> PreviewView.rollback(rollback, output));
            } else {
                output.line(word + " isn't legal: " + told.text("reason").orElse("") + "; legal now: "
                        + legal(operation, on));
            }
        }

        private static String legal(Operation operation, @Nullable TaskId on) {
            return String.join(
                    ", ",
                    Verbs.legal(operation, on).stream()
                            .sorted()
                            .map(AnswerView::word)
                            .toList());
        }
    }
}
