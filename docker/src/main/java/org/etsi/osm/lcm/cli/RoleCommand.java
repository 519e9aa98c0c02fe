package org.etsi.osm.lcm.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.etsi.osm.lcm.kafka.settings.SettingsException;
import org.etsi.osm.lcm.kafka.settings.SettingsReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one role until it is asked to end. */
@Command(mixinStandardHelpOptions = true)
abstract class RoleCommand implements Callable<Integer> {
    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "settings, as YAML or properties; LCM_* in the environment wins over them")
    private @Nullable Path config;

    @Option(names = "--print", description = "print the settings that apply, and end")
    private boolean showsSettings;

    @Option(names = "--end-with-starter", hidden = true)
    private boolean endsWithStarter;

    @Spec
    private CommandSpec spec;

    RoleCommand() {}

    /** Brings the role about; {@code running} closes it. */
    abstract void start(Settings settings, Running running);

    @Override
    public Integer call() {
        Settings settings = settings(config);
        if (showsSettings) {
            spec.commandLine().getOut().print(settings.table());
            spec.commandLine().getOut().flush();
            return ExitCode.DONE;
        }
        if (endsWithStarter) {
            Running.endWithStarter();
        }
        var running = new Running();
        start(settings, running);
        spec.commandLine().getOut().println("ready: " + spec.name());
        spec.commandLine().getOut().flush();
        running.await();
        return ExitCode.DONE;
    }

    static Settings settings(@Nullable Path config) {
        var reader = new SettingsReader().environment(System.getenv());
        if (config != null) {
            reader.file(config);
        }
        try {
            return reader.read();
        } catch (SettingsException e) {
            throw CommandFailedException.usage(String.valueOf(e.getMessage()).replaceAll("\\R\\s*", "; "));
        }
    }

    @Command(
            name = "service",
            description = "Run the LCM itself: intake, engine, planning.",
            footer = {
                "%nExamples:",
                "  LCM_KAFKA_BOOTSTRAP=kafka:9092 LCM_MONGO_URI=mongodb://mongo:27017 lcm service",
                "  lcm service --settings lcm.yaml --print",
                ExitCode.HELP
            })
    static final class Service extends RoleCommand {
        Service() {}

        @Override
        void start(Settings settings, Running running) {
            Roles.startLcm(settings, running);
        }
    }

    @Command(
            name = "ro-adapter",
            description = "Run the RO adapter: unit operations on the resources of VIMs.",
            footer = {
                "%nExample:",
                "  LCM_KAFKA_BOOTSTRAP=kafka:9092 LCM_MONGO_URI=mongodb://mongo:27017 lcm ro-adapter",
                ExitCode.HELP
            })
    static final class Ro extends RoleCommand {
        Ro() {}

        @Override
        void start(Settings settings, Running running) {
            Roles.startRo(settings, running);
        }
    }

    @Command(
            name = "n2vc-adapter",
            description = "Run the N2VC adapter: unit operations on the configuration of VNFs.",
            footer = {
                "%nExample:",
                "  LCM_KAFKA_BOOTSTRAP=kafka:9092 LCM_MONGO_URI=mongodb://mongo:27017 lcm n2vc-adapter",
                ExitCode.HELP
            })
    static final class N2vc extends RoleCommand {
        N2vc() {}

        @Override
        void start(Settings settings, Running running) {
            Roles.startN2vc(settings, running);
        }
    }
}
