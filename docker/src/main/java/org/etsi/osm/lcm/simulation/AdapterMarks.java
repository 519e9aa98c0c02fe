package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Addressed;
import org.etsi.osm.lcm.core.adapter.LedgerEntry;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Write;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.jspecify.annotations.Nullable;

/** What the calls of an adapter are about. */
final class AdapterMarks {
    private static final String SWEEPER = "/sweep";

    private AdapterMarks() {}

    static List<Mark> written(List<Write> writes) {
        var marks = new ArrayList<Mark>();
        writes.forEach(write -> written(write.before(), write.after(), marks));
        return marks;
    }

    private static void written(@Nullable LedgerEntry before, LedgerEntry after, List<Mark> marks) {
        int former = marks.size();
        String key = after.taskKey();
        boolean isNewer = before == null || after.sequence() > before.sequence();
        if (isNewer) {
            marks.add(new Mark(CrashCall.ACCEPT, about(after), key));
        }
        boolean wasToBeAborted = !isNewer && before != null && before.abortRequested();
        if (after.abortRequested() && !wasToBeAborted) {
            marks.add(new Mark(CrashCall.ACCEPT, About.command(CommandAction.ABORT, after.type()), key));
        }
        boolean isIssued = after.createIssued() && (before == null || !before.createIssued());
        boolean isLeaving = !(before == null ? List.of() : before.leaving()).containsAll(after.leaving());
        if (isIssued || isLeaving) {
            String holder = after.holder();
            boolean isSwept = holder != null && holder.endsWith(SWEEPER);
            marks.add(new Mark(CrashCall.ISSUE, isSwept ? About.SWEEP : about(after), key));
        }
        if (after.closed() && (before == null || !before.closed())) {
            marks.add(new Mark(CrashCall.CLOSE, About.EARLIER, key));
        }
        Reply result = after.result();
        boolean wasOver = !isNewer && before != null && before.result() != null;
        if (result != null && !wasOver) {
            marks.add(new Mark(CrashCall.RESULT, About.command(action(result), after.type()), key));
        }
        if (marks.size() == former && before != null) {
            marks.add(new Mark(CrashCall.KEEP, kept(before, after), key));
        }
    }

    private static String kept(LedgerEntry before, LedgerEntry after) {
        boolean isLearned = !before.memo().equals(after.memo()) || !Objects.equals(before.outputs(), after.outputs());
        return isLearned ? About.LEARNED : after.holder() == null ? About.LEASE_BACK : About.LEASE;
    }

    private static String about(LedgerEntry entry) {
        return About.command(entry.command().action(), entry.type());
    }

    /** That of the command; what was stopped answers the ABORT. */
    static CommandAction action(Reply reply) {
        return reply.status() == ReplyStatus.STOPPED ? CommandAction.ABORT : reply.action();
    }

    static Mark replied(SimWorld world, Addressed addressed) {
        Reply reply = addressed.reply();
        String key = reply.operation() + "/" + reply.task();
        return switch (reply.status()) {
            case PROGRESS -> new Mark(CrashCall.REPLY, About.PROGRESS, "");
            case STALE -> new Mark(CrashCall.REPLY, About.STALE, "");
            case SUCCEEDED, FAILED, STOPPED ->
                new Mark(
                        CrashCall.REPLY,
                        About.command(action(reply), world.typeOf(reply.operation(), reply.task())),
                        key);
        };
    }

    static List<Mark> committed(Collection<Command> commands) {
        return commands.stream()
                .map(command -> new Mark(CrashCall.ADAPTER_COMMIT, About.command(command.action(), command.type()), ""))
                .distinct()
                .toList();
    }
}
