package org.etsi.osm.lcm.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verbs of a single task. */
@Command(
        name = "task",
        mixinStandardHelpOptions = true,
        description = "Control a single task of an operation.",
        subcommands = {
            TaskCommand.Hold.class,
            TaskCommand.Release.class,
            TaskCommand.Stop.class,
            TaskCommand.Step.class,
            TaskCommand.Retry.class,
            TaskCommand.Rollback.class,
            TaskCommand.Rerun.class,
            TaskCommand.Skip.class,
            TaskCommand.Done.class,
            TaskCommand.Verify.class
        },
        footer = {
            "%nExamples:",
            "  lcm task retry 00000001-0000-4000-8000-000000000001 t0003 --set name=mgmt",
            "  lcm verbs 00000001-0000-4000-8000-000000000001 t0003",
            ExitCode.HELP
        })
final class TaskCommand implements Runnable {
    private static final String EXAMPLE = "%nExample:";
    private static final String EXAMPLES = "%nExamples:";
    private static final String TASK = " 00000001-0000-4000-8000-000000000001 t0003";

    @Spec
    private CommandSpec spec;

    TaskCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Expected a subcommand of 'task', but none was given: hold, release, stop, step, retry, rollback,"
                        + " rerun, skip, done, verify");
    }

    /** A verb of a task. */
    abstract static class TaskVerb extends VerbCommand {
        @Parameters(
                index = "1",
                paramLabel = "TASK",
                description = "the task's id, such as t0003; 'lcm op show' has it")
        private String task = "";

        TaskVerb(Verb verb) {
            super(verb);
        }

        @Override
        TaskId task() {
            return Given.task(task);
        }
    }

    @Command(
            name = "hold",
            description = "Keep a task from starting; the rest of the operation goes on.",
            footer = {EXAMPLE, "  lcm task hold" + TASK, ExitCode.HELP})
    static final class Hold extends TaskVerb {
        Hold() {
            super(Verb.HOLD);
        }
    }

    @Command(
            name = "release",
            description = "Let a task that is held start when its turn comes.",
            footer = {EXAMPLE, "  lcm task release" + TASK, ExitCode.HELP})
    static final class Release extends TaskVerb {
        Release() {
            super(Verb.RELEASE);
        }
    }

    @Command(
            name = "stop",
            description = "Abort the attempt of a task that is in flight.",
            footer = {EXAMPLE, "  lcm task stop" + TASK, ExitCode.HELP})
    static final class Stop extends TaskVerb {
        Stop() {
            super(Verb.STOP);
        }
    }

    @Command(
            name = "step",
            description = "Run this task now if its dependencies are done; the operation then is where it was.",
            footer = {EXAMPLE, "  lcm task step" + TASK, ExitCode.HELP})
    static final class Step extends TaskVerb {
        Step() {
            super(Verb.STEP);
        }
    }

    /** Where edited parameters come from. */
    static final class Edited {
        @Option(
                names = "--set",
                paramLabel = "NAME=JSON",
                description = "put this in place of the plan's; null takes it away; what is no JSON is a text")
        private Map<String, String> set = new LinkedHashMap<>();

        @Option(names = "--parameters", paramLabel = "FILE", description = "the same, as a map in JSON in a file")
        private @Nullable Path file;

        Edited() {}

        Value.Obj parameters() {
            return file == null ? Given.fields(set) : Given.mapIn(file);
        }
    }

    @Command(
            name = "retry",
            description = "Let a task that failed, was stopped or undone go again, with edited parameters if given;"
                    + " they are checked against its type, and recorded with who and when.",
            footer = {
                EXAMPLES,
                "  lcm task retry" + TASK,
                "  lcm task retry" + TASK + " --set name=mgmt --set addresses='[\"10.0.0.7\"]'",
                ExitCode.HELP
            })
    static final class Retry extends TaskVerb {
        @ArgGroup
        private @Nullable Edited edited;

        Retry() {
            super(Verb.RETRY);
        }

        @Override
        VerbArguments arguments() {
            return edited == null ? VerbArguments.NONE : VerbArguments.parameters(edited.parameters());
        }
    }

    @Command(
            name = "rollback",
            description = "Undo a task and all that depends on it, dependents first; then FAILED_TEMP, from where"
                    + " 'retry' goes forward again.",
            footer = {EXAMPLE, "  lcm task rollback" + TASK, ExitCode.HELP})
    static final class Rollback extends TaskVerb {
        Rollback() {
            super(Verb.ROLLBACK);
        }
    }

    @Command(
            name = "rerun",
            description = "Run a done task again, and the dependents that used its outputs.",
            footer = {EXAMPLE, "  lcm task rerun" + TASK, ExitCode.HELP})
    static final class Rerun extends TaskVerb {
        Rerun() {
            super(Verb.RERUN);
        }
    }

    @Command(
            name = "skip",
            description = "Go on without a task, on your word; with the outputs that its dependents refer to.",
            footer = {
                EXAMPLES,
                "  lcm task skip" + TASK,
                "  lcm task skip" + TASK + " --outputs '{\"networkId\": \"9f…\"}'",
                ExitCode.HELP
            })
    static final class Skip extends TaskVerb {
        @Option(names = "--outputs", paramLabel = "JSON", description = "a map, in place of the task's outputs")
        private @Nullable String outputs;

        Skip() {
            super(Verb.SKIP);
        }

        @Override
        VerbArguments arguments() {
            return outputs == null ? VerbArguments.NONE : VerbArguments.outputs(Given.map("--outputs", outputs));
        }
    }

    @Command(
            name = "done",
            description = "Tell that a task was done by hand: accepted once the adapter has seen for itself that it is;"
                    + " what it finds are the task's outputs.",
            footer = {EXAMPLE, "  lcm task done" + TASK + " --timeout 60", ExitCode.HELP})
    static final class Done extends TaskVerb {
        Done() {
            super(Verb.DONE);
        }
    }

    @Command(
            name = "verify",
            description = "Look whether what a task has made is as it should be; changes nothing. Exit code 1 if it"
                    + " isn't.",
            footer = {EXAMPLE, "  lcm task verify" + TASK, ExitCode.HELP})
    static final class Verify extends TaskVerb {
        Verify() {
            super(Verb.VERIFY);
        }
    }
}
