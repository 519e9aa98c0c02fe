package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.InFlight;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.port.OperationStore.Write;

/** What the calls of an engine are about. */
final class EngineMarks {
    private EngineMarks() {}

    static List<Mark> written(List<Write> writes) {
        var marks = new ArrayList<Mark>();
        for (Write write : writes) {
            String id = write.id().value();
            switch (write) {
                case Write.Insert insert -> marks.add(new Mark(CrashCall.WRITE, About.REQUEST, id));
                case Write.Update(var before, var after, long nowTicksMs) -> updated(before, after, marks);
                case Write.Park park -> marks.add(new Mark(CrashCall.WRITE, About.BROKEN, id));
                case Write.Kill kill -> marks.add(new Mark(CrashCall.WRITE, About.KILLED, id));
            }
        }
        return marks;
    }

    private static void updated(Operation before, Operation after, List<Mark> marks) {
        int former = marks.size();
        String id = after.id().value();
        Set<String> known = new HashSet<>();
        before.answers().forEach(answer -> known.add(answer.requestId()));
        after.answers().stream()
                .filter(answer -> !known.contains(answer.requestId()))
                .forEach(answer ->
                        marks.add(new Mark(CrashCall.WRITE, About.verb(answer.verb(), answer.task() != null), id)));
        if (!before.isPlanned() && after.isPlanned()) {
            marks.add(new Mark(CrashCall.WRITE, About.PLAN, id));
        }
        if (before.state() != after.state()) {
            marks.add(new Mark(CrashCall.WRITE, About.operation(after.state()), id));
        }
        if (!before.steering().frozenBy().equals(after.steering().frozenBy())) {
            marks.add(new Mark(CrashCall.WRITE, About.FREEZES, id));
        }
        for (int i = 0; i < after.tasks().size(); i++) {
            // With the plan, the first commands are stored.
            Task was = i < before.tasks().size() ? before.tasks().get(i) : Task.NEW;
            task(was, after.tasks().get(i), after.plan().tasks().get(i), id, marks);
        }
        if (marks.size() == former) {
            marks.add(new Mark(CrashCall.WRITE, About.UPKEEP, id));
        }
    }

    private static void task(Task was, Task is, TaskSpec spec, String operation, List<Mark> marks) {
        String key = operation + "/" + spec.id();
        InFlight former = was.inFlight();
        InFlight now = is.inFlight();
        if (now != null && is.sequence() > was.sequence()) {
            marks.add(new Mark(CrashCall.WRITE, About.command(now.action(), spec.type()), key));
        }
        if (now != null && now.abort() != null && (former == null || former.abort() == null)) {
            marks.add(new Mark(CrashCall.WRITE, About.command(CommandAction.ABORT, spec.type()), key));
        }
        if (former != null && (now == null || now.sequence() > former.sequence())) {
            marks.add(new Mark(CrashCall.WRITE, About.end(former.action(), spec.type()), key));
        }
        if (was.state() != is.state()) {
            marks.add(new Mark(CrashCall.WRITE, About.task(is.state()), ""));
        }
    }

    static Mark sent(Command command) {
        return new Mark(CrashCall.SEND, About.command(command.action(), command.type()), command.taskKey());
    }

    static Mark told(Outgoing item) {
        return new Mark(CrashCall.TELL, subject(item), "");
    }

    private static String subject(Outgoing item) {
        return switch (item) {
            case Outgoing.TaskMoved moved -> About.task(moved.to());
            case Outgoing.OperationMoved moved -> About.operation(moved.to());
            case Outgoing.Decided decided -> About.JOURNAL;
            case Outgoing.Answered(long revision, var answer) ->
                answer.accepted() ? About.verb(answer.verb(), answer.task() != null) : About.REJECTION;
            case Outgoing.RecordsDue due -> About.RECORDS;
            case Outgoing.EndAnnounced announced -> About.ANNOUNCEMENT;
        };
    }

    /** @param world knows which types the tasks are of that were answered */
    static List<Mark> committed(SimWorld world, Collection<Inbound> messages) {
        return messages.stream()
                .map(message -> new Mark(CrashCall.COMMIT, subject(world, message), ""))
                .distinct()
                .toList();
    }

    private static String subject(SimWorld world, Inbound message) {
        return switch (message) {
            case Inbound.Requested requested -> About.REQUEST;
            case Inbound.Asked(var request) -> About.verb(request.verb(), request.task() != null);
            case Inbound.Replied(var reply) ->
                reply.isFinal()
                        ? About.command(AdapterMarks.action(reply), world.typeOf(reply.operation(), reply.task()))
                        : About.PROGRESS;
            case Inbound.Vanished vanished -> About.VANISHED;
            case Inbound.FreezesChanged changed -> About.FREEZES;
            case Inbound.Unreadable unreadable -> About.UNREADABLE_RECORD;
        };
    }
}
