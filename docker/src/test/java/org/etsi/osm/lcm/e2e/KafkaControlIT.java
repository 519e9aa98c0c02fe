package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stranger with any Kafka client: every line of docs/kafka-control.md is sent as it stands there, and answered. */
@Timeout(240)
class KafkaControlIT {
    private static final Path PAGE = Path.of("../docs/kafka-control.md");
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    /** Of these the page shows one that is legal when its turn comes; of the others it depends on the moment. */
    private static final List<String> ACCEPTED = List.of(
            "preview",
            "verify",
            "pause",
            "breakpoint",
            "clear",
            "hold",
            "release",
            "resume",
            "freeze",
            "freezes",
            "thaw",
            "plan",
            "cancel",
            "kill");

    @TempDir
    private static Path folder;

    private static Rig rig;
    private static Value.Obj nsr;
    private static String operation = "";

    @BeforeAll
    static void start() {
        // One thing at a time, and a server takes so long to boot that the operation is under way until somebody ends
        // it.
        rig = new Rig(folder, Map.of("LCM_ENGINE_MAX_IN_FLIGHT", "1"));
        String vim = rig.addVim("site", 600_000);
        Small.onboardVnf(rig.nbi());
        nsr = Small.createNs(rig.nbi(), "by-hand", Small.onboardNs(rig.nbi(), 2), vim);
        operation = rig.nbi().start("instantiate", nsr);
        rig.awaitTask(operation, "CreateServer", TaskState.RUNNING);
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("{\"v\":1"))
                .toList();
    }

    private static Value.Obj read(String json) {
        return Json.readObject(json.getBytes(StandardCharsets.UTF_8));
    }

    /** A task that waits for another one. */
    private static TaskId task() {
        var stored = rig.operation(operation).orElseThrow();
        return stored.plan().tasks().stream()
                .filter(spec -> stored.task(spec.id()).state() == TaskState.WAITING)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static String filledIn(String line, TaskId task) {
        return line.replace("<operation>", operation)
                .replace("<task>", task.value())
                .replace("<vim>", nsr.text("datacenter").orElseThrow())
                .replace("<ns>", Nbi.id(nsr));
    }

    @Test
    void shouldAnswerEveryLineOfThePage() throws Exception {
        var accepted = new TreeSet<String>();
        TaskId task = task();
        var asString = Map.<String, Object>of("bootstrap.servers", rig.bootstrap());
        try (Producer<String, String> producer =
                        new KafkaProducer<>(asString, new StringSerializer(), new StringSerializer());
                var replies = new Tap(rig.bootstrap(), List.of("lcm-control-replies"))) {
            List<String> lines = lines();
            for (int i = 0; i < lines.size(); i++) {
                String line = filledIn(lines.get(i), task);
                assertThat(line).doesNotContain("<");
                @Nullable String key = i % 2 == 0 ? null : "any key " + i;
                producer.send(new ProducerRecord<>("lcm-control", key, line))
                        .get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);

                Value.Obj answer = answer(replies, read(line).text("requestId").orElseThrow());
                String verb = read(line).text("verb").orElseThrow();
                if (answer.text("accepted").orElseThrow().equals("true")) {
                    accepted.add(verb);
                } else {
                    verifyRejection(line, answer);
                }
            }
        }
        System.out.println("Control by hand: accepted " + accepted);
        assertThat(accepted).containsAll(ACCEPTED);
        assertThat(rig.awaitState(operation, "FAILED").text("errorMessage")).isPresent();
    }

    private static Value.Obj answer(Tap replies, String requestId) {
        return await("the answer to " + requestId)
                .atMost(ANSWER_LIMIT)
                .until(
                        () -> replies.all("lcm-control-replies").stream()
                                .map(record -> Json.readObject(record.value()))
                                .filter(value -> value.text("requestId")
                                        .filter(requestId::equals)
                                        .isPresent())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Why, and what is legal instead: something always is. */
    private static void verifyRejection(String line, Value.Obj answer) {
        assertThat(answer.text("reason").orElse("")).as(line).isNotBlank();
        assertThat(answer.text("state")).as("%s: %s", line, answer).isPresent();
        assertThat(answer.items("legal")).as("%s: %s", line, answer).isNotEmpty();
    }

    @Test
    void shouldShowEveryVerbThereIs() throws IOException {
        var shown = new ArrayList<String>();
        lines().forEach(line -> shown.add(read(line).text("verb").orElseThrow()));
        Stream<String> ofOperations =
                Stream.of(Verb.values()).map(verb -> verb.name().toLowerCase(Locale.ROOT));

        assertThat(shown).containsAll(ofOperations.toList()).contains("freeze", "thaw", "freezes", "plan");
        assertThat(lines().stream().map(line -> read(line).text("requestId"))).doesNotHaveDuplicates();
    }
}
