package org.etsi.osm.lcm.kafka.bus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer as the driven loops need it: what happened to its partitions is told with each poll, in order; commits are
 * by hand. Confined to one thread but for {@link #wake}.
 */
public final class Subscription implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    private final Consumer<String, byte[]> consumer;
    private final Duration callLimit;
    private final List<Change> changes = new ArrayList<>();
    /** Next offsets that no broker has acknowledged yet. */
    private final Map<TopicPartition, Long> unconfirmed = new HashMap<>();

    private boolean hasLeft;

    public Subscription(Consumer<String, byte[]> consumer, Collection<String> topics, Duration callLimit) {
        this.consumer = consumer;
        this.callLimit = callLimit;
        consumer.subscribe(topics, new Listener());
    }

    /** Changes are kept over a poll that fails, so none is ever lost. */
    public Fetched poll(long maxWaitMs) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try {
            if (!hasLeft) {
                consumer.poll(Duration.ofMillis(maxWaitMs)).forEach(records::add);
            }
        } catch (WakeupException e) {
            LOG.trace("Woken up");
        } catch (KafkaException | IllegalStateException e) {
            throw new BusUnavailableException("Expected records from the brokers, but: " + e.getMessage(), e);
        }
        var fetched = new Fetched(changes, records);
        changes.clear();
        return fetched;
    }

    /**
     * Commits the next offset of each partition that is still ours, without waiting: a loop that waited for the group's
     * coordinator in each turn would do little else. A failure means that records are read again, which is harmless.
     * What was not acknowledged yet is committed once more, and waited for, when partitions go.
     */
    public void commit(Map<TopicPartition, Long> nextOffsets) {
        var offsets = ours(nextOffsets);
        if (offsets.isEmpty()) {
            return;
        }
        unconfirmed.putAll(nextOffsets);
        try {
            consumer.commitAsync(offsets, (committed, failure) -> {
                if (failure == null) {
                    committed.forEach((partition, offset) -> unconfirmed.remove(partition, offset.offset()));
                } else {
                    LOG.debug("Offsets weren't committed; the next commit takes them along", failure);
                }
            });
        } catch (KafkaException e) {
            throw new BusUnavailableException("Expected a commit, but: " + e.getMessage(), e);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> ours(Map<TopicPartition, Long> nextOffsets) {
        Set<TopicPartition> assigned = consumer.assignment();
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        nextOffsets.forEach((partition, offset) -> {
            if (assigned.contains(partition)) {
                offsets.put(partition, new OffsetAndMetadata(offset));
            }
        });
        return offsets;
    }

    /** Before partitions go in good order, their next owner is spared what was processed already. */
    private void commitBeforeLeaving(Collection<TopicPartition> leaving) {
        var offsets = ours(unconfirmed);
        offsets.keySet().retainAll(leaving);
        unconfirmed.keySet().removeAll(leaving);
        if (offsets.isEmpty()) {
            return;
        }
        try {
            commit(offsets, true);
        } catch (BusUnavailableException e) {
            LOG.debug("Offsets weren't committed; the new owner reads some records again", e);
        }
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> offsets, boolean again) {
        try {
            consumer.commitSync(offsets, callLimit);
        } catch (WakeupException e) {
            if (again) {
                commit(offsets, false);
            }
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.debug("Partitions have moved before the commit; their records are processed again by the new owner", e);
        } catch (InterruptException e) {
            throw new BusUnavailableException("Expected a commit, but the thread was interrupted", e);
        } catch (RetriableException e) {
            LOG.debug("Offsets weren't committed; records may be processed again", e);
        } catch (KafkaException e) {
            throw new BusUnavailableException("Expected a commit, but: " + e.getMessage(), e);
        }
    }

    public void pause(Collection<TopicPartition> partitions) {
        consumer.pause(stillOurs(partitions));
    }

    public void resume(Collection<TopicPartition> partitions) {
        consumer.resume(stillOurs(partitions));
    }

    private Set<TopicPartition> stillOurs(Collection<TopicPartition> partitions) {
        Set<TopicPartition> ours = consumer.assignment();
        return partitions.stream().filter(ours::contains).collect(Collectors.toSet());
    }

    /** Gives all partitions back in good order; the next poll tells of it, and no record comes any more. */
    public void leave() {
        hasLeft = true;
        try {
            consumer.unsubscribe();
        } catch (KafkaException e) {
            LOG.debug("The group wasn't left in good order; the brokers will notice", e);
        }
    }

    /** Ends a poll that waits, or else the next one; from any thread. */
    public void wake() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        try {
            consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(callLimit));
        } catch (KafkaException e) {
            LOG.debug("The consumer didn't leave its group in good order; the brokers will notice", e);
        }
    }

    /** What a poll brought: first the changes, then the records. */
    public record Fetched(List<Change> changes, List<ConsumerRecord<String, byte[]>> records) {
        public Fetched {
            changes = List.copyOf(changes);
            records = List.copyOf(records);
        }
    }

    /** What happened to a partition. */
    public record Change(TopicPartition partition, Kind kind) {
        /** How it came or went. */
        public enum Kind {
            ASSIGNED,
            REVOKED,
            LOST
        }
    }

    private final class Listener implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            add(partitions, Change.Kind.ASSIGNED);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commitBeforeLeaving(partitions);
            add(partitions, Change.Kind.REVOKED);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            unconfirmed.keySet().removeAll(partitions);
            add(partitions, Change.Kind.LOST);
        }

        private void add(Collection<TopicPartition> partitions, Change.Kind kind) {
            partitions.forEach(partition -> changes.add(new Change(partition, kind)));
        }
    }
}
