package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.junit.jupiter.api.Test;

/** Every row of both transition tables is taken by the real decide: none is there for nothing. */
class TransitionCoverageTest {

    @Test
    void shouldTakeEveryRowOfBothTablesWithASingleTask() {
        var plan = Plans.each(Plans.wide(1), task -> Plans.retried(task, 2));
        var taken = new TreeSet<String>();
        for (FailurePolicy policy : FailurePolicy.values()) {
            var world = new Explorer.World("one task", plan, policy, 0, 0, -1);
            taken.addAll(new Explorer(world).explore().rows());
        }

        // One that is ready waits behind the limit of commands in flight; a single task never does.
        taken.addAll(Play.anOperation()
                .inFlightAtMost(1)
                .planned(Plans.wide(2))
                .deadlinePasses()
                .transitions()
                .taken());

        assertThat(taken).as("rows taken").containsExactlyElementsOf(Transitions.rows());
    }
}
