package org.etsi.osm.lcm.kafka.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Addressed;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Inbound;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Received;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.CommandCodec;
import org.junit.jupiter.api.Test;

/** An adapter's bus over Kafka's own mock clients. */
class KafkaAdapterBusTest {
    private static final Node NODE = Node.noNode();

    private final Counters counters = new Counters();
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<String, byte[]> producer = new MockProducer<>(
            new Cluster(
                    "c",
                    List.of(),
                    List.of(new PartitionInfo("lcm-inbox", 0, NODE, new Node[0], new Node[0])),
                    Set.of(),
                    Set.of()),
            true,
            null,
            new StringSerializer(),
            new ByteArraySerializer());
    private final KafkaAdapterBus bus = new KafkaAdapterBus(
            "ro-tasks",
            new Topics("", 1, (short) -1),
            new Subscription(consumer, List.of("ro-tasks"), Duration.ofSeconds(1)),
            new Sender(() -> producer, counters),
            counters);

    @Test
    void shouldRejectACommandWhoseReplyNobodyWouldRead() {
        var partition = new TopicPartition("ro-tasks", 0);
        consumer.rebalance(List.of(partition));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        bus.poll(0);
        Command bad = command(new ReplyTo("no such topic", 0, "k"));
        Command good = command(new ReplyTo("lcm-inbox", 0, "k"));
        consumer.addRecord(new ConsumerRecord<>("ro-tasks", 0, 0, "k", CommandCodec.encode(bad)));
        consumer.addRecord(new ConsumerRecord<>("ro-tasks", 0, 1, "k", CommandCodec.encode(good)));

        var poll = bus.poll(0);
        bus.commit(Map.of(0, 2L));

        assertThat(poll.records())
                .extracting(Received::message)
                .containsExactly(new Inbound.Unreadable(), new Inbound.Commanded(good));
        assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly("lcm-rejected");
    }

    @Test
    void shouldGiveUpAReplyThatCanNeverArriveAndSendTheOthers() {
        bus.reply(List.of(reply(7), reply(0)));

        assertThat(producer.history()).extracting(ProducerRecord::partition).containsExactly(0);
    }

    private static Addressed reply(int partition) {
        Command command = command(new ReplyTo("lcm-inbox", partition, "k"));
        return new Addressed(command.replyTo(), Reply.of(command, ReplyStatus.STOPPED, null));
    }

    private static Command command(ReplyTo replyTo) {
        return new Command(
                new OperationId("op-1"),
                "ns-1",
                TaskId.at(0),
                "ro",
                "NoOp",
                CommandAction.EXECUTE,
                1,
                1,
                Value.Obj.EMPTY,
                null,
                1_000,
                replyTo);
    }
}
