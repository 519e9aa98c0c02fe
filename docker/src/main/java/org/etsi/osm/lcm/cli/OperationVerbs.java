package org.etsi.osm.lcm.cli;

import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verbs of an operation as a whole, each a subcommand of {@code lcm}. */
final class OperationVerbs {
    private static final String EXAMPLE = "%nExample:";
    private static final String EXAMPLES = "%nExamples:";
    private static final String OP = " 00000001-0000-4000-8000-000000000001";

    private OperationVerbs() {}

    @Command(
            name = "pause",
            description = "Start nothing new of an operation; what is in flight finishes and is reported.",
            footer = {EXAMPLE, "  lcm pause" + OP, ExitCode.HELP})
    static final class Pause extends VerbCommand {
        Pause() {
            super(Verb.PAUSE);
        }
    }

    @Command(
            name = "resume",
            description = "Let a paused operation go on.",
            footer = {EXAMPLE, "  lcm resume" + OP, ExitCode.HELP})
    static final class Resume extends VerbCommand {
        Resume() {
            super(Verb.RESUME);
        }
    }

    @Command(
            name = "step",
            description = "Run exactly one task that is ready, then stand still. 'lcm task step' names the task.",
            footer = {EXAMPLE, "  lcm step" + OP, ExitCode.HELP})
    static final class Step extends VerbCommand {
        Step() {
            super(Verb.STEP);
        }
    }

    /** By what a breakpoint is set: exactly one. */
    static final class At {
        @Option(names = "--task", paramLabel = "TASK", description = "at this task, such as t0007")
        private @Nullable String task;

        @Option(names = "--type", paramLabel = "TYPE", description = "at every task of this type")
        private @Nullable String type;

        @Option(names = "--vnf", paramLabel = "INDEX", description = "at every task of this VNF: its member index")
        private @Nullable String vnf;

        @Option(names = "--vim", paramLabel = "ACCOUNT", description = "at every task at this VIM: the account's id")
        private @Nullable String vim;

        At() {}

        Selector selector() {
            if (task != null) {
                return Given.selector(Selector.Kind.TASK, Given.task(task).value());
            }
            if (type != null) {
                return Given.selector(Selector.Kind.TYPE, type);
            }
            return vnf != null
                    ? Given.selector(Selector.Kind.VNF, vnf)
                    : Given.selector(Selector.Kind.VIM, vim == null ? "" : vim);
        }
    }

    @Command(
            name = "breakpoint",
            description = "Pause an operation when a task that is meant is about to start; once per arrival.",
            footer = {
                EXAMPLES,
                "  lcm breakpoint" + OP + " --type CreateServer",
                "  lcm breakpoint" + OP + " --task t0007",
                ExitCode.HELP
            })
    static final class Breakpoint extends VerbCommand {
        @ArgGroup(multiplicity = "1")
        private At at = new At();

        Breakpoint() {
            super(Verb.BREAKPOINT);
        }

        @Override
        VerbArguments arguments() {
            return VerbArguments.selector(at.selector());
        }
    }

    @Command(
            name = "clear",
            description = "Take a breakpoint away, or all; an operation that stands at one goes on by 'resume'.",
            footer = {EXAMPLES, "  lcm clear" + OP, "  lcm clear" + OP + " --type CreateServer", ExitCode.HELP})
    static final class Clear extends VerbCommand {
        @ArgGroup
        private @Nullable At at;

        Clear() {
            super(Verb.CLEAR);
        }

        @Override
        VerbArguments arguments() {
            return at == null ? VerbArguments.NONE : VerbArguments.selector(at.selector());
        }
    }

    @Command(
            name = "cancel",
            description = "Bring an operation to FAILED_TEMP: what is in flight finishes, or is aborted.",
            footer = {EXAMPLES, "  lcm cancel" + OP, "  lcm cancel" + OP + " --forceful", ExitCode.HELP})
    static final class Cancel extends VerbCommand {
        @Option(names = "--forceful", description = "abort what is in flight instead of waiting for it")
        private boolean forceful;

        Cancel() {
            super(Verb.CANCEL);
        }

        @Override
        VerbArguments arguments() {
            return VerbArguments.of(forceful ? CancelMode.FORCEFUL : CancelMode.GRACEFUL);
        }
    }

    @Command(
            name = "retry",
            description = "Let failed, stopped and undone tasks of an operation in FAILED_TEMP go again.",
            footer = {EXAMPLE, "  lcm retry" + OP, ExitCode.HELP})
    static final class Retry extends VerbCommand {
        Retry() {
            super(Verb.RETRY);
        }
    }

    @Command(
            name = "rollback",
            description = "Undo what an operation has done, dependents first; all of it, or down to a task.",
            footer = {
                EXAMPLES,
                "  lcm preview rollback" + OP + " --to t0004",
                "  lcm rollback" + OP + " --to t0004",
                "  lcm rollback" + OP,
                ExitCode.HELP
            })
    static final class Rollback extends VerbCommand {
        @Option(
                names = "--to",
                paramLabel = "TASK",
                description = "the last task that stays, with all that it depends on; then FAILED_TEMP, from where"
                        + " 'retry' goes forward again")
        private @Nullable String to;

        Rollback() {
            super(Verb.ROLLBACK);
        }

        @Override
        VerbArguments arguments() {
            return to == null ? VerbArguments.NONE : VerbArguments.downTo(Given.task(to));
        }
    }

    @Command(
            name = "continue",
            description = "Leave failed branches of an operation in FAILED_TEMP behind, and finish the rest.",
            footer = {EXAMPLE, "  lcm continue" + OP, ExitCode.HELP})
    static final class Continue extends VerbCommand {
        Continue() {
            super(Verb.CONTINUE);
        }
    }

    @Command(
            name = "fail",
            description = "Close an operation in FAILED_TEMP as FAILED; what it made stays, and is listed.",
            footer = {EXAMPLE, "  lcm fail" + OP, ExitCode.HELP})
    static final class Fail extends VerbCommand {
        Fail() {
            super(Verb.FAIL);
        }
    }

    @Command(
            name = "kill",
            description = "Close an operation as FAILED at once, whatever it waits for; the answer lists what it may"
                    + " have left. For one that nothing else moves.",
            footer = {EXAMPLE, "  lcm kill" + OP, ExitCode.HELP})
    static final class Kill extends VerbCommand {
        Kill() {
            super(Verb.KILL);
        }
    }

    @Command(
            name = "unpark",
            description = "Give a parked operation back to the engine.",
            footer = {EXAMPLE, "  lcm unpark" + OP, ExitCode.HELP})
    static final class Unpark extends VerbCommand {
        Unpark() {
            super(Verb.UNPARK);
        }
    }

    @Command(
            name = "verify",
            description = "Look at the world and report what differs from what an operation has stored; changes"
                    + " nothing. Exit code 1 if something differs.",
            footer = {EXAMPLE, "  lcm verify" + OP + " --timeout 60", ExitCode.HELP})
    static final class Verify extends VerbCommand {
        Verify() {
            super(Verb.VERIFY);
        }
    }
}
