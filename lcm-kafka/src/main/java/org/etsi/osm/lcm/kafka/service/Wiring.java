package org.etsi.osm.lcm.kafka.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.etsi.osm.lcm.core.adapter.AdapterSettings;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.engine.EngineSettings;
import org.etsi.osm.lcm.core.loop.LoopSettings;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.adapter.AdapterBounds;
import org.etsi.osm.lcm.kafka.admin.AdminBus;
import org.etsi.osm.lcm.kafka.admin.KafkaAdminBus;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.bus.KafkaClients;
import org.etsi.osm.lcm.kafka.bus.OsmPublisher;
import org.etsi.osm.lcm.kafka.bus.Sender;
import org.etsi.osm.lcm.kafka.bus.Subscription;
import org.etsi.osm.lcm.kafka.bus.TopicSetup;
import org.etsi.osm.lcm.kafka.bus.Topics;
import org.etsi.osm.lcm.kafka.intake.IntakeSettings;
import org.etsi.osm.lcm.kafka.osm.store.OsmStores;
import org.etsi.osm.lcm.kafka.planning.FolderFiles;
import org.etsi.osm.lcm.kafka.planning.PackageFiles;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.etsi.osm.lcm.tasks.catalogue.EditedParameters;

/** Settings made into parts: plain constructors, no container. */
final class Wiring {
    private static final Duration KAFKA_CALL_LIMIT = Duration.ofSeconds(10);
    private static final Duration SETUP_LIMIT = Duration.ofSeconds(30);
    private static final List<String> TYPES =
            List.of("instantiate", "terminate", "scale", "heal", "update", "migrate", "action");

    private final Settings settings;
    private final KafkaClients kafka;
    private final Topics topics;
    private final Counters counters;

    Wiring(Settings settings, String owner, Counters counters) {
        this.settings = settings;
        this.counters = counters;
        this.kafka = new KafkaClients(settings.text("kafka.bootstrap"), owner, settings.kafkaFurther());
        this.topics = new Topics(settings.text("kafka.topic-prefix"), settings.count("kafka.inbox-partitions"), (short)
                settings.count("kafka.replication"));
    }

    Topics topics() {
        return topics;
    }

    Sender sender(String role) {
        return new Sender(() -> kafka.producer(role), counters);
    }

    OsmPublisher publisher() {
        return new OsmPublisher(sender("osm"));
    }

    AdminBus adminBus(OsmPublisher publisher) {
        return new KafkaAdminBus(() -> kafka.listener("admin-listener"), publisher);
    }

    Subscription subscription(String role, List<String> names) {
        String group = settings.text("kafka.group") + "-" + role;
        return new Subscription(kafka.consumer(role, group), names, KAFKA_CALL_LIMIT);
    }

    /** Creates missing topics and checks the number of partitions; to be repeated if Kafka or MongoDB is away. */
    void ensureTopics(MongoConnection connection) {
        try (Admin admin = kafka.admin()) {
            new TopicSetup(admin, topics, SETUP_LIMIT).ensure(new OsmStores(connection, counters).installation());
        }
    }

    PackageFiles packages(OsmStores stores) {
        return settings.is("storage.driver", "mongo")
                ? stores.packages(settings.text("storage.collection"))
                : new FolderFiles(Path.of(settings.text("storage.path")));
    }

    Engine engine() {
        EngineSettings base = EngineSettings.DEFAULT;
        var bounds = new EngineSettings(
                settings.count("engine.max-tasks"),
                settings.count("engine.max-in-flight"),
                base.abortLimit(),
                base.outputLimit(),
                base.parameterLimit(),
                base.documentLimit(),
                settings.is("engine.on-occupied", "supersede"));
        return new Engine(bounds, EditedParameters::objection);
    }

    LoopSettings loop() {
        LoopSettings base = LoopSettings.DEFAULT;
        return new LoopSettings(
                topics.inbox(),
                base.loadPage(),
                base.resendFirstMs(),
                base.resendLimitMs(),
                base.progressMs(),
                base.lookLimitMs());
    }

    IntakeSettings intake() {
        Map<String, FailurePolicy> policies = new HashMap<>();
        Map<String, Duration> deadlines = new HashMap<>();
        for (String type : TYPES) {
            policies.put(type, FailurePolicy.valueOf(settings.text("on-failure." + type)));
            if (!type.equals("scale")) {
                deadlines.put(type, settings.span("timeout." + type));
            }
        }
        return new IntakeSettings(
                policies,
                deadlines,
                IntakeSettings.DEFAULT.otherDeadline(),
                settings.span("intake.scan-every"),
                settings.span("intake.lost-after"),
                settings.span("engine.retention"),
                IntakeSettings.DEFAULT.page());
    }

    AdapterSettings adapter() {
        return AdapterBounds.of(settings);
    }
}
