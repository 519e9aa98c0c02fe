package org.etsi.osm.lcm.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which a command finds its LCM: given here, else in the environment, else by a running 'lcm up'. */
public final class SiteOptions {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka's brokers (default: LCM_KAFKA_BOOTSTRAP, else what 'lcm up' runs)")
    private @Nullable String bootstrap;

    @Option(
            names = "--mongo",
            paramLabel = "URI",
            description = "MongoDB (default: LCM_MONGO_URI, else what 'lcm up' runs)")
    private @Nullable String mongo;

    @Option(names = "--database", paramLabel = "NAME", description = "its database (default: LCM_MONGO_DATABASE, osm)")
    private @Nullable String database;

    @Mixin
    private DataFolder data = new DataFolder();

    /** The site; it is not asked whether it answers. */
    public Site site() {
        Optional<Site> running = Site.in(data.path());
        Optional<String> kafka = chosen(bootstrap, "LCM_KAFKA_BOOTSTRAP").or(() -> running.map(Site::bootstrap));
        Optional<String> uri = chosen(mongo, "LCM_MONGO_URI").or(() -> running.map(Site::mongoUri));
        if (kafka.isEmpty() || uri.isEmpty()) {
            throw CommandFailedException.notReachable("Expected to know where Kafka and MongoDB are, but there is no"
                    + " 'lcm up' with its data in " + data.path()
                    + "; start it, or give --bootstrap and --mongo (LCM_KAFKA_BOOTSTRAP, LCM_MONGO_URI)");
        }
        return new Site(
                kafka.get(),
                uri.get(),
                chosen(database, "LCM_MONGO_DATABASE")
                        .or(() -> running.map(Site::database))
                        .orElse("osm"),
                chosen(null, "LCM_KAFKA_TOPIC_PREFIX")
                        .or(() -> running.map(Site::topicPrefix))
                        .orElse(""));
    }

    private static Optional<String> chosen(@Nullable String option, String variable) {
        return Optional.ofNullable(option)
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(text -> !text.isBlank());
    }
}
