package org.etsi.osm.lcm.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.bench.store.WriteCounts.Purpose;
import org.etsi.osm.lcm.core.model.Value;

/**
 * What the bench found.
 *
 * @param rounds one for each number of operations at once
 * @param writes by purpose, of all measured operations together
 */
record BenchResult(
        List<Round> rounds,
        long operations,
        long tasks,
        Map<Purpose, Long> writes,
        long commands,
        long replies,
        long otherMessages) {

    /**
     * Medians, in milliseconds.
     *
     * @param wholeMs from the request to COMPLETED, acceptance and planning included
     * @param tasksMs the tasks alone
     * @param bareMs the bare loop's, of as many tasks
     */
    record Round(int atOnce, int tasks, double wholeMs, double tasksMs, double bareMs) {
        double ratio() {
            return wholeMs / bareMs;
        }

        double tasksRatio() {
            return tasksMs / bareMs;
        }

        double tasksPerSecond() {
            return 1_000.0 * atOnce * tasks / wholeMs;
        }

        double barePerSecond() {
            return 1_000.0 * atOnce * tasks / bareMs;
        }
    }

    double kafkaMessagesPerTask() {
        return (double) (commands + replies) / tasks;
    }

    double mongoWritesPerTask() {
        return per(tasks, Purpose.TASK);
    }

    double mongoWritesPerOperation() {
        return per(operations, Purpose.ACCEPTANCE, Purpose.PLANNING, Purpose.CLOSING);
    }

    double ledgerWritesPerTask() {
        return per(tasks, Purpose.LEDGER);
    }

    private double per(long count, Purpose... purposes) {
        long sum = 0;
        for (Purpose purpose : purposes) {
            sum += writes.getOrDefault(purpose, 0L);
        }
        return (double) sum / count;
    }

    /** The object of the last line. */
    Value.Obj toValue() {
        var each = new ArrayList<Value>();
        for (Round round : rounds) {
            each.add(new Fields(Value.Obj.EMPTY)
                    .put("operations", round.atOnce())
                    .put("tasks", round.tasks())
                    .put("engineMs", round.wholeMs())
                    .put("engineTasksMs", round.tasksMs())
                    .put("bareMs", round.bareMs())
                    .put("ratio", round.ratio())
                    .put("tasksRatio", round.tasksRatio())
                    .put("tasksPerSecond", round.tasksPerSecond())
                    .put("bareTasksPerSecond", round.barePerSecond())
                    .value());
        }
        Round last = rounds.getLast();
        return new Fields(Value.Obj.EMPTY)
                .put("tasksPerSecond", last.tasksPerSecond())
                .put("bareTasksPerSecond", last.barePerSecond())
                .put("latencyMs", rounds.getFirst().wholeMs())
                .put("latencyRatio", rounds.getFirst().ratio())
                .put("throughputRatio", last.ratio())
                .put("kafkaMessagesPerTask", kafkaMessagesPerTask())
                .put("mongoWritesPerTask", mongoWritesPerTask())
                .put("mongoWritesPerOperation", mongoWritesPerOperation())
                .put("ledgerWritesPerTask", ledgerWritesPerTask())
                .put("ledgerReadsPerTask", per(tasks, Purpose.LEDGER_READ))
                .put("otherMongoWritesPerTask", per(tasks, Purpose.OTHER))
                .put("transitionMessagesPerTask", (double) otherMessages / tasks)
                .value()
                .with("rounds", Value.list(each));
    }

    /** Numbers as people read them: three decimals. */
    private record Fields(Value.Obj value) {
        Fields put(String name, double number) {
            return new Fields(value.with(name, new Value.Dec(Math.round(number * 1_000) / 1_000.0)));
        }

        Fields put(String name, int number) {
            return new Fields(value.with(name, number));
        }
    }
}
