package org.etsi.osm.lcm.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.client.TransitionFeed;
import org.etsi.osm.lcm.kafka.client.TransitionFeed.Transition;

/** In which order tasks of an operation begin to be undone from now on, as it is published. */
final class UndoOrder implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    /** So many polls without news, and all was read. */
    private static final int QUIET = 3;

    private final TransitionFeed feed;
    private final String operation;

    UndoOrder(DemoWorld world, String operation) {
        this.feed = TransitionFeed.open(world.site().clients(), world.site().topics(), false);
        this.operation = operation;
    }

    /** The tasks of each step, as a preview has them. */
    static List<List<String>> foreseen(Value rollback) {
        var steps = new TreeMap<Long, List<String>>();
        for (Value task : rollback.items("order")) {
            long step = Long.parseLong(task.text("step").orElse("0"));
            steps.computeIfAbsent(step, any -> new ArrayList<>())
                    .add(task.text("task").orElse(""));
        }
        return sorted(new ArrayList<>(steps.values()));
    }

    /** The same tasks in steps of the same sizes, but in the order in which they went: equal if it was the order. */
    List<List<String>> happened(Value rollback) {
        Map<String, Long> begun = begun();
        var inOrder = begun.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
        var steps = new ArrayList<List<String>>();
        int from = 0;
        for (List<String> step : foreseen(rollback)) {
            int to = Math.min(inOrder.size(), from + step.size());
            steps.add(new ArrayList<>(inOrder.subList(from, to)));
            from = to;
        }
        if (from < inOrder.size()) {
            steps.add(new ArrayList<>(inOrder.subList(from, inOrder.size())));
        }
        return sorted(steps);
    }

    private static List<List<String>> sorted(List<List<String>> steps) {
        return steps.stream().map(step -> step.stream().sorted().toList()).toList();
    }

    private Map<String, Long> begun() {
        var begun = new LinkedHashMap<String, Long>();
        for (int quiet = 0; quiet < QUIET; ) {
            List<Transition> news = feed.poll(POLL);
            quiet = news.isEmpty() ? quiet + 1 : 0;
            for (Transition transition : news) {
                if (transition instanceof Transition.OfTask(var of)
                        && transition.operation().equals(operation)
                        && of.moved().to() == TaskState.UNDOING) {
                    begun.putIfAbsent(of.moved().task().value(), transition.revision());
                }
            }
        }
        return begun;
    }

    @Override
    public void close() {
        feed.close();
    }
}
