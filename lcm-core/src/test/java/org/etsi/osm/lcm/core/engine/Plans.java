package org.etsi.osm.lcm.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.RetryPolicy;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;

/** Plans for tests, by their shape. Task n is {@code t000n}; tasks take 100 s at most and aren't tried again. */
public final class Plans {
    public static final Duration TIMEOUT = Duration.ofSeconds(100);

    private Plans() {}

    /** t0001 ← t0002 ← … */
    public static Plan chain(int size) {
        return new Plan(IntStream.range(0, size)
                .mapToObj(i -> i == 0 ? task(i) : task(i, i - 1))
                .toList());
    }

    /** t0001, and so many that depend on it. */
    public static Plan fork(int branches) {
        return new Plan(IntStream.rangeClosed(0, branches)
                .mapToObj(i -> i == 0 ? task(i) : task(i, 0))
                .toList());
    }

    /** t0001, then t0002 and t0003 side by side, then t0004. */
    public static Plan diamond() {
        return new Plan(List.of(task(0), task(1, 0), task(2, 0), task(3, 1, 2)));
    }

    /** So many tasks that depend on nothing. */
    public static Plan wide(int size) {
        return new Plan(IntStream.range(0, size).mapToObj(i -> task(i)).toList());
    }

    /** Tasks that depend on some of those before them; some are tried again, few can't be undone. */
    public static Plan random(RandomGenerator random, int maxSize) {
        int size = random.nextInt(maxSize + 1);
        double density = random.nextDouble() * 0.6;
        boolean irreversible = random.nextInt(4) == 0;
        var tasks = new ArrayList<TaskSpec>();
        for (int i = 0; i < size; i++) {
            int at = i;
            int[] on = IntStream.range(0, i)
                    .filter(d -> at - d < 5 && random.nextDouble() < density)
                    .toArray();
            var task = task(i, on);
            if (random.nextBoolean()) {
                task = retried(task, 2 + random.nextInt(2));
            }
            if (irreversible && random.nextInt(4) == 0) {
                task = irreversible(task);
            }
            if (on.length > 0 && random.nextInt(3) == 0) {
                var ref = new Value.Ref(TaskId.at(on[0]), "/id");
                task = with(task, Value.Obj.EMPTY.with("from", ref));
            }
            tasks.add(task);
        }
        return new Plan(tasks);
    }

    public static TaskSpec task(int index, int... dependsOn) {
        return new TaskSpec(
                TaskId.at(index),
                "NoOp",
                "no-op " + (index + 1),
                "ro",
                Value.Obj.EMPTY,
                IntStream.of(dependsOn).mapToObj(TaskId::at).toList(),
                TIMEOUT,
                RetryPolicy.NEVER,
                Reversibility.EXACT,
                Map.of());
    }

    /** So many attempts in all, a second and then ever longer apart. */
    public static TaskSpec retried(TaskSpec task, int attempts) {
        return new TaskSpec(
                task.id(),
                task.type(),
                task.label(),
                task.adapter(),
                task.parameters(),
                task.dependsOn(),
                task.timeout(),
                new RetryPolicy(attempts, Duration.ofSeconds(1), Duration.ofSeconds(8)),
                task.reversibility(),
                task.scope());
    }

    public static TaskSpec irreversible(TaskSpec task) {
        return new TaskSpec(
                task.id(),
                task.type(),
                task.label(),
                task.adapter(),
                task.parameters(),
                task.dependsOn(),
                task.timeout(),
                task.retry(),
                Reversibility.IMPOSSIBLE,
                task.scope());
    }

    public static TaskSpec with(TaskSpec task, Value.Obj parameters) {
        return new TaskSpec(
                task.id(),
                task.type(),
                task.label(),
                task.adapter(),
                parameters,
                task.dependsOn(),
                task.timeout(),
                task.retry(),
                task.reversibility(),
                task.scope());
    }

    /** The same plan with every task changed. */
    public static Plan each(Plan plan, UnaryOperator<TaskSpec> change) {
        return new Plan(plan.tasks().stream().map(change).toList());
    }

    /** The same plan with one task changed. */
    public static Plan change(Plan plan, String id, UnaryOperator<TaskSpec> change) {
        return each(plan, task -> task.id().value().equals(id) ? change.apply(task) : task);
    }
}
