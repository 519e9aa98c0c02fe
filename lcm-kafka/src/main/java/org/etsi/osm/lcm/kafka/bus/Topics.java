package org.etsi.osm.lcm.kafka.bus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The names of all topics, and what those are created like that don't exist yet. An existing topic is never changed.
 *
 * @param prefix before the names of our own topics; for several installations on one Kafka
 * @param inboxPartitions fixed when the LCM first starts
 * @param replication copies of each new topic; -1 is the brokers' default
 */
public record Topics(String prefix, int inboxPartitions, short replication) {
    private static final Duration STATE_RETENTION = Duration.ofDays(30);
    private static final Duration WORK_RETENTION = Duration.ofDays(7);
    private static final Duration CONTROL_RETENTION = Duration.ofDays(1);
    private static final int TASK_PARTITIONS = 12;
    private static final int STATE_PARTITIONS = 6;
    private static final int CONTROL_PARTITIONS = 3;

    public Topics {
        if (inboxPartitions < 1 || inboxPartitions > 1_000) {
            throw new IllegalArgumentException("Expected 1 to 1000 partitions, but found " + inboxPartitions);
        }
    }

    public String inbox() {
        return prefix + "lcm-inbox";
    }

    /** The topic of an adapter's commands. */
    public String tasks(String adapter) {
        return prefix + adapter + "-tasks";
    }

    public String control() {
        return prefix + "lcm-control";
    }

    public String controlReplies() {
        return prefix + "lcm-control-replies";
    }

    public String taskState() {
        return prefix + "lcm-task-state";
    }

    public String operationState() {
        return prefix + "lcm-operation-state";
    }

    public String rejected() {
        return prefix + "lcm-rejected";
    }

    /** OSM's topics that intake reads. */
    public List<String> osm() {
        return List.of("ns", "nslcmops", vimAccount(), "pla");
    }

    /** OSM's topic of VIM accounts, which the RO adapter reads too. */
    public static String vimAccount() {
        return "vim_account";
    }

    /** OSM's topic of the pings. */
    public static String admin() {
        return "admin";
    }

    /** All of them, as they are created. */
    public List<Wanted> wanted() {
        var wanted = new ArrayList<>(List.of(
                new Wanted(inbox(), inboxPartitions, WORK_RETENTION),
                new Wanted(tasks("ro"), TASK_PARTITIONS, WORK_RETENTION),
                new Wanted(tasks("n2vc"), TASK_PARTITIONS, WORK_RETENTION),
                new Wanted(control(), CONTROL_PARTITIONS, CONTROL_RETENTION),
                new Wanted(controlReplies(), CONTROL_PARTITIONS, CONTROL_RETENTION),
                new Wanted(taskState(), STATE_PARTITIONS, STATE_RETENTION),
                new Wanted(operationState(), STATE_PARTITIONS, STATE_RETENTION),
                new Wanted(rejected(), 1, STATE_RETENTION)));
        osm().forEach(topic -> wanted.add(new Wanted(topic, 1, WORK_RETENTION)));
        wanted.add(new Wanted(admin(), 1, CONTROL_RETENTION));
        return List.copyOf(wanted);
    }

    /** A topic as it is created if it is missing. */
    public record Wanted(String name, int partitions, Duration retention) {
        Map<String, String> configs() {
            return Map.of(
                    "cleanup.policy",
                    "delete",
                    "retention.ms",
                    String.valueOf(retention.toMillis()),
                    "max.message.bytes",
                    String.valueOf(KafkaClients.MAX_RECORD_BYTES));
        }
    }
}
