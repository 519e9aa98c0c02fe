package org.etsi.osm.lcm.core.adapter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who is at work: at most one attempt per task, those that were dismissed while a step of theirs is still out, and who
 * may go on when. Costs nothing for an attempt that rests. Confined to the loop.
 */
final class Roster {
    /** An attempt and its place in the queues. */
    static final class Seat {
        final Attempt attempt;
        private boolean hasSlot;
        private boolean isWaiting;
        private long dueMs = Long.MAX_VALUE;

        private Seat(Attempt attempt) {
            this.attempt = attempt;
        }
    }

    private record Alarm(long atMs, Seat seat) {}

    private static final class VimSlots {
        private int used;
        private final ArrayDeque<Seat> waiting = new ArrayDeque<>();
    }

    private final int maxPerVim;
    private final Map<String, Seat> current = new LinkedHashMap<>();
    private final Map<String, Seat> leaving = new HashMap<>();
    private final Set<Seat> silent = new HashSet<>();
    private final Map<Long, Seat> running = new HashMap<>();
    private final Set<Seat> ready = new LinkedHashSet<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>((left, right) -> Long.compare(left.atMs(), right.atMs()));
    private final Map<String, VimSlots> vims = new HashMap<>();
    private long lastToken;

    Roster(int maxPerVim) {
        this.maxPerVim = maxPerVim;
    }

    @Nullable
    Seat of(String taskKey) {
        return current.get(taskKey);
    }

    List<Seat> where(Predicate<Attempt> filter) {
        return current.values().stream()
                .filter(seat -> filter.test(seat.attempt))
                .toList();
    }

    int size() {
        return current.size();
    }

    void add(Attempt attempt) {
        var seat = new Seat(attempt);
        Seat former = current.put(attempt.taskKey(), seat);
        if (former != null) {
            throw new IllegalStateException("Expected one attempt of a task at work, but there were two of "
                    + attempt.taskKey() + ", sequences "
                    + former.attempt.entry().sequence() + " and "
                    + attempt.entry().sequence());
        }
        ready.add(seat);
    }

    /** Takes an attempt off its work. A step that is out stays: nobody else works on the task until it has ended. */
    void dismiss(Seat seat) {
        String key = seat.attempt.taskKey();
        current.remove(key, seat);
        ready.remove(seat);
        if (seat.attempt.isRunning()) {
            leaving.put(key, seat);
        } else {
            release(seat);
        }
    }

    /** As {@link #dismiss}, and nothing will be written about it. */
    void drop(Seat seat) {
        dismiss(seat);
        if (seat.attempt.isRunning()) {
            silent.add(seat);
        }
    }

    void makeReady(Seat seat) {
        ready.add(seat);
    }

    /** Those that may go on now; each has room at its VIM, or needs none. */
    List<Seat> takeReady(long nowMs) {
        while (!alarms.isEmpty() && alarms.peek().atMs() <= nowMs) {
            Alarm alarm = alarms.poll();
            if (alarm.seat().dueMs == alarm.atMs()) {
                alarm.seat().dueMs = Long.MAX_VALUE;
                ready.add(alarm.seat());
            }
        }
        var able = new ArrayList<Seat>();
        for (Seat seat : ready) {
            if (!isFree(seat)) {
                continue;
            }
            if (seat.hasSlot || seat.attempt.isUrgent()) {
                able.add(seat);
            } else if (!seat.isWaiting) {
                seat.isWaiting = true;
                vims.computeIfAbsent(seat.attempt.account(), account -> new VimSlots())
                        .waiting
                        .add(seat);
            }
        }
        ready.clear();
        vims.values().forEach(slots -> admit(slots, able));
        return able;
    }

    private boolean isFree(Seat seat) {
        String key = seat.attempt.taskKey();
        return current.get(key) == seat && !seat.attempt.isRunning() && !leaving.containsKey(key);
    }

    /** First come, first served. */
    private void admit(VimSlots slots, List<Seat> able) {
        while (slots.used < maxPerVim && !slots.waiting.isEmpty()) {
            Seat seat = slots.waiting.remove();
            seat.isWaiting = false;
            // One that went ahead as urgent may be out, or over, by now.
            if (isFree(seat) && !seat.attempt.isUrgent()) {
                slots.used++;
                seat.hasSlot = true;
                able.add(seat);
            }
        }
    }

    private void release(Seat seat) {
        VimSlots slots = vims.get(seat.attempt.account());
        if (seat.hasSlot && slots != null) {
            slots.used--;
            seat.hasSlot = false;
        }
    }

    /** It rests, and makes room for others. */
    void sleep(Seat seat, long untilMs) {
        release(seat);
        seat.dueMs = untilMs;
        alarms.add(new Alarm(untilMs, seat));
    }

    /** A step of it goes out under this token. */
    long sendOut(Seat seat, Step step) {
        seat.attempt.started(step);
        lastToken++;
        running.put(lastToken, seat);
        return lastToken;
    }

    /** A step came back; null if it isn't one of ours. */
    @Nullable
    Seat comeBack(long token) {
        return running.remove(token);
    }

    /** Its last step has ended; whether what it learned may still be written. */
    boolean hasLeft(Seat seat) {
        leaving.remove(seat.attempt.taskKey(), seat);
        release(seat);
        return !silent.remove(seat);
    }

    /** Whether a step of some attempt at this task is still out. */
    boolean isOut(String taskKey) {
        Seat seat = current.get(taskKey);
        return leaving.containsKey(taskKey) || (seat != null && seat.attempt.isRunning());
    }

    boolean isAnyOut() {
        return !running.isEmpty();
    }

    boolean isLeaving(Seat seat) {
        return leaving.get(seat.attempt.taskKey()) == seat;
    }

    /** When the next one may go on. */
    long nextMs() {
        boolean hasRoom = !ready.isEmpty()
                || vims.values().stream().anyMatch(slots -> slots.used < maxPerVim && !slots.waiting.isEmpty());
        if (hasRoom) {
            return Long.MIN_VALUE;
        }
        return alarms.isEmpty() ? Long.MAX_VALUE : alarms.peek().atMs();
    }
}
