package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.Test;

/**
 * The cost of an event doesn't grow with the plan. Measured by what it allocates, which no busy neighbour changes:
 * whatever walks over the plan shows up there, since tasks and counters are immutable.
 */
class EngineCostTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Moment NOW = new Moment(1_000, 1_000);

    @Test
    void shouldCostAboutTheSameInALongChain() {
        assertThat(bytesPerEvent(Plans.chain(5_000))).isLessThan(3 * bytesPerEvent(Plans.chain(1_000)));
    }

    @Test
    void shouldCostAboutTheSameInAWidePlan() {
        assertThat(bytesPerEvent(Plans.wide(5_000))).isLessThan(3 * bytesPerEvent(Plans.wide(1_000)));
    }

    @Test
    void shouldCostLittle() {
        assertThat(bytesPerEvent(Plans.chain(5_000))).isLessThan(40_000);
    }

    /** Runs the plan to its end; the first events, which warm up, don't count. */
    private static long bytesPerEvent(Plan plan) {
        var engine = new Engine(EngineSettings.DEFAULT);
        Operation operation = engine.accept(
                        new Event.Requested(
                                Play.request("op1", "ns1", 1, FailurePolicy.HOLD), Play.owner(1), 0, List.of()),
                        NOW)
                .next();
        operation = engine.decide(operation, new Event.Planned(plan, "p"), NOW).next();
        long bytes = 0;
        int events = 0;
        for (int i = 0; i < plan.size(); i++) {
            Operation told = operation.outboxSent();
            var command = Commands.inFlight(told, TaskId.at(i), "lcm-inbox").orElseThrow();
            var event = new Event.Replied(Reply.succeeded(command, Value.Obj.EMPTY));
            long before = THREADS.getCurrentThreadAllocatedBytes();
            operation = engine.decide(told, event, NOW).next();
            long after = THREADS.getCurrentThreadAllocatedBytes();
            if (i > 100) {
                bytes += after - before;
                events++;
            }
        }
        assertThat(operation.state()).isEqualTo(OperationState.COMPLETED);
        return bytes / events;
    }
}
