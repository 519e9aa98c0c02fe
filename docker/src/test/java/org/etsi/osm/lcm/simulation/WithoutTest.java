package org.etsi.osm.lcm.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of what is left out, in words. */
class WithoutTest {
    @Test
    void shouldContainWhatItSays() {
        var without = Without.parse("3, 17-19,57-");

        assertThat(IntStream.range(1, 60).filter(without::contains)).containsExactly(3, 17, 18, 19, 57, 58, 59);
        assertThat(without).hasToString("3,17-19,57-").isEqualTo(Without.parse(without.toString()));
        assertThat(Without.parse(" ")).isEqualTo(Without.NOTHING).hasToString("");
    }

    @Test
    void shouldLeaveOutAllButWhatIsKept() {
        assertThat(Without.allBut(List.of(9, 2, 3, 5))).hasToString("1,4,6-8,10-");
        assertThat(Without.allBut(List.of())).hasToString("1-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "3,", "-4", "3--4", "3 4", "9-3", "99999999999"})
    void shouldRefuseWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> Without.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected numbers and ranges such as 3,17-40,57-, but found '" + text + "'");
    }
}
