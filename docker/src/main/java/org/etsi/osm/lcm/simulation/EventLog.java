package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What happened in a run, in words, and which invariants it broke. Lines are kept only where somebody will read them: a
 * run that failed is run once more for its log. Confined to the run's thread.
 */
final class EventLog {
    private final boolean keepsLines;
    private final List<String> lines = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private long events;
    private long interruptions;

    EventLog(boolean keepsLines) {
        this.keepsLines = keepsLines;
    }

    /** The next event begins. */
    void event() {
        events++;
    }

    /** A crash, a stall, a fault: something that the system has to survive. */
    void interruption(long nowMs, String who, int number, String what) {
        interruptions++;
        note(nowMs, who, () -> "!! " + (number == 0 ? "" : number + " ") + what);
    }

    void note(long nowMs, String who, Supplier<String> what) {
        if (keepsLines) {
            lines.add("%6d %9.3fs %-10s %s".formatted(events, nowMs / 1000.0, who, what.get()));
        }
    }

    void violation(long nowMs, String what) {
        violations.add("event " + events + ": " + what);
        if (keepsLines) {
            lines.add("%6d %9.3fs ==> VIOLATION: %s".formatted(events, nowMs / 1000.0, what));
        }
    }

    boolean isBroken() {
        return !violations.isEmpty();
    }

    long events() {
        return events;
    }

    long interruptions() {
        return interruptions;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
