package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Those who write OSM's records beside us (contracts, section 2.8): RO refreshes fields of its own below elements of
 * lists, at any time; NBI's GET of an NS writes back the whole record that it has read a moment ago. They are one
 * thread, so what they wrote last is known, and whatever is missing of it was lost by us.
 */
final class OtherWriters implements AutoCloseable {
    /** The field that RO has here for itself. */
    static final String KEY = "ro-like";

    private static final long PAUSE_MS = 60;
    private static final int NBI_READS_ONE_IN = 4;

    /** 120 s where NBI does it; here it is to happen. */
    private static final double STALE_AFTER_S = 0.3;

    /** The list whose elements RO refreshes, by collection, and where below one of them. */
    private static final Map<String, Map<String, String>> REFRESHED = Map.of(
            "nsrs", Map.of("vld", ""),
            "vnfrs", Map.of("vld", "", "vdur", "vim_info."));

    private final MongoDatabase database;
    private final Nbi nbi;
    private final boolean asNbi;
    private final Random random = new Random(5);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private final Map<String, Map<String, Long>> written = new HashMap<>();
    private final List<String> lost = new ArrayList<>();
    private @Nullable Document held;
    private @Nullable Throwable failure;
    private long round;
    private int overwrites;

    /** @param asNbi whether NBI's GETs overwrite whole records, too */
    OtherWriters(MongoDatabase database, Nbi nbi, boolean asNbi) {
        this.database = database;
        this.nbi = nbi;
        this.asNbi = asNbi;
        this.thread = Thread.ofPlatform().name("other-writers").start(this::run);
    }

    /** A record without what RO has written in it. */
    static Value.Obj stripped(Value.Obj record) {
        return (Value.Obj) strip(record);
    }

    private static Value strip(Value value) {
        return switch (value) {
            case Value.Obj(var fields) -> {
                var kept = new LinkedHashMap<String, Value>();
                fields.forEach((name, field) -> {
                    if (!name.equals(KEY)) {
                        kept.put(name, strip(field));
                    }
                });
                yield new Value.Obj(kept);
            }
            case Value.Arr(var items) ->
                Value.list(items.stream().map(OtherWriters::strip).toList());
            default -> value;
        };
    }

    private void run() {
        try {
            while (!end.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                round++;
                REFRESHED.keySet().forEach(this::refresh);
                if (asNbi) {
                    get();
                }
            }
            REFRESHED.keySet().forEach(this::look);
        } catch (InterruptedException | RuntimeException e) {
            failure = e;
        }
    }

    private void refresh(String collection) {
        for (Document record : look(collection)) {
            Map<String, Long> next = new HashMap<>();
            places(collection, record).forEach(place -> next.put(place, round));
            if (!next.isEmpty()) {
                List<Bson> sets = new ArrayList<>();
                next.forEach((place, number) -> sets.add(Updates.set(place, number)));
                records(collection).updateOne(Filters.eq("_id", record.getString("_id")), Updates.combine(sets));
                written.put(record.getString("_id"), next);
            }
        }
    }

    /** Finds all of a collection, and what is missing in them. */
    private List<Document> look(String collection) {
        List<Document> records = records(collection).find().into(new ArrayList<>());
        for (Document record : records) {
            written.getOrDefault(record.getString("_id"), Map.of()).forEach((place, number) -> {
                Object found = at(record, place);
                if (!number.equals(found)) {
                    lost.add("Expected %s of %s %s to be %s as RO has written it, but found %s"
                            .formatted(place, collection, record.getString("_id"), number, found));
                }
            });
        }
        return records;
    }

    private static List<String> places(String collection, Document record) {
        List<String> places = new ArrayList<>();
        REFRESHED.getOrDefault(collection, Map.of()).forEach((list, below) -> {
            if (record.get(list) instanceof List<?> elements) {
                for (int i = 0; i < elements.size(); i++) {
                    places.add(list + "." + i + "." + below + KEY);
                }
            }
        });
        return places;
    }

    private static @Nullable Object at(Document record, String place) {
        Object here = record;
        for (String name : place.split("\\.", -1)) {
            here = switch (here) {
                case Document map -> map.get(name);
                case List<?> list when Integer.parseInt(name) < list.size() -> list.get(Integer.parseInt(name));
                case null, default -> null;
            };
        }
        return here;
    }

    /** A GET of one NS: it is read now and written back in a later round, as old as it is by then. */
    private void get() {
        Document read = held;
        held = null;
        if (read == null) {
            if (random.nextInt(NBI_READS_ONE_IN) == 0) {
                List<Document> all = records("nsrs").find().into(new ArrayList<>());
                held = all.isEmpty() ? null : all.get(random.nextInt(all.size()));
            }
            return;
        }
        String ns = read.getString("_id");
        double now = System.currentTimeMillis() / 1_000.0;
        Document admin = read.get("_admin", Document.class);
        if (now - admin.get("modified", Number.class).doubleValue() < STALE_AFTER_S) {
            return;
        }
        admin.put("modified", now);
        read.remove("_id");
        records("nsrs").updateOne(Filters.eq("_id", ns), new Document("$set", read));
        Map<String, Long> back = new HashMap<>();
        places("nsrs", read).forEach(place -> {
            if (at(read, place) instanceof Long number) {
                back.put(place, number);
            }
        });
        written.put(ns, back);
        overwrites++;
        nbi.publishRefresh(ns);
    }

    private MongoCollection<Document> records(String collection) {
        return database.getCollection(collection);
    }

    /** Ends them; nothing of what they wrote may be missing. */
    @Override
    public void close() {
        end.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected the other writers to end, but this thread was interrupted", e);
        }
        System.out.println("Other writers: " + round + " rounds, " + overwrites + " records overwritten by NBI");
        assertThat(failure).as("what ended the other writers").isNull();
        assertThat(lost).as("fields of others that were lost").isEmpty();
    }
}
