package org.etsi.osm.lcm.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The one entry point of the distribution: every role and every operator command is a subcommand of {@code lcm}.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 wrong usage.
 */
@Command(
        name = "lcm",
        mixinStandardHelpOptions = true,
        versionProvider = LcmVersion.class,
        description = "Event-driven lifecycle manager for the network services of Open Source MANO.")
public final class LcmMain implements Runnable {

    @Spec
    private CommandSpec spec;

    LcmMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LcmMain()).execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Expected a subcommand, but none was given.");
    }
}
