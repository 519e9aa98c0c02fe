package org.etsi.osm.lcm.kafka.bus;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing, and makes sure that the inbox has as many partitions as the stored operations
 * were assigned by. May be repeated, also by several processes at once.
 */
public final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    private final Admin admin;
    private final Topics topics;
    private final Duration limit;

    public TopicSetup(Admin admin, Topics topics, Duration limit) {
        this.admin = admin;
        this.topics = topics;
        this.limit = limit;
    }

    /**
     * Brings the topics about.
     *
     * @param stored how many partitions the stored operations were assigned by, asked once the topic's number is known
     * @return how many partitions the inbox has
     * @throws PartitionMismatchException if the numbers differ: a start would look for operations in the wrong places
     */
    public int ensure(StoredPartitions stored) {
        Collection<String> there = await(admin.listTopics().names(), "the list of topics");
        List<NewTopic> missing = topics.wanted().stream()
                .filter(wanted -> !there.contains(wanted.name()))
                .map(wanted -> new NewTopic(
                                wanted.name(),
                                Optional.of(wanted.partitions()),
                                topics.replication() < 0 ? Optional.empty() : Optional.of(topics.replication()))
                        .configs(wanted.configs()))
                .toList();
        admin.createTopics(missing).values().forEach(this::created);
        var description = admin.describeTopics(List.of(topics.inbox())).allTopicNames();
        int found = await(description, "the description of " + topics.inbox()).values().stream()
                .mapToInt(topic -> topic.partitions().size())
                .sum();
        check(found, stored.fixedAt(found));
        return found;
    }

    private void check(int found, int stored) {
        if (found != stored) {
            throw new PartitionMismatchException("Expected topic " + topics.inbox() + " to have " + stored
                    + " partitions, as the stored operations were assigned by, but it has " + found
                    + "; nothing was started. Give the topic that number, or follow the procedure for changing it");
        }
        if (found != topics.inboxPartitions()) {
            throw new PartitionMismatchException("Expected kafka.inbox-partitions to be " + found + ", as topic "
                    + topics.inbox() + " has, but it is " + topics.inboxPartitions() + "; nothing was started");
        }
    }

    private void created(String name, KafkaFuture<Void> future) {
        try {
            await(future, "topic " + name + " to be created");
            LOG.info("Created topic {}", name);
        } catch (BusUnavailableException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private <T> T await(KafkaFuture<T> future, String what) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusUnavailableException("Expected " + what + ", but the thread was interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BusUnavailableException("Expected " + what + ", but: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new BusUnavailableException(
                    "Expected " + what + " within " + limit + ", but the brokers don't answer", e);
        }
    }

    /** Where the number of partitions is kept beside the operations. */
    public interface StoredPartitions {
        /** The number that is stored; a first start stores the one that is offered. Atomic. */
        int fixedAt(int offered);
    }

    /** A start that must not go on; the message says what to do. */
    public static final class PartitionMismatchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PartitionMismatchException(String message) {
            super(message);
        }
    }
}
