package org.etsi.osm.lcm.kafka.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.core.port.EngineBus.Delivery;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.port.Membership;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.kafka.osm.OperationSamples;
import org.etsi.osm.lcm.kafka.wire.InboxCodec;
import org.junit.jupiter.api.Test;

/** The engine's bus over Kafka's own mock clients. */
class KafkaEngineBusTest {
    private static final Topics TOPICS = new Topics("", 4, (short) -1);

    private final List<String> story = new ArrayList<>();
    private final Counters counters = new Counters();
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(cluster(), true, null, new StringSerializer(), new ByteArraySerializer());
    private final Osm osm = new Osm();
    private final KafkaEngineBus bus = new KafkaEngineBus(
            new Subscription(consumer, List.of("lcm-inbox"), Duration.ofSeconds(1)),
            new Sender(() -> producer, counters),
            TOPICS,
            osm,
            counters);

    private static Cluster cluster() {
        var partitions = new ArrayList<PartitionInfo>();
        for (TopicSetupCounts topic : TopicSetupCounts.values()) {
            for (int i = 0; i < topic.partitions; i++) {
                partitions.add(new PartitionInfo(topic.topic, i, Node.noNode(), new Node[0], new Node[0]));
            }
        }
        return new Cluster("c", List.of(), partitions, Set.of(), Set.of());
    }

    private enum TopicSetupCounts {
        RO("ro-tasks", 3),
        TASK("lcm-task-state", 2),
        OPERATION("lcm-operation-state", 2);

        private final String topic;
        private final int partitions;

        TopicSetupCounts(String topic, int partitions) {
            this.topic = topic;
            this.partitions = partitions;
        }
    }

    private final class Osm implements OsmSide {
        private final List<String> shown = new ArrayList<>();
        private boolean away;

        @Override
        public void show(List<Operation> snapshots) {
            if (away) {
                throw new StoreUnavailableException("away");
            }
            snapshots.forEach(snapshot -> shown.add(snapshot.id().value()));
            story.add("shown after " + producer.history().size());
        }

        @Override
        public List<Message> announcements(Operation snapshot, OperationState ended) {
            return List.of(new Message("ns", "instantiated", Value.Obj.EMPTY.with("nsr_id", "ns-1")));
        }

        @Override
        public void progress(Operation snapshot, List<Reply> news) {
            story.add("progress");
        }
    }

    private void assign(int... partitions) {
        List<TopicPartition> assigned = java.util.Arrays.stream(partitions)
                .mapToObj(p -> new TopicPartition("lcm-inbox", p))
                .toList();
        consumer.rebalance(assigned);
        Map<TopicPartition, Long> offsets = new java.util.HashMap<>();
        assigned.forEach(p -> offsets.put(p, 0L));
        consumer.updateBeginningOffsets(offsets);
    }

    /** Goal: after a takeover the records of an NS show what occupies it, not what was over before. */
    @Test
    void shouldShowTheOccupantOfAnNsLast() {
        var due = List.<Outgoing>of(new Outgoing.RecordsDue(5));
        var deliveries = new ArrayList<Delivery>();
        for (boolean occupies : new boolean[] {true, false}) {
            for (String id : List.of("a", "b", "c")) {
                OperationState state = occupies ? OperationState.PROCESSING : OperationState.FAILED;
                deliveries.add(new Delivery(
                        OperationSamples.operation(
                                (occupies ? "now-" : "over-") + id,
                                "terminate",
                                state,
                                occupies,
                                TaskState.RUNNING,
                                1,
                                5),
                        due));
            }
        }

        bus.publish(List.of(), deliveries);

        assertThat(osm.shown).containsExactly("over-a", "over-b", "over-c", "now-a", "now-b", "now-c");
    }

    @Test
    void shouldTellMembershipInOrderAndKeepItOverAFailedPoll() {
        assign(0, 1);
        consumer.setPollException(new org.apache.kafka.common.KafkaException("no broker"));

        assertThatThrownBy(() -> bus.poll(0)).isInstanceOf(BusUnavailableException.class);
        EngineBus.Poll poll = bus.poll(0);
        assign(1);
        EngineBus.Poll next = bus.poll(0);

        assertThat(poll.changes()).containsExactly(new Membership.Assigned(0), new Membership.Assigned(1));
        assertThat(next.changes()).contains(new Membership.Revoked(0));
    }

    @Test
    void shouldRejectWhatItCanNotReadBeforeItsOffsetIsCommitted() {
        assign(0);
        bus.poll(0);
        byte[] vanished = InboxCodec.encode(new Inbound.Vanished(new OperationId("op-1")));
        consumer.addRecord(new ConsumerRecord<>("lcm-inbox", 0, 0, "k", "{".getBytes(StandardCharsets.UTF_8)));
        consumer.addRecord(new ConsumerRecord<>("lcm-inbox", 0, 1, "k", vanished));

        EngineBus.Poll poll = bus.poll(0);
        producer.sendException = new TimeoutException("no broker");
        assertThatThrownBy(() -> bus.commit(Map.of(0, 2L))).isInstanceOf(BusUnavailableException.class);
        producer.sendException = null;
        bus.commit(Map.of(0, 2L));

        assertThat(poll.records())
                .extracting(EngineBus.Received::message)
                .containsExactly(new Inbound.Unreadable(), new Inbound.Vanished(new OperationId("op-1")));
        assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly("lcm-rejected");
        var partition = new TopicPartition("lcm-inbox", 0);
        assertThat(consumer.committed(Set.of(partition)).values())
                .extracting(OffsetAndMetadata::offset)
                .containsExactly(2L);
    }

    @Test
    void shouldPublishInTheOrderOfTheContract() {
        Operation snapshot = OperationSamples.operation(
                "op-1", "instantiate", OperationState.COMPLETED, false, TaskState.DONE, 1, 9);
        var items = List.<Outgoing>of(
                new Outgoing.EndAnnounced(9, OperationState.COMPLETED),
                new Outgoing.RecordsDue(9),
                new Outgoing.TaskMoved(
                        8, 0, TaskId.at(2), TaskState.RUNNING, TaskState.DONE, 1, 1, "Replied", null, null),
                new Outgoing.OperationMoved(
                        9, 0, OperationState.PROCESSING, OperationState.COMPLETED, Control.RUN, 0, 0, "Replied", null));
        var command = new Command(
                snapshot.id(),
                "ns-1",
                TaskId.at(0),
                "ro",
                "CreateNetwork",
                CommandAction.EXECUTE,
                1,
                1,
                Value.Obj.EMPTY,
                null,
                1000,
                new ReplyTo("lcm-inbox", 0, "ns-1"));

        bus.publish(List.of(command), List.of(new Delivery(snapshot, items)));

        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly("ro-tasks", "lcm-task-state", "lcm-operation-state", "ns");
        assertThat(story).containsExactly("shown after 3");
        ProducerRecord<String, byte[]> sent = producer.history().getFirst();
        assertThat(sent.partition()).isEqualTo(Partitioning.of("op-1/t0001", 3));
        assertThat(new String(sent.headers().lastHeader("lcm-type").value(), StandardCharsets.UTF_8))
                .isEqualTo("command");
        assertThat(new String(sent.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    /** Goal: OSM's message never goes before the records show its cause. */
    @Test
    void shouldNotAnnounceAnEndThatTheRecordsDoNotShow() {
        Operation snapshot = OperationSamples.operation(
                "op-1", "instantiate", OperationState.COMPLETED, false, TaskState.DONE, 1, 9);
        osm.away = true;

        assertThatThrownBy(() -> bus.publish(
                        List.of(),
                        List.of(new Delivery(
                                snapshot,
                                List.of(
                                        new Outgoing.RecordsDue(9),
                                        new Outgoing.EndAnnounced(9, OperationState.COMPLETED))))))
                .isInstanceOf(BusUnavailableException.class);

        assertThat(producer.history()).isEmpty();
    }
}
