package org.etsi.osm.lcm.core.adapter;

import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a command does to the ledger (design, section 4.1): a pure function, so that a command that is delivered twice,
 * late or out of order, or whose write conflicted, is simply accepted again.
 *
 * @param entry as it is from now on; the one given if nothing changes
 * @param reply what the command is answered with at once, after the entry is stored; null if the answer is still to be
 *     worked for
 */
record Acceptance(LedgerEntry entry, @Nullable Reply reply) {

    static Acceptance accept(@Nullable LedgerEntry known, int partition, Command command) {
        if (known == null) {
            return opened(LedgerEntry.first(partition, command));
        }
        if (command.sequence() < known.sequence()) {
            return new Acceptance(known, Reply.stale(command, known.sequence()));
        }
        if (command.sequence() > known.sequence()) {
            return opened(known.reopened(partition, command));
        }
        if (isOther(known.command().action(), command.action())) {
            // The engine has lost what it knew of this sequence: it is to go on above it.
            return new Acceptance(known, Reply.stale(command, known.sequence()));
        }
        if (known.result() != null) {
            return new Acceptance(known, known.result());
        }
        LedgerEntry here = known.partition() == partition ? known : known.inPartition(partition);
        boolean toBeAborted = command.action() == CommandAction.ABORT && !known.abortRequested();
        return new Acceptance(toBeAborted ? here.toBeAborted() : here, null);
    }

    private static boolean isOther(CommandAction recorded, CommandAction asked) {
        return recorded != asked && recorded != CommandAction.ABORT && asked != CommandAction.ABORT;
    }

    private static Acceptance opened(LedgerEntry entry) {
        Command command = entry.command();
        if (command.action() != CommandAction.ABORT) {
            return new Acceptance(entry, null);
        }
        if (entry.holder() != null) {
            // A step of a former command may be in flight; STOPPED says that none is.
            return new Acceptance(entry.toBeAborted(), null);
        }
        // The command it aborts was never seen; recorded, it will find itself stopped when it arrives.
        Reply stopped = Reply.of(command, ReplyStatus.STOPPED, null);
        return new Acceptance(entry.finished(stopped), stopped);
    }
}
