package org.etsi.osm.lcm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etsi.osm.lcm.embedded.EmbeddedBroker;
import org.etsi.osm.lcm.embedded.EmbeddedMongo;
import org.etsi.osm.lcm.embedded.Loopback;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything in one process, with its data on disk. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Run broker, store and every role in this process, with the data on disk. Whatever way it ended,"
                + " started again it goes on.",
        footer = {
            "%nExamples:",
            "  lcm up",
            "  lcm up --data ./my-lcm &",
            "  lcm vim add sim1 --data ./my-lcm",
            ExitCode.HELP
        })
final class UpCommand implements Callable<Integer> {
    @Mixin
    private DataFolder data = new DataFolder();

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description = "of the broker (default: the former or a free one)")
    private @Nullable Integer kafkaPort;

    @Option(
            names = "--mongo-port",
            paramLabel = "PORT",
            description = "of the store (default: the former or a free one)")
    private @Nullable Integer mongoPort;

    @Option(names = "--settings", paramLabel = "FILE", description = "settings, as YAML or properties")
    private @Nullable Path config;

    @Option(names = "--end-with-starter", hidden = true)
    private boolean endsWithStarter;

    @Spec
    private CommandSpec spec;

    UpCommand() {}

    @Override
    public Integer call() {
        Settings given = RoleCommand.settings(config);
        if (endsWithStarter) {
            Running.endWithStarter();
        }
        Path folder = data.path();
        Optional<Site> former = Site.in(folder);
        var running = new Running();
        EmbeddedMongo mongo = openStore(folder, former, running);
        EmbeddedBroker broker = openBroker(folder, former, running);
        var site = new Site(
                broker.bootstrapServers(), mongo.uri(), given.text("mongo.database"), given.text("kafka.topic-prefix"));
        Settings settings = soonBack(given)
                .with("kafka.bootstrap", site.bootstrap())
                .with("mongo.uri", site.mongoUri())
                .with("storage.driver", "mongo");
        site.writeTo(folder);
        running.add(() -> Site.removeFrom(folder));
        Roles.startAll(settings, running);
        spec.commandLine()
                .getOut()
                .println("ready: Kafka " + site.bootstrap() + ", MongoDB " + site.mongoUri() + ", data in " + folder);
        spec.commandLine().getOut().flush();
        running.await();
        return ExitCode.DONE;
    }

    /** Only this process uses the data: whoever held a lease before is dead, and need not be waited for so long. */
    private static Settings soonBack(Settings given) {
        Settings settings = given;
        for (String bound : List.of("adapter.lease 10s", "adapter.call-limit 5s", "adapter.settle 10s")) {
            String key = bound.substring(0, bound.indexOf(' '));
            if ("default".equals(given.origins().get(key))) {
                settings = settings.with(key, bound.substring(bound.indexOf(' ') + 1));
            }
        }
        return settings;
    }

    private EmbeddedMongo openStore(Path folder, Optional<Site> former, Running running) {
        int wanted = mongoPort == null
                ? former.map(site -> Site.port(site.mongoUri())).orElse(0)
                : mongoPort;
        try {
            return running.add(EmbeddedMongo.open(folder.resolve("store"), freeOr(wanted, mongoPort != null)));
        } catch (RuntimeException e) {
            throw unusable(folder, e);
        }
    }

    private EmbeddedBroker openBroker(Path folder, Optional<Site> former, Running running) {
        int wanted = kafkaPort == null
                ? former.map(site -> Site.port(site.bootstrap())).orElse(0)
                : kafkaPort;
        try {
            return running.add(EmbeddedBroker.open(folder.resolve("broker"), freeOr(wanted, kafkaPort != null)));
        } catch (RuntimeException e) {
            throw unusable(folder, e);
        }
    }

    /** The port that is wanted if it is free or insisted on, else any. */
    private static int freeOr(int wanted, boolean insists) {
        if (wanted == 0 || insists) {
            return wanted;
        }
        return Loopback.isFree(wanted) ? wanted : 0;
    }

    private static CommandFailedException unusable(Path folder, RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return CommandFailedException.failed("Expected to open the data in " + folder + ", but: "
                + String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason is known")
                + "; does another 'lcm up' use it?");
    }
}
