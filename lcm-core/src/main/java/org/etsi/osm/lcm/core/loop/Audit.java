package org.etsi.osm.lcm.core.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.engine.Commands;
import org.etsi.osm.lcm.core.engine.Drift;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.jspecify.annotations.Nullable;

/** One look at the world under way: which tasks are still to be asked about, and what was seen so far. */
final class Audit {
    private final Live subject;
    private final Ownership mine;
    private final VerbRequest request;
    private final LoopSettings settings;
    private final Deque<TaskId> unasked;
    private final Map<TaskId, Asked> asked = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * A look that was asked for.
     *
     * @param before the task as it was then
     * @param resendAtMs silence until then, and it is asked again
     */
    private record Asked(Command command, Task before, long resendAtMs, long afterMs, long untilMs) {}

    /**
     * What was seen of one task.
     *
     * @param state of the task when it was seen
     * @param isChanged it was at work while it was looked at: what was seen says nothing about what is stored
     */
    record Finding(
            TaskId task,
            long sequence,
            TaskState state,
            VerifyVerdict verdict,
            boolean isChanged,
            Value.Obj outputs,
            String observed) {
        boolean isDrift() {
            return !isChanged && Drift.isDrift(state, verdict);
        }
    }

    /** @param mine the ownership under which it was begun, and with which it ends */
    Audit(Live subject, Ownership mine, VerbRequest request, List<TaskId> tasks, LoopSettings settings) {
        this.subject = subject;
        this.mine = mine;
        this.request = request;
        this.settings = settings;
        this.unasked = new ArrayDeque<>(tasks);
    }

    Live subject() {
        return subject;
    }

    Ownership mine() {
        return mine;
    }

    VerbRequest request() {
        return request;
    }

    List<Finding> findings() {
        return findings;
    }

    int inFlight() {
        return asked.size();
    }

    boolean isOver() {
        return unasked.isEmpty() && asked.isEmpty();
    }

    boolean isOf(OperationId operation) {
        return request.operation().equals(operation);
    }

    /** The commands to send now: repetitions after silence, and new ones while there is room for them. */
    List<Command> send(int room, long nowMs) {
        var commands = new ArrayList<Command>();
        asked.replaceAll((task, look) -> {
            if (look.resendAtMs() > nowMs) {
                return look;
            }
            commands.add(look.command());
            long afterMs = look.afterMs() * 2;
            return new Asked(look.command(), look.before(), nowMs + afterMs, afterMs, look.untilMs());
        });
        for (int count = 0; count < room && !unasked.isEmpty(); count++) {
            TaskId task = unasked.remove();
            var operation = subject.current();
            Command command = Commands.wouldBe(operation, task, CommandAction.VERIFY, settings.inboxTopic());
            commands.add(command);
            long afterMs = settings.resendFirstMs();
            asked.put(
                    task,
                    new Asked(command, operation.task(task), nowMs + afterMs, afterMs, nowMs + settings.lookLimitMs()));
        }
        return commands;
    }

    /** An adapter has looked; without effect if nobody waits for that. */
    void hear(Reply reply) {
        Asked look = asked.get(reply.task());
        if (look == null || look.command().sequence() != reply.sequence() || !reply.isFinal()) {
            return;
        }
        var verdict = reply.verdict();
        var failure = reply.failure();
        if (verdict != null) {
            found(reply.task(), verdict, reply.outputs(), reply.observed());
        } else {
            String why = failure == null ? reply.status() + " without a verdict" : failure.toString();
            found(reply.task(), VerifyVerdict.UNKNOWN, Value.Obj.EMPTY, why);
        }
    }

    /** What wasn't answered in its time can't be told. */
    void giveUp(long nowMs) {
        for (TaskId task : List.copyOf(asked.keySet())) {
            Asked look = asked.get(task);
            if (look != null && look.untilMs() <= nowMs) {
                found(task, VerifyVerdict.UNKNOWN, Value.Obj.EMPTY, "no answer");
            }
        }
    }

    private void found(TaskId id, VerifyVerdict verdict, Value.Obj outputs, String observed) {
        @Nullable Asked look = asked.remove(id);
        if (look == null) {
            return;
        }
        Task now = subject.current().task(id);
        boolean isChanged = now.state() != look.before().state()
                || now.sequence() != look.before().sequence()
                || now.inFlight() != null;
        findings.add(new Finding(id, look.command().sequence(), now.state(), verdict, isChanged, outputs, observed));
    }

    /** When there is something to do for it, if no answer comes earlier. */
    long nextMs() {
        long nextMs = Long.MAX_VALUE;
        for (Asked look : asked.values()) {
            nextMs = Math.min(nextMs, Math.min(look.resendAtMs(), look.untilMs()));
        }
        return nextMs;
    }
}
