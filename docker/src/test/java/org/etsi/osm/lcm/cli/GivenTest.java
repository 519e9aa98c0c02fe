package org.etsi.osm.lcm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.Test;

/** What operators type as parameters. */
class GivenTest {
    private static Value field(String text) {
        return Given.fields(Map.of("x", text)).fields().getOrDefault("x", new Value.Nil());
    }

    @Test
    void shouldTakeJsonAndBareWords() {
        assertThat(field("mgmt")).isEqualTo(Value.of("mgmt"));
        assertThat(field("\"7\"")).isEqualTo(Value.of("7"));
        assertThat(field("7")).isEqualTo(Value.of(7));
        assertThat(field("true")).isEqualTo(Value.of(true));
        assertThat(field("null")).isEqualTo(new Value.Nil());
        assertThat(field("10.0.0.7")).isEqualTo(Value.of("10.0.0.7"));
        assertThat(field("[\"10.0.0.7\"]").items()).containsExactly(Value.of("10.0.0.7"));
        assertThat(field("")).isEqualTo(Value.of(""));
    }

    @Test
    void shouldTakeReferencesToOutputs() {
        assertThat(field("{\"$from\": \"t0001\", \"pointer\": \"/id\"}"))
                .isEqualTo(new Value.Ref(new TaskId("t0001"), "/id"));
    }

    @Test
    void shouldRefuseWhatBeginsAsJsonAndIsNone() {
        assertThatThrownBy(() -> field("{\"a\":"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageStartingWith("Expected x in JSON, but");
        assertThatThrownBy(() -> Given.map("--outputs", "[1]")).hasMessageContaining("to be a map");
        assertThatThrownBy(() -> Given.task("server")).hasMessageContaining("such as t0001");
        assertThatThrownBy(() -> Given.operation(" ")).hasMessageContaining("1 to 128");
    }
}
