package org.etsi.osm.lcm.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.model.TaskState.DONE;
import static org.etsi.osm.lcm.core.model.TaskState.FAILED;
import static org.etsi.osm.lcm.core.model.TaskState.RUNNING;
import static org.etsi.osm.lcm.core.model.TaskState.SKIPPED;
import static org.etsi.osm.lcm.core.model.TaskState.STOPPED;
import static org.etsi.osm.lcm.core.model.TaskState.UNDOING;
import static org.etsi.osm.lcm.core.model.TaskState.UNDONE;
import static org.etsi.osm.lcm.core.model.TaskState.UNDO_FAILED;
import static org.etsi.osm.lcm.core.model.TaskState.WAITING;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of design 3.3, written down a second time: a change of one has to be a change of both. */
class TaskStateTest {

    static Stream<Arguments> legal() {
        return Stream.of(
                        row(WAITING, RUNNING, DONE, SKIPPED, FAILED, UNDOING),
                        row(RUNNING, DONE, FAILED, STOPPED, WAITING),
                        row(DONE, UNDOING, WAITING),
                        row(FAILED, WAITING, SKIPPED, DONE, UNDOING),
                        row(STOPPED, WAITING, SKIPPED, DONE, UNDOING),
                        row(UNDOING, UNDONE, UNDO_FAILED, STOPPED),
                        row(UNDONE, WAITING, UNDOING),
                        row(UNDO_FAILED, UNDOING, WAITING, SKIPPED),
                        row(SKIPPED, WAITING, UNDOING))
                .flatMap(pairs -> pairs);
    }

    static Stream<Arguments> illegal() {
        var legal = legal().map(pair -> Arrays.asList(pair.get())).toList();
        return Arrays.stream(TaskState.values())
                .flatMap(from -> Arrays.stream(TaskState.values()).map(to -> Arguments.of(from, to)))
                .filter(pair -> !legal.contains(Arrays.asList(pair.get())));
    }

    private static Stream<Arguments> row(TaskState from, TaskState... next) {
        return Arrays.stream(next).map(to -> Arguments.of(from, to));
    }

    @ParameterizedTest
    @MethodSource("legal")
    void shouldAllow(TaskState from, TaskState to) {
        assertThat(from.canBecome(to)).isTrue();
        assertThat(from.successors()).contains(to);
    }

    @ParameterizedTest
    @MethodSource("illegal")
    void shouldForbid(TaskState from, TaskState to) {
        assertThat(from.canBecome(to)).isFalse();
        assertThat(from.successors()).doesNotContain(to);
    }

    @Test
    void shouldSatisfyDependentsWhenDoneOrSkippedOnly() {
        assertThat(TaskState.values()).filteredOn(TaskState::isSatisfied).containsExactly(DONE, SKIPPED);
    }

    @Test
    void shouldHaveAWayOutOfEveryState() {
        assertThat(TaskState.values())
                .allSatisfy(state -> assertThat(state.successors()).isNotEmpty());
    }
}
