package org.etsi.osm.lcm.bench.store;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Counts what the driver sends, by what it is for: each document that is written is one. Thread-safe.
 *
 * <p>The writes of an operation's document tell themselves apart: the insert is its acceptance, the one that names its
 * plan is planning, the one that closes it is closing; every other one was caused by a task's event.
 */
public final class WriteCounts implements CommandListener {
    /** What a document write, or a read, is for. */
    public enum Purpose {
        ACCEPTANCE,
        PLANNING,
        TASK,
        CLOSING,
        LEDGER,
        LEDGER_READ,
        OTHER
    }

    private static final String OPERATIONS = "lcm_operations";
    private static final String PLANS = "lcm_plans";

    private final String ledger;
    private final Map<Purpose, LongAdder> counts = new ConcurrentHashMap<>();

    /** @param ledger the collection of the adapter's ledger */
    public WriteCounts(String ledger) {
        this.ledger = ledger;
        for (Purpose purpose : Purpose.values()) {
            counts.put(purpose, new LongAdder());
        }
    }

    /** All counts as they are now. */
    public Map<Purpose, Long> now() {
        var now = new TreeMap<Purpose, Long>();
        counts.forEach((purpose, count) -> now.put(purpose, count.sum()));
        return now;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        BsonDocument command = event.getCommand();
        switch (event.getCommandName()) {
            case "insert" -> {
                String collection = command.getString("insert").getValue();
                for (int i = 0; i < command.getArray("documents").size(); i++) {
                    count(inserted(collection));
                }
            }
            case "update" -> {
                String collection = command.getString("update").getValue();
                command.getArray("updates").forEach(update -> count(updated(collection, update.asDocument())));
            }
            case "find" -> {
                if (command.getString("find").getValue().equals(ledger)) {
                    count(Purpose.LEDGER_READ);
                }
            }
            default -> {}
        }
    }

    private void count(Purpose purpose) {
        counts.computeIfAbsent(purpose, p -> new LongAdder()).increment();
    }

    private Purpose inserted(String collection) {
        if (collection.equals(ledger)) {
            return Purpose.LEDGER;
        }
        return switch (collection) {
            case OPERATIONS -> Purpose.ACCEPTANCE;
            case PLANS -> Purpose.PLANNING;
            default -> Purpose.OTHER;
        };
    }

    private Purpose updated(String collection, BsonDocument update) {
        if (collection.equals(ledger)) {
            return Purpose.LEDGER;
        }
        if (!collection.equals(OPERATIONS)) {
            return Purpose.OTHER;
        }
        BsonValue set = update.getDocument("u").get("$set", new BsonDocument());
        if (set.asDocument().containsKey("planId")) {
            return Purpose.PLANNING;
        }
        return isClosing(set.asDocument()) ? Purpose.CLOSING : Purpose.TASK;
    }

    private static boolean isClosing(BsonDocument set) {
        BsonValue open = set.get("open");
        return open != null && open.isBoolean() && !open.asBoolean().getValue();
    }
}
