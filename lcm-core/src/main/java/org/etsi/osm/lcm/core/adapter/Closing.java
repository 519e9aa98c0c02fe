package org.etsi.osm.lcm.core.adapter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Outcome;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Write;

/**
 * Closes what earlier operations did for an NS at an account, when a later one removes all of it: from then on none of
 * their tasks creates anything, and what still arrives is the sweep's.
 */
final class Closing {
    private final LedgerStore ledger;
    private final Map<String, TaskHandler> handlers;
    private final AdapterSettings settings;

    Closing(LedgerStore ledger, Map<String, TaskHandler> handlers, AdapterSettings settings) {
        this.ledger = ledger;
        this.handlers = handlers;
        this.settings = settings;
    }

    /**
     * How long it takes, from now on, until nothing can arrive any more; nothing if somebody wrote one of the entries
     * meanwhile, or the task itself is another's by now: what is stored decides.
     */
    OptionalLong close(LedgerEntry by) {
        boolean isHeld = false;
        boolean isIssued = false;
        Optional<String> after = Optional.empty();
        List<LedgerEntry> page;
        do {
            page = ledger.ofNs(by.nsInstanceId(), after, settings.batch());
            List<LedgerEntry> earlier =
                    page.stream().filter(entry -> isEarlier(entry, by)).toList();
            // Looked at after them: while it is open the NS has no later operation, whose entries are not ours to
            // close.
            if (!isStill(by) || !write(earlier)) {
                return OptionalLong.empty();
            }
            isHeld |= earlier.stream().anyMatch(entry -> entry.holder() != null);
            isIssued |= earlier.stream().anyMatch(LedgerEntry::createIssued);
            after = page.isEmpty() ? after : Optional.of(page.getLast().taskKey());
        } while (page.size() == settings.batch());
        // Who holds a lease may begin a call until it is over.
        long heldMs = isHeld ? settings.leaseMs() + settings.watchMarginMs() : 0;
        return OptionalLong.of(heldMs + (isHeld || isIssued ? settings.settleMs() : 0));
    }

    /** A stall may have lasted until another adapter finished the task, and its NS is in use anew. */
    private boolean isStill(LedgerEntry by) {
        LedgerEntry stored = ledger.get(List.of(by.taskKey())).get(by.taskKey());
        return stored != null && stored.isOpen() && stored.sequence() == by.sequence();
    }

    private boolean isEarlier(LedgerEntry entry, LedgerEntry by) {
        TaskHandler handler = handlers.get(by.type());
        return handler != null
                && !entry.operation().equals(by.operation())
                && handler.reaches(by.command().parameters(), entry.command().parameters());
    }

    private boolean write(List<LedgerEntry> earlier) {
        List<Write> writes = earlier.stream()
                .filter(entry -> !entry.closed())
                .map(entry -> Write.of(entry, entry.closedForGood()))
                .toList();
        return writes.isEmpty()
                || ledger.write(writes).values().stream().allMatch(outcome -> outcome == Outcome.WRITTEN);
    }
}
