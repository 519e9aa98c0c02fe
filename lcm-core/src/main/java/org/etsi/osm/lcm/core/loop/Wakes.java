package org.etsi.osm.lcm.core.loop;

import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.TaskId;

/**
 * What wakes the loop up by itself: timers of the operations, and silence of adapters. Confined to the loop's thread.
 */
final class Wakes {
    private final Alarms<Timed> timers = new Alarms<>();
    private final Alarms<Silence> silences = new Alarms<>();

    /** A timer of an operation, valid for one owner's epoch. */
    record Timed(int partition, long epoch, Event.TimerDue event) {}

    /** A command that nobody has answered yet. */
    record Silence(int partition, long epoch, long sequence, long afterMs) {}

    Alarms<Timed> timers() {
        return timers;
    }

    Alarms<Silence> silences() {
        return silences;
    }

    void arm(Operation operation, Effect.ArmTimer effect) {
        var timer = effect.timer();
        var owner = operation.ownership();
        timers.set(
                new Alarms.Key(operation.id(), effect.task()),
                timer.dueAtMs(),
                new Timed(
                        owner.partition(),
                        owner.epoch(),
                        new Event.TimerDue(effect.task(), timer.kind(), timer.armedBy())));
    }

    void listen(Operation operation, TaskId task, long sequence, long nowMs, long afterMs) {
        var owner = operation.ownership();
        silences.set(
                new Alarms.Key(operation.id(), task),
                nowMs + afterMs,
                new Silence(owner.partition(), owner.epoch(), sequence, afterMs));
    }

    void forget(OperationId operation, int tasks) {
        timers.dropAll(operation, tasks);
        silences.dropAll(operation, tasks);
    }

    long nextMs() {
        return Math.min(timers.nextMs(), silences.nextMs());
    }
}
