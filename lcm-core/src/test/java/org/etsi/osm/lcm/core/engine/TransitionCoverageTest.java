package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskState;
import org.junit.jupiter.api.Test;

/** Every row of both transition tables is taken by the real decide, or is kept for a verb that is named here. */
class TransitionCoverageTest {
    private static final int SEEDS = 600;
    private static final int EVENTS = 80;

    /** Rows that no verb of today leads to: each with the verb that will. */
    private static final Set<String> LATER = Set.of(
            "task WAITING -> DONE", // done; today the adapter finds out, as it executes
            "task WAITING -> SKIPPED", // skip
            "task FAILED -> SKIPPED", // skip
            "task FAILED -> DONE", // done
            "task STOPPED -> SKIPPED", // skip
            "task STOPPED -> DONE", // done
            "task UNDO_FAILED -> SKIPPED", // skip
            "task DONE -> WAITING", // rerun
            "task UNDONE -> UNDOING", // rollback of a leftover that verify found
            "task SKIPPED -> WAITING", // rerun
            "task SKIPPED -> UNDOING", // rollback of a task that was skipped when its effects existed
            "operation PROCESSING -> PARTIALLY_COMPLETED"); // continue

    @Test
    void shouldTakeEveryRowOfBothTables() {
        var taken = new TreeSet<String>();
        for (long seed = 10_000; seed < 10_000 + SEEDS; seed++) {
            var fuzz = new Fuzz(seed);
            fuzz.run(EVENTS);
            taken.addAll(fuzz.play().transitions().taken());
        }

        var rows = new TreeSet<String>();
        for (TaskState from : TaskState.values()) {
            from.successors().forEach(to -> rows.add(Transitions.of(from, to)));
        }
        for (OperationState from : OperationState.values()) {
            from.successors().forEach(to -> rows.add(Transitions.of(from, to)));
        }
        var expected = new TreeSet<>(rows);
        expected.removeAll(LATER);

        assertThat(rows).as("rows kept for later exist").containsAll(LATER);
        assertThat(taken).as("rows taken").containsExactlyElementsOf(expected);
    }
}
