package org.etsi.osm.lcm.core.loop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.TaskId;
import org.jspecify.annotations.Nullable;

/** An open operation in the memory of its owner. Confined to the loop's thread. */
final class Live {
    /** What is known to be stored; none before the insert is confirmed. */
    private @Nullable Operation stored;

    /** With the decisions of the present batch folded in. */
    private Operation current;

    private final List<Effect> effects = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    /** In the order in which they were heard. */
    private final Map<TaskId, Reply> news = new LinkedHashMap<>();

    private long newsShownAtMs = Long.MIN_VALUE;
    private boolean hasNews;

    Live(@Nullable Operation stored, Operation current) {
        this.stored = stored;
        this.current = current;
    }

    OperationId id() {
        return current.id();
    }

    @Nullable
    Operation stored() {
        return stored;
    }

    Operation current() {
        return current;
    }

    List<Effect> effects() {
        return effects;
    }

    List<String> reasons() {
        return reasons;
    }

    void decided(Operation next, List<Effect> more, List<String> why) {
        current = next;
        effects.addAll(more);
        reasons.addAll(why);
    }

    void current(Operation next) {
        current = next;
    }

    boolean needsWrite() {
        var known = stored;
        return known == null || known.revision() != current.revision();
    }

    void confirmed() {
        stored = current;
    }

    /** Everything that the batch had to tell has been acknowledged. */
    void told() {
        current = current.outboxSent();
        effects.clear();
        reasons.clear();
    }

    void heard(Reply reply) {
        news.remove(reply.task());
        news.put(reply.task(), reply);
        hasNews = true;
    }

    void moved() {
        hasNews = true;
        news.keySet().removeIf(task -> current.task(task).inFlight() == null);
    }

    /** News to show now, the latest last; or nothing if there are none or it is too soon. */
    @Nullable
    List<Reply> newsDue(long nowMs, long everyMs) {
        boolean isDue = hasNews && (newsShownAtMs == Long.MIN_VALUE || nowMs - newsShownAtMs >= everyMs);
        if (!isDue) {
            return null;
        }
        hasNews = false;
        newsShownAtMs = nowMs;
        return List.copyOf(news.values());
    }
}
