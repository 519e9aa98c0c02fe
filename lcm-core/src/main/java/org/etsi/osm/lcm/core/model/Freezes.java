package org.etsi.osm.lcm.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every freeze in force, and which change of them this is. Immutable.
 *
 * @param version counts the changes
 * @param changes the last requests that changed something, so that a repeated one gets the same answer
 */
public record Freezes(long version, List<Freeze> inForce, List<Change> changes) {
    /** Freezes that may be in force at once. */
    public static final int MOST = 64;

    private static final int CHANGES_KEPT = 64;

    public static final Freezes NONE = new Freezes(0, List.of(), List.of());

    public Freezes {
        inForce = List.copyOf(inForce);
        changes = List.copyOf(changes);
    }

    /** A request that changed something, and to which version. */
    public record Change(String requestId, long version) {}

    /** What a request comes to. */
    public sealed interface Outcome {
        /** The freezes are to be these. */
        record Changed(Freezes next) implements Outcome {}

        /** The same request has brought them to this version before. */
        record Repeated(long version) implements Outcome {}

        record Rejected(String reason) implements Outcome {}
    }

    public Outcome freeze(Freeze asked) {
        var repeated = repeated(asked.requestId());
        if (repeated.isPresent()) {
            return repeated.get();
        }
        var present = of(asked.selector());
        if (present.isPresent()) {
            return new Outcome.Rejected(asked.selector() + " is frozen already, by "
                    + present.get().actor() + " (" + present.get().requestId() + ")");
        }
        if (inForce.size() >= MOST) {
            return new Outcome.Rejected(MOST + " freezes are in force, which is the most: thaw one of them");
        }
        var more = new ArrayList<>(inForce);
        more.add(asked);
        return changed(more, asked.requestId());
    }

    public Outcome thaw(Selector selector, String requestId) {
        var repeated = repeated(requestId);
        if (repeated.isPresent()) {
            return repeated.get();
        }
        if (of(selector).isEmpty()) {
            return new Outcome.Rejected(selector + " isn't frozen; frozen are " + selectors());
        }
        return changed(
                inForce.stream().filter(f -> !f.selector().equals(selector)).toList(), requestId);
    }

    /** What is selected, in the order in which it was frozen. */
    public List<Selector> selectors() {
        return inForce.stream().map(Freeze::selector).toList();
    }

    /** Those that may mean tasks of an NS. */
    public List<Selector> selectorsFor(String nsInstanceId) {
        return selectors().stream()
                .filter(s -> s.kind() != Selector.Kind.NS || s.value().equals(nsInstanceId))
                .toList();
    }

    private Optional<Freeze> of(Selector selector) {
        return inForce.stream().filter(f -> f.selector().equals(selector)).findFirst();
    }

    private Optional<Outcome> repeated(String requestId) {
        return changes.stream()
                .filter(change -> change.requestId().equals(requestId))
                .<Outcome>map(change -> new Outcome.Repeated(change.version()))
                .findFirst();
    }

    private Outcome changed(List<Freeze> next, String requestId) {
        var told = new ArrayList<>(changes);
        told.add(new Change(requestId, version + 1));
        int from = Math.max(0, told.size() - CHANGES_KEPT);
        return new Outcome.Changed(new Freezes(version + 1, next, told.subList(from, told.size())));
    }
}
