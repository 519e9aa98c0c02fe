package org.etsi.osm.lcm.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Kafka's settings for a single node that shares a small process with others. */
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";
    private static final String CLIENTS = "CLIENTS";
    private static final String MEGABYTE = String.valueOf(1024 * 1024);

    private static final Map<String, String> ONE_NODE = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "true"), // OSM's other modules expect it
            Map.entry("num.partitions", "1"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("offsets.topic.segment.bytes", MEGABYTE),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"));

    /**
     * How soon the death of a process is noticed. A broker killed and started again is refused until its former session
     * is over, and a consumer's partitions stay with the dead; both would wait long by Kafka's own settings.
     */
    private static final Map<String, String> SOON_BACK = Map.of(
            "broker.session.timeout.ms", "2000",
            "broker.heartbeat.interval.ms", "400",
            "group.min.session.timeout.ms", "1000",
            "group.consumer.min.session.timeout.ms", "1000",
            "group.consumer.session.timeout.ms", "6000",
            "group.consumer.min.heartbeat.interval.ms", "1000",
            "group.consumer.heartbeat.interval.ms", "1000");

    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("num.network.threads", "1"),
            Map.entry("num.io.threads", "2"),
            Map.entry("num.replica.fetchers", "1"),
            Map.entry("num.recovery.threads.per.data.dir", "1"),
            Map.entry("num.replica.alter.log.dirs.threads", "1"),
            Map.entry("background.threads", "2"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("share.coordinator.threads", "1"),
            Map.entry("queued.max.requests", "64"),
            Map.entry("log.segment.bytes", String.valueOf(16 * 1024 * 1024)),
            Map.entry("log.index.size.max.bytes", MEGABYTE),
            Map.entry("log.cleaner.threads", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024)),
            Map.entry("log.cleaner.io.buffer.size", String.valueOf(64 * 1024)),
            Map.entry("metadata.log.segment.bytes", String.valueOf(8 * 1024 * 1024)),
            Map.entry("metadata.log.max.record.bytes.between.snapshots", MEGABYTE),
            Map.entry("metadata.max.idle.interval.ms", "0")); // no records while nothing happens

    private BrokerSettings() {}

    static Properties of(Path logs, int brokerPort, int controllerPort) {
        var client = CLIENTS + "://" + Loopback.HOST + ":" + brokerPort;
        var controller = Loopback.HOST + ":" + controllerPort;
        var settings = new Properties();
        settings.putAll(ONE_NODE);
        settings.putAll(SOON_BACK);
        settings.putAll(SMALL);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE_ID));
        settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("inter.broker.listener.name", CLIENTS);
        settings.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("listeners", client + "," + CONTROLLER + "://" + controller);
        settings.put("advertised.listeners", client);
        settings.put("log.dirs", logs.toString());
        return settings;
    }
}
