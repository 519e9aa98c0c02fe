package org.etsi.osm.lcm.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OSM reads with PyYAML what we write as JSON: the two aren't quite the same language. */
class PythonReadsUsTest {
    private static final int RANDOM_VALUES = 2_000;

    /** What the two languages, or the two libraries, take differently where it isn't escaped. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "~",
            "yes",
            "1",
            "1.5",
            "1e5",
            "0x1f",
            "012",
            "1:30",
            "2026-01-31",
            "{}",
            "[a]",
            "a: b",
            "#comment",
            "a #b",
            "- x",
            "%x",
            "@x",
            "`x",
            "&a",
            "*a",
            "!t",
            "|",
            ">",
            "'",
            "\"",
            "\\",
            "\\/",
            "/a/b",
            "a\nb",
            "a\r\nb",
            "\t",
            "a\u0085b",
            "a\u2028b",
            "a\u2029b",
            "\u0000",
            "\u001b[1m",
            "\u007f",
            "\u009f",
            "\ufeff",
            "\ufffe",
            "\uffff",
            "\u00e4\u00f6",
            "\u4e2d",
            "\ud83d\ude00",
            "a\ud83db",
            "<<",
            "=",
            "---",
            "...",
            "x".repeat(5_000),
            "word ".repeat(500));

    @BeforeAll
    static void python() {
        if (PythonYaml.required()) {
            assertThat(PythonYaml.present())
                    .as("python3 with PyYAML; .ci/run installs python3-yaml")
                    .isTrue();
        }
        Assumptions.assumeTrue(PythonYaml.present(), "There is no python3 with PyYAML here: install python3-yaml");
    }

    @Test
    void shouldWriteTextsThatPythonReadsAsTheyAre() {
        List<byte[]> written = new ArrayList<>();
        for (String text : TEXTS) {
            written.add(Json.write(Value.of(text)));
            // YAML takes no longer ones for keys, and ours are names of fields.
            written.add(Json.write(Value.Obj.EMPTY.with(text.substring(0, Math.min(500, text.length())), text)));
            written.add(Json.write(Value.list(List.of(Value.of(text), Value.of(1)))));
        }
        PythonYaml.verifyReadsTheSame(written);
    }

    @Test
    void shouldWriteNumbersThatPythonReadsAsNumbers() {
        List<Value> numbers = List.of(
                Value.of(0),
                Value.of(-1),
                Value.of(Long.MAX_VALUE),
                Value.of(Long.MIN_VALUE),
                new Value.Dec(0),
                new Value.Dec(1.76e9),
                new Value.Dec(1_760_000_000.123456),
                new Value.Dec(1e-7),
                new Value.Dec(1e21),
                new Value.Dec(-0.5),
                Value.of(true),
                new Value.Nil());
        PythonYaml.verifyReadsTheSame(numbers.stream().map(Json::write).toList());
    }

    @Test
    void shouldWriteTreesThatPythonReads() {
        long seed = Long.getLong("python.seed", System.nanoTime());
        System.out.println("PyYAML: " + RANDOM_VALUES + " values, -Dpython.seed=" + seed);
        var random = new Random(seed);
        List<byte[]> written = new ArrayList<>();
        for (int i = 0; i < RANDOM_VALUES; i++) {
            written.add(Json.write(value(random, 4)));
        }
        PythonYaml.verifyReadsTheSame(written);
    }

    private static Value value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> Value.of(random.nextLong());
            case 1 -> new Value.Dec(random.nextDouble() * Math.pow(10, random.nextInt(30) - 10));
            case 2 -> Value.of(random.nextBoolean());
            case 3 -> new Value.Nil();
            case 4 -> Value.of(text(random));
            case 5 -> {
                List<Value> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(random, depth - 1));
                }
                yield Value.list(items);
            }
            default -> {
                Map<String, Value> fields = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    fields.put(text(random), value(random, depth - 1));
                }
                yield new Value.Obj(fields);
            }
        };
    }

    private static String text(Random random) {
        var text = new StringBuilder(TEXTS.get(random.nextInt(TEXTS.size() - 2)));
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(0x100)));
        }
        return text.toString();
    }

    /** The comparison itself: an exponent without a sign is a text to PyYAML. */
    @Test
    void shouldNoticeWhatPythonReadsOtherwise() {
        byte[] exponent = "{\"at\": 1e5}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> PythonYaml.verifyReadsTheSame(List.of(exponent)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1e5");
    }
}
