package org.etsi.osm.lcm.bench.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.etsi.osm.lcm.bench.store.BareStore;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.bus.KafkaClients;
import org.etsi.osm.lcm.kafka.bus.Outbound;
import org.etsi.osm.lcm.kafka.bus.Partitioning;
import org.etsi.osm.lcm.kafka.bus.Sender;
import org.etsi.osm.lcm.kafka.bus.Subscription;
import org.etsi.osm.lcm.kafka.wire.MessageType;

/**
 * The least that a durable chain of remote tasks can cost: for each task a command and a reply over Kafka, and one
 * compare-and-set in MongoDB. The clients and their settings are the engine's, and so is the batching: what a poll
 * brought is written in one bulk and answered in one flush. There is no ledger, no plan, no transition, no commit.
 */
public final class BareLoop implements AutoCloseable {
    private static final long POLL_MS = 200;
    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final String commandTopic;
    private final String replyTopic;
    private final BareStore store;
    private final Subscription replies;
    private final Sender sender;
    private final Turning responder;
    private final byte[] command;

    /**
     * Starts the side that answers; the other one is the caller's thread.
     *
     * @param command of the size that the engine sends
     * @param reply of the size that an adapter sends
     * @param partitions that each topic has
     */
    public BareLoop(
            KafkaClients clients,
            String commandTopic,
            String replyTopic,
            BareStore store,
            byte[] command,
            byte[] reply,
            int partitions) {
        this.commandTopic = commandTopic;
        this.replyTopic = replyTopic;
        this.store = store;
        this.command = command.clone();
        create(clients, partitions);
        this.replies = new Subscription(clients.consumer("bare", replyTopic), List.of(replyTopic), CALL_LIMIT);
        this.sender = new Sender(() -> clients.producer("bare"), new Counters());
        this.responder = responder(clients, reply.clone());
    }

    private void create(KafkaClients clients, int partitions) {
        var topics = List.of(
                new NewTopic(commandTopic, partitions, (short) 1), new NewTopic(replyTopic, partitions, (short) 1));
        try (Admin admin = clients.admin()) {
            admin.createTopics(topics).all().get(CALL_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected the bare loop's topics, but the bench was interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Expected the bare loop's topics to be created, but they weren't", e);
        }
    }

    private Turning responder(KafkaClients clients, byte[] reply) {
        var commands = new Subscription(clients.consumer("responder", commandTopic), List.of(commandTopic), CALL_LIMIT);
        var answers = new Sender(() -> clients.producer("responder"), new Counters());
        return new Turning(
                "bare-responder",
                () -> {
                    var records = new ArrayList<Outbound>();
                    for (ConsumerRecord<String, byte[]> received :
                            commands.poll(POLL_MS).records()) {
                        records.add(record(answers, replyTopic, received.key(), reply));
                    }
                    answers.send(records);
                },
                () -> {
                    commands.close();
                    answers.close();
                });
    }

    private static Outbound record(Sender sender, String topic, String key, byte[] value) {
        int partition = Partitioning.of(key, sender.partitionsOf(topic));
        return new Outbound(new ProducerRecord<>(topic, partition, key, value), MessageType.COMMAND);
    }

    /** Runs so many chains at once, each of so many tasks; how long it took, in nanoseconds. */
    public long run(int chains, int tasks) {
        var revisions = new HashMap<String, Long>();
        for (int i = 0; i < chains; i++) {
            revisions.put("bare-" + UUID.randomUUID(), 0L);
        }
        store.begin(List.copyOf(revisions.keySet()));
        long began = System.nanoTime();
        send(revisions.keySet());
        int left = chains;
        while (left > 0) {
            if (System.nanoTime() - began > LIMIT.toNanos()) {
                throw new IllegalStateException("Expected " + chains + " bare chains to end within " + LIMIT + ", but "
                        + left + " didn't: nothing was measured");
            }
            left -= step(revisions, tasks);
        }
        return System.nanoTime() - began;
    }

    private int step(Map<String, Long> revisions, int tasks) {
        var moved = new HashMap<String, Long>();
        for (ConsumerRecord<String, byte[]> received : replies.poll(POLL_MS).records()) {
            Long revision = revisions.get(received.key());
            if (revision != null) {
                moved.put(received.key(), revision);
            }
        }
        if (moved.isEmpty()) {
            return 0;
        }
        store.advance(moved);
        var next = new ArrayList<String>();
        moved.forEach((chain, revision) -> {
            if (revision + 1 < tasks) {
                revisions.put(chain, revision + 1);
                next.add(chain);
            } else {
                revisions.remove(chain);
            }
        });
        send(next);
        return moved.size() - next.size();
    }

    private void send(Iterable<String> chains) {
        var records = new ArrayList<Outbound>();
        chains.forEach(chain -> records.add(record(sender, commandTopic, chain, command)));
        sender.send(records);
    }

    @Override
    public void close() {
        responder.close();
        replies.close();
        sender.close();
    }
}
