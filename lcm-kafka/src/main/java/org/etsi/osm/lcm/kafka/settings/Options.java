package org.etsi.osm.lcm.kafka.settings;

import java.util.List;

/** Everything that can be configured, on one screen. */
public final class Options {
    private static final List<String> POLICIES = List.of("HOLD", "ROLLBACK", "FAIL");

    public static final List<Option> ALL = List.of(
            Option.uri("mongo.uri", "mongodb://localhost:27017", "MongoDB", "OSMLCM_DATABASE_URI", "OSM_DATABASE_URI"),
            Option.text("mongo.database", "osm", "database of OSM's records and ours", "OSMLCM_DATABASE_NAME"),
            Option.span("mongo.call-limit", "10s", "after which a call is given up and tried again"),
            Option.text("kafka.bootstrap", "localhost:9092", "brokers, comma-separated", "OSMLCM_MESSAGE_HOST"),
            Option.text("kafka.topic-prefix", "", "before the names of our own topics"),
            Option.count("kafka.inbox-partitions", 12, 1, 1_000, "partitions of lcm-inbox; fixed at the first start"),
            Option.count("kafka.replication", -1, -1, 32, "copies of topics we create; -1 is the brokers' default"),
            Option.text("kafka.group", "lcm-java", "prefix of the consumer groups of all our roles"),
            Option.count("engine.max-tasks", 5_000, 1, 20_000, "tasks of one plan; a larger one is refused"),
            Option.count("engine.max-in-flight", 200, 1, 10_000, "commands of one operation in flight at once"),
            Option.word(
                    "engine.on-occupied",
                    "supersede",
                    List.of("supersede", "refuse"),
                    "what an operation does that meets one in FAILED_TEMP, and a terminate that meets one under way"),
            Option.count("engine.planning-threads", 2, 1, 64, "plans that are made at once"),
            Option.span("engine.placement-limit", "50s", "how long an answer of the placement engine is waited for"),
            Option.span("engine.retention", "30d", "how long closed operations are kept"),
            Option.text("osm.worker", "lcm-java", "our mark in _admin.worker; one per installation"),
            Option.text(
                    "osm.vca-public-key",
                    "",
                    "the SSH key with which the VCA logs in to servers with native charms",
                    "OSMLCM_VCA_PUBKEY"),
            Option.word(
                    "on-failure.instantiate", "HOLD", POLICIES, "when a task of an instantiate has failed for good"),
            Option.word("on-failure.terminate", "HOLD", POLICIES, "the same, terminate"),
            Option.word("on-failure.scale", "HOLD", POLICIES, "the same, scale"),
            Option.word("on-failure.heal", "HOLD", POLICIES, "the same, heal"),
            Option.word("on-failure.update", "HOLD", POLICIES, "the same, update"),
            Option.word("on-failure.migrate", "HOLD", POLICIES, "the same, migrate"),
            Option.word("on-failure.action", "FAIL", POLICIES, "the same, action"),
            Option.span("timeout.instantiate", "2h", "deadline, if the request has none", "OSMLCM_TIMEOUT_NS_DEPLOY"),
            Option.span("timeout.terminate", "30m", "deadline of a terminate", "OSMLCM_TIMEOUT_NS_TERMINATE"),
            Option.span("timeout.heal", "30m", "deadline of a heal", "OSMLCM_TIMEOUT_NS_HEAL"),
            Option.span("timeout.update", "30m", "deadline of an update", "OSMLCM_TIMEOUT_NS_UPDATE"),
            Option.span("timeout.migrate", "30m", "deadline of a migrate", "OSMLCM_TIMEOUT_MIGRATE"),
            Option.span("timeout.action", "30m", "deadline of an action", "OSMLCM_TIMEOUT_PRIMITIVE"),
            Option.span(
                    "osm.repair-after", "60s", "after an operation's end: when the NS's record is checked once more"),
            Option.span("intake.scan-every", "1m", "how often lost messages are looked for"),
            Option.span("intake.lost-after", "30s", "the age at which a message counts as lost"),
            Option.text(
                    "health.folder", "", "where time_last_ping is written, if anywhere: OSM's health check reads it"),
            Option.word(
                    "storage.driver",
                    "local",
                    List.of("local", "mongo"),
                    "where packages are: a shared folder, or GridFS",
                    "OSMLCM_STORAGE_DRIVER"),
            Option.text("storage.path", "/app/storage", "the shared folder", "OSMLCM_STORAGE_PATH"),
            Option.text("storage.collection", "files", "the GridFS bucket", "OSMLCM_STORAGE_COLLECTION"),
            Option.count("adapter.max-per-vim", 16, 1, 1_000, "attempts at work at one VIM at once"),
            Option.span("adapter.lease", "30s", "how long one adapter may act on a task before others take over"),
            Option.span("adapter.call-limit", "10s", "the longest call to a VIM; at most half of the lease"),
            Option.span("adapter.settle", "20s", "how long after an unanswered create it may still appear"),
            Option.span("sim.environment-time", "500ms", "how long the simulated VCA takes to make an environment"),
            Option.span("sim.software-time", "500ms", "the same, to install its software"),
            Option.span("sim.primitive-time", "500ms", "the same, to run a primitive"),
            Option.span("sim.kdu-time", "1s", "how long a simulated cluster takes to deploy a KDU"),
            Option.span("shutdown.limit", "20s", "the longest that an orderly stop may take"));

    /** What comes after it is passed to Kafka's clients as it is; may hold secrets, so it is never printed. */
    public static final String KAFKA_FURTHER = "kafka.further.";

    private Options() {}
}
