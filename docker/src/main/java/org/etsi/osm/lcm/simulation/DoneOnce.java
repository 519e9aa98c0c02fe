package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.VerbRequest;

/**
 * No verb is done more often than it was asked for, however often its request was sent. Counts what was accepted, by
 * what it was done to. Confined to the run's thread.
 */
final class DoneOnce {
    private final Map<List<Object>, Set<String>> done = new HashMap<>();

    /** @param asked each request once */
    void check(Operation now, Collection<VerbRequest> asked, Consumer<String> broken) {
        for (Answer answer : now.answers()) {
            if (!answer.accepted() || answer.verb().isRead()) {
                continue;
            }
            Set<String> requests = done.computeIfAbsent(what(now, answer), what -> new HashSet<>());
            if (requests.add(answer.requestId()) && requests.size() > times(answer, asked)) {
                broken.accept("Expected a verb to be done once for each request, but " + answer.verb() + " of "
                        + now.id() + " was done for " + requests);
            }
        }
    }

    private static List<Object> what(Operation now, Answer answer) {
        var what = new ArrayList<Object>(List.of(now.id(), answer.verb()));
        if (answer.task() != null) {
            what.add(answer.task());
        }
        return what;
    }

    private static long times(Answer answer, Collection<VerbRequest> asked) {
        return asked.stream()
                .filter(one -> one.operation().equals(answer.operation())
                        && one.verb() == answer.verb()
                        && Objects.equals(one.task(), answer.task()))
                .count();
    }
}
