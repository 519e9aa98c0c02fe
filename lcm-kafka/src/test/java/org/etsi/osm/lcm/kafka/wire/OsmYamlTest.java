package org.etsi.osm.lcm.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OsmYamlTest {

    @Test
    void shouldReadFlowStyleFoldedOverLinesAsPyYamlWritesIt() {
        Value read = OsmYaml.read("""
            {_admin: {created: 1760000000.12, projects_read: [9a1cbbd7-2ac4-4c2f-8a5d-0f1f6b5f8f11]}, _id: 1-2,
              text: a sentence that goes
                on in the next line, quoted: '[{"a": "b"}]', empty: null, yes: false, none: ~}
            """);

        assertThat(read.at("/_admin/created")).contains(new Value.Dec(1760000000.12));
        assertThat(read.text("text")).contains("a sentence that goes on in the next line");
        assertThat(read.text("quoted")).contains("[{\"a\": \"b\"}]");
        assertThat(read.field("empty")).isEmpty();
        assertThat(read.field("true")).contains(new Value.Bool(false));
    }

    @Test
    void shouldResolveAliases() {
        Value read = OsmYaml.read("{a: &id001 [x, y], b: *id001}");

        assertThat(read.items("b")).isEqualTo(List.of(Value.of("x"), Value.of("y")));
    }

    @Test
    void shouldReadBareScalarsAndEmptyText() {
        assertThat(OsmYaml.read("dummy message\n...\n")).isEqualTo(Value.of("dummy message"));
        assertThat(OsmYaml.read("")).isEqualTo(new Value.Nil());
    }

    /** Goal: what PyYAML left unquoted because it is a text to it stays a text. */
    @Test
    void shouldResolvePlainScalarsAsPyYamlDoes() {
        Value read = OsmYaml.read("[1e5, 12e03, 1.5e+3, 0x1f, 017, 1:30, 2020-01-02, on, 1_000, 08]");

        assertThat(read.items())
                .containsExactly(
                        Value.of("1e5"),
                        Value.of("12e03"),
                        new Value.Dec(1500),
                        Value.of(31),
                        Value.of(15),
                        Value.of(90),
                        Value.of("2020-01-02"),
                        Value.of(true),
                        Value.of(1000),
                        Value.of("08"));
    }

    @Test
    void shouldReadJson() {
        assertThat(OsmYaml.read("{\"_id\":\"a\",\"n\":[1,2.5,null,true]}").items("n"))
                .containsExactly(Value.of(1), new Value.Dec(2.5), new Value.Nil(), Value.of(true));
    }

    @Test
    void shouldRefuseHostileYamlWithAClearSentence() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ",").repeat(10))
                    .append("]\n");
        }
        List<String> hostile = List.of(
                bomb.toString(),
                "&a [*a]",
                "{a: &x {b: *x}}",
                "[".repeat(200),
                "{a: 1, a: 2}",
                "a: b: c",
                "\tx: 1",
                "!!python/object:os.system {}",
                "!!java.net.URL ['http://localhost']",
                "{[1]: 2}",
                "[.nan]",
                "!!int abc",
                "a: 1\n--- \nb: 2");
        for (String text : hostile) {
            assertThatThrownBy(() -> OsmYaml.read(text))
                    .as(text.substring(0, Math.min(text.length(), 40)))
                    .isInstanceOf(WireException.class)
                    .hasMessageStartingWith("Expected");
        }
        assertThatThrownBy(() -> OsmYaml.read(new byte[] {(byte) 0xff, (byte) 0xfe, 0x41}))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> OsmYaml.read("x".repeat(Json.MAX_BYTES + 1).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(WireException.class);
    }

    /** Each level doubles what a hash of it costs, at no cost of its own. */
    @Test
    @Timeout(10)
    void shouldRefuseCollectionsAsKeysBeforeAnybodyHashesThem() {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 60; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        String deep = text.substring(0, text.indexOf("a40: "));

        for (String key : List.of("? *a39\n: 1\n", "k: !!set {? *a39}\n")) {
            assertThatThrownBy(() -> OsmYaml.read(deep + key))
                    .isInstanceOf(WireException.class)
                    .hasMessageContaining("as keys");
        }
    }

    @Test
    void shouldReadEveryWireFixture() throws IOException {
        assumeTrue(Fixtures.present(), "OSM's fixtures aren't here");
        try (var files = Files.list(Fixtures.folder().resolve("wire/kafka"))) {
            for (Path file : files.toList()) {
                Value value = OsmYaml.read(Files.readAllBytes(file));

                assertThat(OsmYaml.read(Json.write(value))).as(file.toString()).isEqualTo(value);
            }
        }
    }
}
