package org.etsi.osm.lcm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.embedded.EmbeddedBroker;
import org.etsi.osm.lcm.kafka.wire.ControlCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a client does where nobody answers: a look at the world that an engine had in its memory may have died with it.
 */
class OperatorClientTest {
    @TempDir
    private Path folder;

    @Test
    void shouldAskAgainUnderTheSameIdUntilItsTimeIsUp() throws Exception {
        var request = VerbRequest.of("look-1", new OperationId("op-1"), Verb.VERIFY, "test");
        try (var broker = EmbeddedBroker.open(folder, 0)) {
            String bootstrap = broker.bootstrapServers();
            try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
                admin.createTopics(List.of(
                                new NewTopic("lcm-control", 1, (short) 1),
                                new NewTopic("lcm-control-replies", 1, (short) 1)))
                        .all()
                        .get();
            }
            try (var operator = new Site(bootstrap, "mongodb://127.0.0.1:1", "osm", "").operator()) {
                assertThat(operator.ask(request, Duration.ofSeconds(6))).isEmpty();
            }
            assertThat(asked(bootstrap)).containsExactly(request, request);
        }
    }

    private static List<VerbRequest> asked(String bootstrap) {
        var partition = new TopicPartition("lcm-control", 0);
        var found = new ArrayList<VerbRequest>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> found.add(ControlCodec.decodeVerb(record.value())));
            }
        }
        return found;
    }
}
