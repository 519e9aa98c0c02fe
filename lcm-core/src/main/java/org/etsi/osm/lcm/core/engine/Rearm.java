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
    static void adopt(Draft draft, int index, Moment now) {
        var task = draft.task(index);
        var timer = task.timer();
        if (timer != null) {
            draft.set(index, task.timer(draft.arm(index, timer.adopted(now, timer.armedBy()))));
        }
        if (task.inFlight() != null) {
            draft.effect(new Effect.SendCommand(TaskId.at(index), task.sequence()));
        }
    }

    /** Paused time doesn't count: the deadline of a paused operation starts with its resume. */
    static void startDeadline(Draft draft, Duration length) {
        var armed = Timer.armed(Timer.Kind.DEADLINE, length, draft.now(), draft.nextRevision());
        draft.deadline(draft.control() == Control.RUN ? armed : armed.freeze(draft.now()));
    }

    /**
     * Brings the clocks in line with what keeps the operation: paused, its back-offs and its deadline stand still;
     * where holds and freezes keep all that could go, its deadline does. An attempt in flight keeps its timeout.
     */
    static void clocks(Draft draft) {
        boolean isPaused = draft.control() != Control.RUN;
        var deadline = draft.deadline();
        if (deadline != null && deadline.frozen() != (isPaused || isKept(draft))) {
            draft.touch();
            long revision = draft.nextRevision() - 1;
            draft.deadline(deadline.frozen() ? deadline.thaw(draft.now(), revision) : deadline.freeze(draft.now()));
        }
        for (int i = draft.frontier().backingOff().next(0);
                i >= 0;
                i = draft.frontier().backingOff().next(i + 1)) {
            var timer = draft.task(i).timer();
            if (timer != null && timer.frozen() != isPaused) {
                draft.touch();
                long revision = draft.nextRevision() - 1;
                draft.set(
                        i,
                        draft.task(i)
                                .timer(
                                        isPaused
                                                ? timer.freeze(draft.now())
                                                : draft.arm(i, timer.thaw(draft.now(), revision))));
            }
        }
    }

    /** Nothing moves, and what could is held or frozen. */
    private static boolean isKept(Draft draft) {
        var frontier = draft.frontier();
        return draft.occupies() && !frontier.gated().isEmpty() && !frontier.isAtWork();
    }

    /** Back-offs end where nothing may start any more: the tasks stay as they are, without a timer. */
    static void dropBackOffs(Draft draft) {
        for (int i = draft.frontier().backingOff().next(0);
                i >= 0;
                i = draft.frontier().backingOff().next(i + 1)) {
            draft.set(i, draft.task(i).timer(null));
        }
    }
}
