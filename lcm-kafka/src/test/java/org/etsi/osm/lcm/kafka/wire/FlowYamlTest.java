package org.etsi.osm.lcm.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.Test;

/** What PyYAML's {@code safe_dump(…, default_flow_style=True, width=256)} gives for the same. */
class FlowYamlTest {

    @Test
    void shouldWriteAsPyYamlDoes() {
        var value = Value.Obj.EMPTY
                .with("b", Value.Obj.EMPTY.with("c", "yes").with("d", "1"))
                .with("a", Value.list(List.of(Value.of(1), Value.of(true), new Value.Nil(), Value.of("x y"))));

        assertThat(FlowYaml.text(value)).isEqualTo("{a: [1, true, null, x y], b: {c: 'yes', d: '1'}}\n");
        assertThat(FlowYaml.text(Value.Obj.EMPTY)).isEqualTo("{}\n");
        assertThat(FlowYaml.text(Value.list(List.of()))).isEqualTo("[]\n");
    }

    /** Whatever it holds, who reads it gets the same back. */
    @Test
    void shouldBeReadBackTheSame() {
        var hostile = Value.list(List.of(
                Value.of("017"),
                Value.of("12:30:45"),
                Value.of("1_000"),
                Value.of("1e5"),
                Value.of("~"),
                Value.of(""),
                Value.of("a: b, [c] {d} #e"),
                Value.of("line\nbreak\t'quotes\" \\ \u00e9\u2028\ud83d\ude00"),
                Value.of("long ".repeat(200)),
                Value.of("2026-01-01"),
                Value.of("!!python/object:os.system x"),
                new Value.Dec(0.5),
                Value.of(-7)));

        assertThat(OsmYaml.read(FlowYaml.text(hostile))).isEqualTo(hostile);
    }
}
