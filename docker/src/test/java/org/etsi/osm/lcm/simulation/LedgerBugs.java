package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.etsi.osm.lcm.core.adapter.LedgerEntry;
import org.etsi.osm.lcm.core.adapter.LedgerStore;

/** Bugs between the adapter and its ledger: what it reads isn't all that is there. */
final class LedgerBugs {
    private LedgerBugs() {}

    /** Every lease of somebody else looks free. */
    static Seams noLeaseCheck() {
        return Seams.NONE.withLedgerStore(ledger -> new Reading(ledger, entry -> altered(entry, true)));
    }

    /** Nobody remembers that a create without an answer was made. */
    static Seams forgottenCreate() {
        return Seams.NONE.withLedgerStore(ledger -> new Reading(ledger, entry -> altered(entry, false)));
    }

    /** A result is told first, and recorded when the next thing is. */
    static Seams replyBeforeLedger() {
        return Seams.NONE.withLedgerStore(Postponing::new);
    }

    private record Postponing(LedgerStore ledger, List<LedgerStore.Write> postponed) implements LedgerStore {
        private Postponing(LedgerStore ledger) {
            this(ledger, new ArrayList<>());
        }

        @Override
        public Map<String, Outcome> write(List<Write> writes) {
            flush();
            var results = writes.stream()
                    .filter(write -> write.after().result() != null)
                    .toList();
            var others = new ArrayList<>(writes);
            others.removeAll(results);
            var outcomes = new HashMap<String, Outcome>();
            if (!others.isEmpty()) {
                outcomes.putAll(ledger.write(others));
            }
            postponed.addAll(results);
            results.forEach(write -> outcomes.put(write.taskKey(), Outcome.WRITTEN));
            return outcomes;
        }

        private void flush() {
            if (!postponed.isEmpty()) {
                var writes = List.copyOf(postponed);
                postponed.clear();
                ledger.write(writes);
            }
        }

        @Override
        public List<LedgerEntry> open(int partition, Optional<String> afterKey, int limit) {
            flush();
            return ledger.open(partition, afterKey, limit);
        }

        @Override
        public Map<String, LedgerEntry> get(Collection<String> taskKeys) {
            flush();
            return ledger.get(taskKeys);
        }

        @Override
        public List<LedgerEntry> ofNs(String nsInstanceId, Optional<String> afterKey, int limit) {
            return ledger.ofNs(nsInstanceId, afterKey, limit);
        }

        @Override
        public List<LedgerEntry> inState(LedgerEntry.State state, Optional<String> afterKey, int limit) {
            return ledger.inState(state, afterKey, limit);
        }
    }

    @SuppressWarnings("NullAway") // reads the nullable nested type of a compiled class as non-null
    private static LedgerEntry altered(LedgerEntry e, boolean withoutHolder) {
        return new LedgerEntry(
                e.partition(),
                e.revision(),
                e.command(),
                e.state(),
                e.result(),
                e.abortRequested(),
                withoutHolder ? null : e.holder(),
                e.beat(),
                withoutHolder && e.createIssued(),
                e.memo(),
                e.outputs(),
                e.undone(),
                e.closed(),
                e.leaving());
    }

    private record Reading(LedgerStore ledger, UnaryOperator<LedgerEntry> how) implements LedgerStore {
        @Override
        public List<LedgerEntry> open(int partition, Optional<String> afterKey, int limit) {
            return seen(ledger.open(partition, afterKey, limit));
        }

        @Override
        public Map<String, LedgerEntry> get(Collection<String> taskKeys) {
            var entries = new HashMap<>(ledger.get(taskKeys));
            entries.replaceAll((key, entry) -> how.apply(entry));
            return entries;
        }

        @Override
        public Map<String, Outcome> write(List<Write> writes) {
            return ledger.write(writes);
        }

        @Override
        public List<LedgerEntry> ofNs(String nsInstanceId, Optional<String> afterKey, int limit) {
            return seen(ledger.ofNs(nsInstanceId, afterKey, limit));
        }

        @Override
        public List<LedgerEntry> inState(LedgerEntry.State state, Optional<String> afterKey, int limit) {
            return seen(ledger.inState(state, afterKey, limit));
        }

        private List<LedgerEntry> seen(List<LedgerEntry> entries) {
            return entries.stream().map(how).toList();
        }
    }
}
