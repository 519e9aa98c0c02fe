package org.etsi.osm.lcm.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Locale;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.tasks.descriptor.UnusableDocumentException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** How a command ends that doesn't end well: one line on standard error, an exit code, and never a stack trace. */
final class Failing {
    private Failing() {}

    /** Operators' commands say what they have to say themselves; {@code LCM_LOG_LEVEL} brings the logs back. */
    static void silenceLogs() {
        if (System.getenv("LCM_LOG_LEVEL") == null
                && LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.OFF);
            root.getLoggerContext().getLoggerList().forEach(logger -> logger.setLevel(Level.OFF));
        }
    }

    static int onUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        say(command, String.valueOf(e.getMessage()).replaceFirst("^Error: ", ""));
        command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    static int onExecution(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        say(command, firstLine(e));
        return switch (e) {
            case CommandFailedException failed -> failed.exitCode();
            case BusUnavailableException bus -> ExitCode.NOT_REACHABLE;
            case StoreUnavailableException store -> ExitCode.NOT_REACHABLE;
            case VimException vim ->
                vim.code() == VimException.Code.UNAVAILABLE ? ExitCode.NOT_REACHABLE : ExitCode.FAILED;
            case UnusableDocumentException document -> ExitCode.FAILED;
            default -> ExitCode.FAILED;
        };
    }

    private static void say(CommandLine command, String line) {
        command.getErr().println(command.getCommandSpec().root().name().toLowerCase(Locale.ROOT) + ": " + line);
        command.getErr().flush();
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? "Expected the command to work, but it met " + e.getClass().getSimpleName()
                // The driver goes on with a dump of its view of the cluster.
                : message.lines().findFirst().orElse(message).replaceAll("\\. Client view of cluster state.*", "");
    }
}
