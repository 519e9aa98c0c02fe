package org.etsi.osm.lcm.core.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Settle;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.model.UndoScope;
import org.jspecify.annotations.Nullable;

/**
 * What two snapshots of operations with the same plan must have in common for the same things to be able to happen to
 * both: everything that a decision depends on, without sequence, revision, times, texts and history. Attempts count to
 * 2, and only where the retry policy still looks at them; tasks that the plan doesn't tell apart are put in an order.
 */
@SuppressWarnings("EnumOrdinal") // a key lives as long as one exploration, and bits are what it is about
final class StateKeys {
    /** Bits of a task; three of them fit into a long. */
    private static final int WIDTH = 21;

    private static final int A_WORD = 3;

    private final int[][] automorphisms;
    private final boolean hasReferences;

    /** A snapshot, and how many verbs may still be asked. */
    record Key(long operation, long first, long second, int budget) {
        @Override
        public int hashCode() {
            long h = operation * 0x9E3779B97F4A7C15L;
            h = (h ^ (h >>> 32) ^ first) * 0xBF58476D1CE4E5B9L;
            h = (h ^ (h >>> 29) ^ second) * 0x94D049BB133111EBL + budget;
            return (int) (h ^ (h >>> 32));
        }
    }

    StateKeys(Plan plan) {
        hasReferences = plan.tasks().stream()
                .anyMatch(task -> !task.parameters().references().isEmpty());
        var found = new ArrayList<int[]>();
        permute(plan, new int[plan.size()], 0, found);
        automorphisms = found.toArray(int[][]::new);
    }

    Key of(Operation operation, int budget) {
        int size = operation.plan().size();
        var tasks = new long[size];
        for (int i = 0; i < size; i++) {
            tasks[i] = task(operation, i);
        }
        long first = Long.MAX_VALUE;
        long second = Long.MAX_VALUE;
        for (int[] order : size == 0 ? new int[][] {{}} : automorphisms) {
            long low = packed(tasks, order, 0);
            long high = packed(tasks, order, A_WORD);
            if (low < first || (low == first && high < second)) {
                first = low;
                second = high;
            }
        }
        return new Key(operation(operation), first, second, budget);
    }

    private static long packed(long[] tasks, int[] order, int from) {
        long packed = 0;
        for (int i = from; i < Math.min(order.length, from + A_WORD); i++) {
            packed = packed << WIDTH | tasks[order[i]];
        }
        return packed;
    }

    private long task(Operation operation, int index) {
        Task task = operation.tasks().get(index);
        TaskId id = TaskId.at(index);
        var inFlight = task.inFlight();
        var timer = task.timer();
        var settle = operation.settle();
        var bits = new Bits();
        bits.add(4, task.state().ordinal());
        bits.add(task.touched());
        bits.add(task.held());
        bits.add(task.passed());
        bits.add(task.abandoned());
        bits.add(2, countsAttempts(task.state()) ? Math.min(2, task.attempt()) : 0);
        bits.add(
                2,
                inFlight == null || inFlight.abort() == null
                        ? 0
                        : 1 + inFlight.abort().ordinal());
        bits.add(timer != null && timer.kind() == Timer.Kind.BACKOFF);
        bits.add(hasReferences
                && task.outputs() != null
                && task.outputs().field("id").isPresent());
        bits.add(id.equals(operation.steering().stepping()));
        bits.add(2, scope(operation.steering().undo(), id));
        bits.add(2, scope(settle == null ? null : settle.undo(), id));
        bits.add(settle != null && id.equals(settle.blame()));
        return bits.packed;
    }

    /** Elsewhere attempts begin at 0 before anything looks at them again. */
    private static boolean countsAttempts(TaskState state) {
        return switch (state) {
            case WAITING, RUNNING, UNDOING, UNDO_FAILED -> true;
            case DONE, FAILED, STOPPED, UNDONE, SKIPPED -> false;
        };
    }

    private static int scope(@Nullable UndoScope scope, TaskId id) {
        return scope == null || !scope.task().equals(id) ? 0 : 1 + scope.kind().ordinal();
    }

    private static long operation(Operation operation) {
        var steering = operation.steering();
        boolean isBackward = operation.state() == OperationState.ROLLING_BACK;
        var bits = new Bits();
        bits.add(3, operation.state().ordinal());
        bits.add(2, operation.control().ordinal());
        bits.add(steering.tolerant());
        bits.add(!steering.breakpoints().isEmpty());
        bits.add(!steering.frozenBy().isEmpty());
        bits.add(operation.occupies());
        bits.add(operation.queuePosition() > 0);
        bits.add(operation.isPlanned());
        bits.add(isBackward && operation.automaticRollback());
        bits.add(operation.supersededBy() != null);
        bits.add(operation.deadline() != null);
        bits.add(operation.parked() != null);
        settle(bits, operation.settle());
        return bits.packed;
    }

    private static void settle(Bits bits, @Nullable Settle settle) {
        var cancelMode = settle == null ? null : settle.cancelMode();
        bits.add(3, settle == null ? 7 : settle.then().ordinal());
        bits.add(2, cancelMode == null ? 0 : 1 + cancelMode.ordinal());
        bits.add(settle != null && settle.automatic());
    }

    /** Facts, one after the other. */
    private static final class Bits {
        private long packed;

        void add(boolean is) {
            add(1, is ? 1 : 0);
        }

        void add(int width, int value) {
            packed = packed << width | value;
        }
    }

    /** Every way to exchange tasks that leaves the plan what it is; one with references only as it stands. */
    private static void permute(Plan plan, int[] order, int next, List<int[]> found) {
        if (next == order.length) {
            if (isSame(plan, order)) {
                found.add(order.clone());
            }
            return;
        }
        for (int candidate = 0; candidate < order.length; candidate++) {
            int c = candidate;
            if (Arrays.stream(order, 0, next).noneMatch(used -> used == c)) {
                order[next] = candidate;
                permute(plan, order, next + 1, found);
            }
        }
    }

    private static boolean isSame(Plan plan, int[] order) {
        for (int i = 0; i < order.length; i++) {
            var task = plan.tasks().get(i);
            var other = plan.tasks().get(order[i]);
            int[] on =
                    Arrays.stream(plan.dependsOn(i)).map(d -> order[d]).sorted().toArray();
            boolean isAlike = Arrays.equals(
                            on, Arrays.stream(plan.dependsOn(order[i])).sorted().toArray())
                    && task.reversibility() == other.reversibility()
                    && task.retry().equals(other.retry())
                    && (order[i] == i || task.parameters().references().isEmpty());
            if (!isAlike) {
                return false;
            }
        }
        return true;
    }
}
