package org.etsi.osm.lcm.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/state-machine.md} what the enums say; {@code -Dregenerate} writes it anew. */
class StateDiagramTest {
    private static final Path PAGE = Path.of("..", "docs", "state-machine.md");

    private static final Map<TaskState, String> TASK = new EnumMap<>(Map.of(
            TaskState.WAITING, "its dependencies, a hold, a back-off or the operation's control keep it",
            TaskState.RUNNING, "EXECUTE is stored, then sent",
            TaskState.DONE, "the postcondition was verified, the outputs are stored",
            TaskState.FAILED, "the attempt is over and its error stored; side effects may exist",
            TaskState.STOPPED, "interrupted; side effects may exist, none is in flight",
            TaskState.UNDOING, "ROLLBACK is stored, then sent",
            TaskState.UNDONE, "the rollback was verified: no side effect is left",
            TaskState.UNDO_FAILED, "the attempt to roll back is over; side effects remain",
            TaskState.SKIPPED, "an operator took responsibility, with outputs where dependents need them"));

    private static final Map<OperationState, String> OPERATION = new EnumMap<>(Map.of(
            OperationState.PROCESSING, "it waits for its turn on the network service, is planned, or its tasks run",
            OperationState.COMPLETED, "every task is DONE or SKIPPED",
            OperationState.PARTIALLY_COMPLETED, "finished, but for branches that an operator left",
            OperationState.FAILED_TEMP, "nothing moves; it waits for an operator, and keeps the network service",
            OperationState.FAILED, "closed for good; what it changed stays, unless its rollback was automatic",
            OperationState.ROLLING_BACK, "what was done is undone, dependents first",
            OperationState.ROLLED_BACK, "no side effect of any task is left"));

    @Test
    void shouldShowBothTablesAsTheyAre() throws IOException {
        String page = page();
        if (System.getProperty("regenerate") != null) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("Expected %s as the enums have it; run this test with -Dregenerate", PAGE)
                .content()
                .isEqualTo(page);
    }

    private static String page() {
        return """
            # States

            Generated from the enums `TaskState` and `OperationState` by `StateDiagramTest`; don't edit it by hand.
            Any other move throws, and the operation is parked. `TransitionCoverageTest` fails if a row is never taken.

            ## Tasks

            %s
            %s
            ## Operations

            The states are ETSI SOL005's. A pause is no state but a field beside it (`control`), and so is the place in the
            queue of the network service: a SOL005 client never meets an unknown word.

            %s
            %s\
            """.formatted(
                        table(TaskState.values(), TASK, TaskState::successors),
                        diagram(TaskState.values(), TaskState.WAITING, TaskState::successors),
                        table(OperationState.values(), OPERATION, OperationState::successors),
                        diagram(OperationState.values(), OperationState.PROCESSING, OperationState::successors));
    }

    private static <S extends Enum<S>> String table(
            S[] states, Map<S, String> meaning, Function<S, Collection<S>> successors) {
        var text = new StringBuilder("| state | meaning | may become |\n| --- | --- | --- |\n");
        for (S state : states) {
            String next =
                    successors.apply(state).stream().sorted().map(Enum::name).collect(Collectors.joining(", "));
            text.append("| %s | %s | %s |\n"
                    .formatted(state, meaning.get(state), next.isEmpty() ? "nothing: it is the end" : next));
        }
        return text.toString();
    }

    private static <S extends Enum<S>> String diagram(S[] states, S first, Function<S, Collection<S>> successors) {
        var text = new StringBuilder("```mermaid\nstateDiagram-v2\n    [*] --> " + first + "\n");
        for (S state : states) {
            var next = successors.apply(state).stream().sorted().toList();
            next.forEach(to -> text.append("    %s --> %s\n".formatted(state, to)));
            if (next.isEmpty()) {
                text.append("    %s --> [*]\n".formatted(state));
            }
        }
        return text.append("```\n").toString();
    }

    @Test
    void shouldExplainEveryState() {
        assertThat(TASK).containsOnlyKeys(Arrays.asList(TaskState.values()));
        assertThat(OPERATION).containsOnlyKeys(Arrays.asList(OperationState.values()));
    }
}
