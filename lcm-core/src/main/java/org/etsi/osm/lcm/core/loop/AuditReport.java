package org.etsi.osm.lcm.core.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import org.etsi.osm.lcm.core.engine.Answers;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.model.VerifyVerdict;

/** What verify is answered with: how many were looked at, what was seen, and what contradicts what is stored. */
final class AuditReport {
    /** Characters of what is said of one task. */
    private static final int MOST_WORDS = 500;

    /** Bytes of the list, with room for the rest of the answer. */
    private static final int LIST_LIMIT = Answer.DETAIL_LIMIT - 16 * 1024;

    private AuditReport() {}

    /** Drift first; of a long list as much as an answer may have, while the counts are of all. */
    static Value.Obj of(Operation operation, VerbRequest request, List<Audit.Finding> findings) {
        var counts = new EnumMap<VerifyVerdict, Integer>(VerifyVerdict.class);
        for (VerifyVerdict verdict : VerifyVerdict.values()) {
            counts.put(verdict, 0);
        }
        findings.forEach(found -> counts.merge(found.verdict(), 1, Integer::sum));
        var sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparing((Audit.Finding found) -> !found.isDrift())
                .thenComparingInt(found -> found.task().index()));
        var tasks = new ArrayList<Value>();
        int bytes = 0;
        for (Audit.Finding found : sorted) {
            Value.Obj task = task(operation, request, found);
            bytes += task.size();
            if (tasks.size() == Answers.MOST_LISTED || bytes > LIST_LIMIT) {
                break;
            }
            tasks.add(task);
        }
        Value.Obj verdicts = Value.Obj.EMPTY;
        for (var count : counts.entrySet()) {
            verdicts = verdicts.with(count.getKey().name(), count.getValue());
        }
        return Value.Obj.EMPTY
                .with("checked", findings.size())
                .with("drift", findings.stream().filter(Audit.Finding::isDrift).count())
                .with("verdicts", verdicts)
                .with("tasks", Value.list(tasks));
    }

    private static Value.Obj task(Operation operation, VerbRequest request, Audit.Finding found) {
        TaskSpec spec = operation.plan().task(found.task());
        Value.Obj task = Value.Obj.EMPTY
                .with("task", spec.id().value())
                .with("label", spec.label())
                .with("type", spec.type())
                .with("state", found.state().name())
                .with("verdict", found.verdict().name())
                .with("drift", found.isDrift());
        if (found.isChanged()) {
            task = task.with("changed", true);
        }
        var differences = found.outputs().field("differences").orElse(null);
        if (differences instanceof Value.Arr(var items)) {
            task = task.with(
                    "differences",
                    Value.list(items.stream()
                            .map(item -> item instanceof Value.Text(var words) ? Value.of(cut(words)) : item)
                            .toList()));
        } else if (!found.observed().isEmpty()) {
            task = task.with("observed", cut(found.observed()));
        }
        boolean isNamed = request.task() != null && !found.outputs().fields().isEmpty();
        return isNamed ? task.with("outputs", found.outputs()) : task;
    }

    private static String cut(String words) {
        return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS - 1) + "…";
    }
}
