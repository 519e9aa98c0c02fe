package org.etsi.osm.lcm.core.engine;

import java.time.Duration;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Timer;

/** Timers that start, stop or change hands; a paused operation's back-offs and deadline keep what remains of them. */
final class Rearm {
    private Rearm() {}

    /** A task's timer and its command in the hands of a new owner. */
    static void adopt(Draft draft, int index, Moment now, long revision) {
        var task = draft.task(index);
        var timer = task.timer();
        if (timer != null) {
            draft.set(index, task.timer(draft.arm(index, timer.adopted(now, revision))));
        }
        if (task.inFlight() != null) {
            draft.effect(new Effect.SendCommand(TaskId.at(index), task.sequence()));
        }
    }

    /** Paused time doesn't count: the deadline of a paused operation starts with its resume. */
    static void startDeadline(Draft draft, Duration length) {
        var armed = Timer.armed(Timer.Kind.DEADLINE, length, draft.now(), draft.nextRevision());
        draft.deadline(draft.control() == Control.PAUSED ? armed.freeze(draft.now()) : armed);
    }

    /** An attempt in flight keeps its timeout; everything else stands still. */
    static void freeze(Draft draft) {
        forEachBackOff(draft, (index, timer) -> timer.freeze(draft.now()));
        var deadline = draft.deadline();
        if (deadline != null) {
            draft.deadline(deadline.freeze(draft.now()));
        }
    }

    static void thaw(Draft draft) {
        long revision = draft.nextRevision();
        forEachBackOff(draft, (index, timer) -> draft.arm(index, timer.thaw(draft.now(), revision)));
        var deadline = draft.deadline();
        if (deadline != null) {
            draft.deadline(deadline.thaw(draft.now(), revision));
        }
    }

    /** Back-offs end where nothing may start any more: the tasks stay as they are, without a timer. */
    static void dropBackOffs(Draft draft) {
        for (int i = draft.frontier().backingOff().next(0);
                i >= 0;
                i = draft.frontier().backingOff().next(i + 1)) {
            draft.set(i, draft.task(i).timer(null));
        }
    }

    private static void forEachBackOff(Draft draft, TimerChange change) {
        for (int i = draft.frontier().backingOff().next(0);
                i >= 0;
                i = draft.frontier().backingOff().next(i + 1)) {
            var timer = draft.task(i).timer();
            if (timer != null) {
                draft.set(i, draft.task(i).timer(change.apply(i, timer)));
            }
        }
    }

    private interface TimerChange {
        Timer apply(int index, Timer timer);
    }
}
