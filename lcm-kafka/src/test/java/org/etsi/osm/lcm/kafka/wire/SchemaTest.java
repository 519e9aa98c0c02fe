package org.etsi.osm.lcm.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents under docs/messages are sound, and what we send is as they say. */
class SchemaTest {
    private static final Path DOCS = Path.of("../docs/messages");
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static Stream<String> messages() {
        return WireSamples.encoded().keySet().stream();
    }

    static List<Path> schemas() throws IOException {
        try (var files = Files.list(DOCS.resolve("schemas"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void shouldHaveSoundSchemas(Path schema) throws IOException {
        Schema meta = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(Files.readString(schema), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldSendWhatTheSchemaSays(String name) throws IOException {
        String message = new String(
                java.util.Objects.requireNonNull(WireSamples.encoded().get(name)), StandardCharsets.UTF_8);
        String type = Json.read(message).text("type").orElseThrow();
        Schema schema =
                REGISTRY.getSchema(Files.readString(DOCS.resolve("schemas").resolve(type + ".schema.json")));

        assertThat(schema.validate(message, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate("{\"v\":1,\"type\":\"" + type + "\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    /** What the page for strangers shows has the form that the schemas describe. */
    @Test
    void shouldShowSoundLinesOnThePageForKafkaClients() throws IOException {
        List<String> lines = Files.readAllLines(DOCS.resolve("../kafka-control.md")).stream()
                .filter(line -> line.startsWith("{"))
                .map(line -> line.replace("<task>", "t0001"))
                .toList();

        assertThat(lines).hasSizeGreaterThan(30).allSatisfy(line -> {
            String verb = Json.read(line).text("verb").orElseThrow();
            String type = switch (verb) {
                case "freeze", "thaw", "freezes" -> "freeze";
                case "plan" -> "plan";
                default -> "verb";
            };
            Schema schema =
                    REGISTRY.getSchema(Files.readString(DOCS.resolve("schemas").resolve(type + ".schema.json")));
            assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
        });
    }

    @Test
    void shouldNameEveryKindOfEventInDecisions() throws IOException {
        Value schema = Json.read(Files.readString(DOCS.resolve("schemas/decision.schema.json")));

        assertThat(schema.at("/properties/event/properties/kind/enum")
                        .orElseThrow()
                        .items())
                .containsExactlyInAnyOrderElementsOf(Stream.of(Event.class.getPermittedSubclasses())
                        .map(kind -> Value.of(kind.getSimpleName()))
                        .toList());
    }

    @Test
    void shouldRefuseVerbsThatLackWhatTheyNeed() throws IOException {
        Schema schema = REGISTRY.getSchema(Files.readString(DOCS.resolve("schemas/verb.schema.json")));
        String start = "{\"v\":1,\"type\":\"verb\",\"requestId\":\"r\",\"operation\":\"o\",\"verb\":";

        assertThat(schema.validate(start + "\"skip\"}", InputFormat.JSON)).isNotEmpty();
        assertThat(schema.validate(start + "\"breakpoint\"}", InputFormat.JSON)).isNotEmpty();
        assertThat(schema.validate(start + "\"explode\"}", InputFormat.JSON)).isNotEmpty();
        assertThat(schema.validate(start + "\"skip\",\"task\":\"t0001\"}", InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void shouldDescribeEveryTopicAndMessageInAsyncApi() throws IOException {
        Value document = OsmYaml.read(Files.readAllBytes(DOCS.resolve("asyncapi.yaml")));

        assertThat(document.text("asyncapi")).contains("3.0.0");
        Value channels = document.field("channels").orElseThrow();
        assertThat(((Value.Obj) channels).fields())
                .containsOnlyKeys(
                        "lcm-inbox",
                        "ro-tasks",
                        "n2vc-tasks",
                        "lcm-control",
                        "lcm-control-replies",
                        "lcm-task-state",
                        "lcm-operation-state",
                        "lcm-rejected");
        var references = new ArrayList<String>();
        collectReferences(document, references);
        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1))).as(reference).isPresent();
            } else {
                assertThat(DOCS.resolve(reference)).exists();
            }
        });
    }

    private static void collectReferences(Value value, List<String> into) {
        if (value instanceof Value.Obj(Map<String, Value> fields)) {
            fields.forEach((name, field) -> {
                if (name.equals("$ref")) {
                    into.add(field.asText().orElseThrow());
                } else {
                    collectReferences(field, into);
                }
            });
        }
        value.items().forEach(item -> collectReferences(item, into));
    }
}
