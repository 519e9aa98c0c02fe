package org.etsi.osm.lcm.cli;

import org.etsi.osm.lcm.bench.BenchCommand;
import org.etsi.osm.lcm.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The one entry point of the distribution: every role and every operator command is a subcommand of {@code lcm}. */
@Command(
        name = "lcm",
        mixinStandardHelpOptions = true,
        versionProvider = LcmVersion.class,
        description = "Event-driven lifecycle manager for the network services of Open Source MANO.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            RoleCommand.Service.class,
            RoleCommand.Ro.class,
            RoleCommand.N2vc.class,
            BenchCommand.class,
            SimulateCommand.class,
            OpsCommand.class,
            OpCommand.class,
            TailCommand.class,
            OperationVerbs.Pause.class,
            OperationVerbs.Resume.class,
            OperationVerbs.Step.class,
            OperationVerbs.Breakpoint.class,
            OperationVerbs.Clear.class,
            OperationVerbs.Cancel.class,
            OperationVerbs.Retry.class,
            OperationVerbs.Rollback.class,
            OperationVerbs.Continue.class,
            OperationVerbs.Fail.class,
            OperationVerbs.Kill.class,
            OperationVerbs.Unpark.class,
            OperationVerbs.Verify.class,
            TaskCommand.class,
            PreviewCommand.OfAll.class,
            PreviewCommand.OfOne.class,
            BulkCommand.class,
            PlanCommand.class,
            FreezeCommand.Freeze.class,
            FreezeCommand.Thaw.class,
            FreezeCommand.OfAll.class,
            OnboardCommand.class,
            NsCommand.class,
            VimCommand.class,
            VcaCommand.class,
            K8sClusterCommand.class
        },
        footer = {"%nExamples:", "  lcm demo", "  lcm up", "  lcm ops --help", ExitCode.HELP})
public final class LcmMain implements Runnable {

    @Spec
    private CommandSpec spec;

    LcmMain() {}

    public static void main(String[] arguments) {
        if (isForOperators(arguments)) {
            Failing.silenceLogs();
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new LcmMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failing::onUsage)
                .setExecutionExceptionHandler(Failing::onExecution);
    }

    /** What runs for long tells its story in its log; the others answer and end. */
    private static boolean isForOperators(String[] arguments) {
        return arguments.length > 0
                && switch (arguments[0]) {
                    case "up", "service", "ro-adapter", "n2vc-adapter", "bench", "simulate" -> false;
                    default -> true;
                };
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Expected a subcommand, but none was given.");
    }
}
