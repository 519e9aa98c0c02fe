package org.etsi.osm.lcm.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message of ours looks as its golden file and is read back from it. {@code -Dregenerate} writes the files anew:
 * then look at the difference, since it is what all others on the wire will see.
 */
class WireGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/wire");

    @BeforeAll
    static void regenerate() throws IOException {
        if (System.getProperty("regenerate") != null) {
            for (var message : WireSamples.encoded().entrySet()) {
                String text = new String(message.getValue(), StandardCharsets.UTF_8) + "\n";
                Files.writeString(FOLDER.resolve(message.getKey() + ".json"), text);
            }
        }
    }

    static Stream<String> names() {
        return WireSamples.encoded().keySet().stream();
    }

    static Stream<String> readBack() {
        return WireSamples.values().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldWriteWhatTheGoldenFileHas(String name) throws IOException {
        byte[] bytes = java.util.Objects.requireNonNull(WireSamples.encoded().get(name));
        Path file = FOLDER.resolve(name + ".json");

        assertThat(new String(bytes, StandardCharsets.UTF_8) + "\n").isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("readBack")
    void shouldReadTheGoldenFile(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(FOLDER.resolve(name + ".json"));

        assertThat(WireSamples.decode(name, bytes))
                .isEqualTo(WireSamples.values().get(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldIgnoreUnknownFields(String name) throws IOException {
        Value.Obj message = Json.readObject(Files.readAllBytes(FOLDER.resolve(name + ".json")));
        byte[] extended = Json.write(message.with("fromTheFuture", Value.list(List.of(Value.of(1)))));

        assertThat(WireSamples.decode(name, extended)).isEqualTo(WireSamples.decode(name, Json.write(message)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldRefuseAnotherVersion(String name) throws IOException {
        Value.Obj message = Json.readObject(Files.readAllBytes(FOLDER.resolve(name + ".json")));

        assertThatThrownBy(() -> WireSamples.decode(name, Json.write(message.with("v", 2))))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("version 2");
    }

    /** Goal: whatever one field is replaced by or left out, there is a value or one WireException, nothing else. */
    @ParameterizedTest
    @MethodSource("names")
    void shouldMeetWrongTypesWithOneKindOfException(String name) throws IOException {
        Value.Obj message = Json.readObject(Files.readAllBytes(FOLDER.resolve(name + ".json")));
        List<Value> wrongs = List.of(
                Value.of(""),
                Value.of(-1),
                new Value.Dec(1e300),
                Value.of(true),
                new Value.Nil(),
                Value.Arr.EMPTY,
                Value.Obj.EMPTY,
                Value.of("x".repeat(300)));

        for (String field : message.fields().keySet()) {
            for (Value wrong : wrongs) {
                byte[] bytes = Json.write(message.with(field, wrong));
                try {
                    assertThat(WireSamples.decode(name, bytes)).isNotNull();
                } catch (WireException e) {
                    assertThat(e).hasMessageStartingWith("Expected");
                    assertThat(e.getMessage()).hasSizeLessThan(600);
                }
            }
        }
    }

    @Test
    void shouldRefuseHostileJsonWithAClearSentence() {
        assertThatThrownBy(() -> Json.read("[".repeat(5_000))).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> Json.read("{\"a\":1,\"a\":2}"))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("uplicate");
        assertThatThrownBy(() -> Json.read(new byte[Json.MAX_BYTES + 1]))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("bytes of JSON");
        assertThatThrownBy(() -> Json.read("{} {}")).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> Json.read("")).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> Json.read("{\"a\":")).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> Json.read("[1e999]")).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> InboxCodec.decode("{\"v\":1,\"type\":\"command\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("Expected a request, verb, reply, vanished or freezes-changed");
    }

    @Test
    void shouldKeepReferencesAndNumbersAsTheyAre() {
        Value tree = Value.Obj.EMPTY
                .with("net", new Value.Ref(new TaskId("t0002"), "/networkId"))
                .with("big", Long.MAX_VALUE)
                .with("time", new Value.Dec(1_760_000_000.123456))
                .with("whole", new Value.Dec(3.0));

        String text = Json.text(tree);

        assertThat(text)
                .isEqualTo("{\"net\":{\"$from\":\"t0002\",\"pointer\":\"/networkId\"},\"big\":9223372036854775807,"
                        + "\"time\":1760000000.123456,\"whole\":3.0}");
        assertThat(Json.withReferences(Json.read(text))).isEqualTo(tree);
    }
}
