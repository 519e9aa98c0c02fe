package org.etsi.osm.lcm.core.adapter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Outcome;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Write;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that ended here unfinished, since their partition went elsewhere or a newer command came: what they learned
 * is written and their lease given back, so that the successor needn't wait for it to run out. An entry whose lease is
 * somebody else's by now is left alone.
 */
final class Departures {
    /** After so many conflicts it is given up: the lease runs out by itself. */
    private static final int TRIES = 3;

    private static final class Leaver {
        private final Attempt attempt;
        private int tries;
        private boolean mustRead;

        private Leaver(Attempt attempt) {
            this.attempt = attempt;
        }
    }

    private final LedgerStore ledger;
    private final String me;
    private final int batch;
    private final Map<String, Leaver> leavers = new LinkedHashMap<>();

    Departures(LedgerStore ledger, String me, int batch) {
        this.ledger = ledger;
        this.me = me;
        this.batch = batch;
    }

    void add(Attempt attempt) {
        if (!attempt.left().equals(attempt.entry())) {
            leavers.put(attempt.taskKey(), new Leaver(attempt));
        }
    }

    /** The task is at work here again: its lease is not to be given back. */
    void forget(String taskKey) {
        leavers.remove(taskKey);
    }

    boolean isEmpty() {
        return leavers.isEmpty();
    }

    void write(long nowMs) {
        for (List<Leaver> some : Batches.of(new ArrayList<>(leavers.values()), batch)) {
            readAgain(some, nowMs);
            List<Leaver> left = some.stream()
                    .filter(leaver -> leavers.containsKey(leaver.attempt.taskKey()))
                    .toList();
            List<Write> writes = left.stream()
                    .map(leaver -> Write.of(leaver.attempt.entry(), leaver.attempt.left()))
                    .toList();
            // Until it is answered, nobody knows.
            left.forEach(leaver -> leaver.mustRead = true);
            Map<String, Outcome> outcomes = writes.isEmpty() ? Map.of() : ledger.write(writes);
            for (Leaver leaver : left) {
                String key = leaver.attempt.taskKey();
                if (outcomes.get(key) == Outcome.WRITTEN || ++leaver.tries >= TRIES) {
                    leavers.remove(key);
                }
            }
        }
    }

    private void readAgain(List<Leaver> some, long nowMs) {
        List<Leaver> unsure = some.stream().filter(leaver -> leaver.mustRead).toList();
        if (unsure.isEmpty()) {
            return;
        }
        Map<String, LedgerEntry> stored = ledger.get(
                unsure.stream().map(leaver -> leaver.attempt.taskKey()).toList());
        for (Leaver leaver : unsure) {
            @Nullable LedgerEntry entry = stored.get(leaver.attempt.taskKey());
            if (entry == null || !me.equals(entry.holder())) {
                leavers.remove(leaver.attempt.taskKey());
            } else {
                leaver.attempt.adopt(entry, nowMs);
            }
        }
    }
}
