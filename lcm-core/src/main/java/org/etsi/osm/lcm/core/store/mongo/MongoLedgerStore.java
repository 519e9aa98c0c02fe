package org.etsi.osm.lcm.core.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.etsi.osm.lcm.core.adapter.LedgerEntry;
import org.etsi.osm.lcm.core.adapter.LedgerStore;

/**
 * An adapter's ledger in MongoDB, in a collection of its own; one document per task, {@code _id} its task key.
 * Thread-safe. Data nested deeper than the database takes are cut, with a text in their place.
 *
 * <p>Each write leaves a mark of its own in the document. A bulk tells only how many updates matched; where some
 * didn't, the marks say which.
 */
public final class MongoLedgerStore implements LedgerStore {
    private static final String ID = "_id";
    private static final String MARK = "mark";

    private final MongoCollection<BsonDocument> entries;

    MongoLedgerStore(MongoDatabase database, String collection) {
        this.entries = database.getCollection(collection, BsonDocument.class);
    }

    /** Creates what indexes are missing; may be repeated. */
    public void prepare() {
        Calls.call("create the indexes of " + name(), () -> {
            entries.createIndex(Indexes.ascending(LedgerCodec.PARTITION, LedgerCodec.STATE, ID));
            entries.createIndex(Indexes.ascending(LedgerCodec.NS, ID));
            return entries.createIndex(Indexes.ascending(LedgerCodec.STATE, ID));
        });
    }

    private String name() {
        return entries.getNamespace().getCollectionName();
    }

    @Override
    public List<LedgerEntry> open(int partition, Optional<String> afterKey, int limit) {
        return page(
                Filters.and(
                        Filters.eq(LedgerCodec.PARTITION, partition),
                        Filters.eq(LedgerCodec.STATE, LedgerEntry.State.OPEN.name())),
                afterKey,
                limit);
    }

    @Override
    public List<LedgerEntry> ofNs(String nsInstanceId, Optional<String> afterKey, int limit) {
        return page(Filters.eq(LedgerCodec.NS, nsInstanceId), afterKey, limit);
    }

    @Override
    public List<LedgerEntry> inState(LedgerEntry.State state, Optional<String> afterKey, int limit) {
        return page(Filters.eq(LedgerCodec.STATE, state.name()), afterKey, limit);
    }

    /** Goes on until the page is full or there is no more: a page without a readable entry isn't the end. */
    private List<LedgerEntry> page(Bson filter, Optional<String> afterKey, int limit) {
        return Calls.call("read " + name(), () -> {
            List<LedgerEntry> page = new ArrayList<>();
            Bson all = afterKey.map(key -> Filters.and(filter, Filters.gt(ID, key)))
                    .orElse(filter);
            try (var cursor =
                    entries.find(all).sort(Sorts.ascending(ID)).batchSize(limit).iterator()) {
                while (page.size() < limit && cursor.hasNext()) {
                    read(cursor.next()).ifPresent(page::add);
                }
            }
            return page;
        });
    }

    /** An entry that can't be read never keeps the others from being read. */
    private static Optional<LedgerEntry> read(BsonDocument document) {
        try {
            return Optional.of(LedgerCodec.decode(document));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public Map<String, LedgerEntry> get(Collection<String> taskKeys) {
        return Calls.call("read " + taskKeys.size() + " entries of " + name(), () -> {
            Map<String, LedgerEntry> found = new HashMap<>();
            entries.find(Filters.in(ID, taskKeys))
                    .forEach(document -> read(document).ifPresent(entry -> found.put(entry.taskKey(), entry)));
            return found;
        });
    }

    @Override
    public Map<String, Outcome> write(List<Write> writes) {
        if (writes.isEmpty()) {
            return Map.of();
        }
        Map<String, BsonObjectId> marks = new HashMap<>();
        Map<String, Outcome> outcomes = new HashMap<>();
        List<Write> sent = new ArrayList<>();
        List<WriteModel<BsonDocument>> models = new ArrayList<>();
        for (Write write : writes) {
            var mark = new BsonObjectId(new ObjectId());
            try {
                models.add(model(write, mark));
                marks.put(write.taskKey(), mark);
                sent.add(write);
            } catch (UnstorableException e) {
                outcomes.put(write.taskKey(), Outcome.REFUSED);
            }
        }
        if (!models.isEmpty()) {
            outcomes.putAll(writeAll(sent, models, marks));
        }
        return outcomes;
    }

    private Map<String, Outcome> writeAll(
            List<Write> sent, List<WriteModel<BsonDocument>> models, Map<String, BsonObjectId> marks) {
        try {
            int matched = entries.bulkWrite(models, new BulkWriteOptions().ordered(false))
                    .getMatchedCount();
            return settled(sent, List.of(), matched, marks);
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null) {
                throw Calls.unavailable("write " + sent.size() + " entries of " + name(), e);
            }
            return settled(sent, e.getWriteErrors(), e.getWriteResult().getMatchedCount(), marks);
        } catch (MongoException e) {
            throw Calls.unavailable("write " + sent.size() + " entries of " + name(), e);
        }
    }

    private static WriteModel<BsonDocument> model(Write write, BsonObjectId mark) {
        LedgerEntry before = write.before();
        if (before == null) {
            return new InsertOneModel<>(
                    checked(LedgerCodec.encode(write.after()), write).append(MARK, mark));
        }
        var set = new BsonDocument(MARK, mark);
        var unset = new BsonDocument();
        Field.difference(LedgerCodec.FIELDS, before, write.after(), null, set, unset);
        return new UpdateOneModel<>(
                new BsonDocument(ID, Doc.text(write.taskKey()))
                        .append(LedgerCodec.REVISION, new BsonInt64(before.revision())),
                Field.update(checked(set, write), unset));
    }

    private static BsonDocument checked(BsonDocument document, Write write) {
        int size = Doc.size(document);
        if (size > WriteBatch.SIZE_LIMIT) {
            throw new UnstorableException("Expected a write of at most " + WriteBatch.SIZE_LIMIT
                    + " bytes, but the entry of " + write.taskKey() + " needs " + size + "; it isn't sent");
        }
        return document;
    }

    private Map<String, Outcome> settled(
            List<Write> writes, List<BulkWriteError> errors, int matched, Map<String, BsonObjectId> marks) {
        Map<String, Outcome> outcomes = new HashMap<>();
        List<String> taken = new ArrayList<>();
        for (BulkWriteError error : errors) {
            String key = writes.get(error.getIndex()).taskKey();
            outcomes.put(key, WriteBatch.isHopeless(error.getCode()) ? Outcome.REFUSED : Outcome.CONFLICT);
            if (error.getCode() == Calls.DUPLICATE_KEY) {
                taken.add(key);
            }
        }
        unreadable(taken).forEach(key -> outcomes.put(key, Outcome.UNREADABLE));
        List<String> updated = new ArrayList<>();
        for (Write write : writes) {
            boolean isDone = outcomes.putIfAbsent(write.taskKey(), Outcome.WRITTEN) == null;
            if (write.before() != null && isDone) {
                updated.add(write.taskKey());
            }
        }
        if (matched != updated.size()) {
            Map<String, BsonValue> stored = storedMarks(updated);
            updated.stream()
                    .filter(key -> !Objects.equals(marks.get(key), stored.get(key)))
                    .forEach(key -> outcomes.put(key, Outcome.CONFLICT));
        }
        return outcomes;
    }

    /** Those of these tasks whose entry is there and can't be read. */
    private List<String> unreadable(List<String> taskKeys) {
        if (taskKeys.isEmpty()) {
            return List.of();
        }
        return Calls.call("read " + taskKeys.size() + " entries of " + name(), () -> {
            List<String> found = new ArrayList<>();
            entries.find(Filters.in(ID, taskKeys)).forEach(document -> {
                if (read(document).isEmpty()) {
                    found.add(document.getString(ID).getValue());
                }
            });
            return found;
        });
    }

    private Map<String, BsonValue> storedMarks(List<String> taskKeys) {
        return Calls.call("read what was written to " + name(), () -> {
            Map<String, BsonValue> found = new HashMap<>();
            entries.find(Filters.in(ID, taskKeys))
                    .projection(Projections.include(MARK))
                    .forEach(document -> found.put(document.getString(ID).getValue(), document.get(MARK)));
            return found;
        });
    }
}
