package org.etsi.osm.lcm.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.model.OperationState.COMPLETED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED_TEMP;
import static org.etsi.osm.lcm.core.model.OperationState.PARTIALLY_COMPLETED;
import static org.etsi.osm.lcm.core.model.OperationState.PROCESSING;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLED_BACK;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLING_BACK;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of design 3.4, written down a second time: a change of one has to be a change of both. */
class OperationStateTest {

    static Stream<Arguments> legal() {
        return Stream.of(
                        row(PROCESSING, COMPLETED, PARTIALLY_COMPLETED, FAILED_TEMP, FAILED, ROLLING_BACK),
                        row(FAILED_TEMP, PROCESSING, ROLLING_BACK, FAILED),
                        row(ROLLING_BACK, ROLLED_BACK, FAILED_TEMP, FAILED))
                .flatMap(pairs -> pairs);
    }

    static Stream<Arguments> illegal() {
        var legal = legal().map(pair -> Arrays.asList(pair.get())).toList();
        return Arrays.stream(OperationState.values())
                .flatMap(from -> Arrays.stream(OperationState.values()).map(to -> Arguments.of(from, to)))
                .filter(pair -> !legal.contains(Arrays.asList(pair.get())));
    }

    private static Stream<Arguments> row(OperationState from, OperationState... next) {
        return Arrays.stream(next).map(to -> Arguments.of(from, to));
    }

    @ParameterizedTest
    @MethodSource("legal")
    void shouldAllow(OperationState from, OperationState to) {
        assertThat(from.canBecome(to)).isTrue();
        assertThat(from.successors()).contains(to);
    }

    @ParameterizedTest
    @MethodSource("illegal")
    void shouldForbid(OperationState from, OperationState to) {
        assertThat(from.canBecome(to)).isFalse();
        assertThat(from.successors()).doesNotContain(to);
    }

    @Test
    void shouldEndInFourStates() {
        assertThat(OperationState.values())
                .filteredOn(OperationState::isTerminal)
                .containsExactly(COMPLETED, PARTIALLY_COMPLETED, FAILED, ROLLED_BACK);
    }

    @Test
    void shouldMoveInTwoStates() {
        assertThat(OperationState.values())
                .filteredOn(OperationState::isMoving)
                .containsExactly(PROCESSING, ROLLING_BACK);
    }
}
