package org.etsi.osm.lcm.core.store.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.etsi.osm.lcm.core.model.InvalidPlanException;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.port.OperationStore.StoredPlan;
import org.jspecify.annotations.Nullable;

/**
 * Plans in {@code lcm_plans}: chunks {@code {operation, planId, chunk, tasks}} first, then the header, whose
 * {@code _id} is the operation's. So a header says that its plan is whole, and the first header wins. A plan of one
 * chunk, as most are, is in the header itself: one write. Thread-safe.
 */
final class MongoPlans {
    /** Chunks grow to this size; a single larger task has a chunk of its own. */
    static final int CHUNK_BYTES = 4 * 1024 * 1024;

    private static final int SWEEP_PAGE = 500;
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();
    private static final String OPERATION = "operation";
    private static final String PLAN_ID = OperationCodec.PLAN_ID;
    private static final String CHUNK = "chunk";
    private static final String CHUNKS = "chunks";
    private static final String TASKS = "tasks";
    private static final String STORED_AT = "storedAt";

    private final MongoCollection<BsonDocument> collection;

    MongoPlans(MongoCollection<BsonDocument> collection) {
        this.collection = collection;
    }

    void createIndexes() {
        collection.createIndex(Indexes.ascending(OPERATION, PLAN_ID, CHUNK));
    }

    StoredPlan put(OperationId operation, Plan plan, long nowEpochMs) {
        Optional<StoredPlan> stored = find(operation);
        if (stored.isPresent()) {
            return stored.get();
        }
        String planId = UUID.randomUUID().toString();
        List<List<RawBsonDocument>> chunks = chunks(plan);
        boolean isInHeader = chunks.size() <= 1;
        for (int i = 0; i < chunks.size() && !isInHeader; i++) {
            collection.insertOne(new Doc()
                    .put("_id", operation.value() + "/" + planId + "/" + i)
                    .put(OPERATION, operation.value())
                    .put(PLAN_ID, planId)
                    .put(CHUNK, i)
                    .date(STORED_AT, nowEpochMs)
                    .put(TASKS, Doc.array(chunks.get(i), task -> task))
                    .bson());
        }
        Doc header = new Doc()
                .put("_id", operation.value())
                .put(PLAN_ID, planId)
                .put(CHUNKS, isInHeader ? 0 : chunks.size())
                .put("taskCount", plan.size())
                .date(STORED_AT, nowEpochMs);
        if (isInHeader) {
            header.put(TASKS, Doc.array(chunks.isEmpty() ? List.of() : chunks.getFirst(), task -> task));
        }
        try {
            collection.insertOne(header.bson());
            return new StoredPlan(planId, plan);
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            collection.deleteMany(Filters.and(Filters.eq(OPERATION, operation.value()), Filters.eq(PLAN_ID, planId)));
            return find(operation)
                    .orElseThrow(() -> new IllegalStateException("Expected the plan of operation " + operation
                            + " to stay once it is stored, but its header is gone"));
        }
    }

    private static List<List<RawBsonDocument>> chunks(Plan plan) {
        List<List<RawBsonDocument>> chunks = new ArrayList<>();
        int bytes = CHUNK_BYTES;
        for (TaskSpec task : plan.tasks()) {
            RawBsonDocument encoded = encode(task);
            int size = encoded.getByteBuffer().remaining();
            if (bytes + size > CHUNK_BYTES) {
                chunks.add(new ArrayList<>());
                bytes = 0;
            }
            chunks.getLast().add(encoded);
            bytes += size;
        }
        return chunks;
    }

    private static RawBsonDocument encode(TaskSpec task) {
        try {
            var encoded = new RawBsonDocument(PlanCodec.encode(task), CODEC);
            if (encoded.getByteBuffer().remaining() <= WriteBatch.SIZE_LIMIT) {
                return encoded;
            }
        } catch (UnstorableException e) {
            throw new InvalidPlanException("Task " + task.id() + " (" + task.label() + "): " + e.getMessage());
        }
        throw new InvalidPlanException("Expected task " + task.id() + " (" + task.label() + ") to take at most "
                + WriteBatch.SIZE_LIMIT + " bytes, but it takes more");
    }

    Optional<StoredPlan> find(OperationId operation) {
        Map<OperationId, Stored> found = find(List.of(operation));
        return Optional.ofNullable(found.get(operation)).map(Stored::sound);
    }

    /** The plans of these operations; those that have none stored whole are left out. */
    Map<OperationId, Stored> find(Collection<OperationId> operations) {
        List<String> ids = operations.stream().map(OperationId::value).toList();
        Map<String, BsonDocument> headers = new HashMap<>();
        collection
                .find(Filters.in("_id", ids))
                .forEach(header -> headers.put(header.getString("_id").getValue(), header));
        if (headers.isEmpty()) {
            return Map.of();
        }
        Map<String, List<BsonDocument>> chunks = chunks(headers);
        Map<OperationId, Stored> plans = new HashMap<>();
        headers.forEach((id, header) ->
                plans.put(new OperationId(id), decode(id, header, chunks.getOrDefault(id, List.of()))));
        return plans;
    }

    /** The chunks of those plans that aren't in their headers. */
    private Map<String, List<BsonDocument>> chunks(Map<String, BsonDocument> headers) {
        List<String> chunked = headers.keySet().stream()
                .filter(id -> !isInHeader(headers.get(id)))
                .toList();
        Map<String, List<BsonDocument>> chunks = new HashMap<>();
        if (!chunked.isEmpty()) {
            collection
                    .find(Filters.in(OPERATION, chunked))
                    .sort(Sorts.ascending(OPERATION, PLAN_ID, CHUNK))
                    .forEach(chunk -> chunks.computeIfAbsent(
                                    chunk.getString(OPERATION).getValue(), id -> new ArrayList<>())
                            .add(chunk));
        }
        return chunks;
    }

    private static boolean isInHeader(@Nullable BsonDocument header) {
        return header != null && header.containsKey(TASKS);
    }

    /** One operation's plan must not keep another's from being read: what is wrong with it is a value. */
    private static Stored decode(String id, BsonDocument header, List<BsonDocument> chunks) {
        try {
            String planId = Fields.of(header).text(PLAN_ID);
            if (isInHeader(header)) {
                return new Stored(new StoredPlan(planId, new Plan(tasks(header))), "");
            }
            // A planner that lost the race may have left chunks of its own plan.
            List<BsonDocument> own = chunks.stream()
                    .filter(chunk -> planId.equals(new Fields(chunk).textOrNull(PLAN_ID)))
                    .toList();
            int expected = Fields.of(header).intNumber(CHUNKS);
            if (own.size() != expected) {
                throw new UnreadableException("Expected " + expected + " chunks, but found " + own.size());
            }
            List<TaskSpec> tasks =
                    own.stream().flatMap(chunk -> tasks(chunk).stream()).toList();
            return new Stored(new StoredPlan(planId, new Plan(tasks)), "");
        } catch (RuntimeException e) {
            return new Stored(null, "The plan of operation " + id + " can't be read: " + e.getMessage());
        }
    }

    private static List<TaskSpec> tasks(BsonDocument holder) {
        return Fields.of(holder).list(TASKS).stream().map(PlanCodec::decode).toList();
    }

    /**
     * Removes what was stored before a time for operations that don't exist any more: plans, and chunks that a planner
     * left behind. Tells how many documents.
     */
    long removeOrphaned(MongoCollection<BsonDocument> operations, long storedBeforeEpochMs) {
        long removed = 0;
        String last = "";
        while (true) {
            Map<String, String> page = new TreeMap<>();
            collection
                    .find(Filters.and(
                            Filters.gt("_id", last), Filters.lt(STORED_AT, new BsonDateTime(storedBeforeEpochMs))))
                    .projection(Projections.include(OPERATION))
                    .sort(Sorts.ascending("_id"))
                    .limit(SWEEP_PAGE)
                    .forEach(doc -> page.put(
                            id(doc),
                            doc.getString(OPERATION, doc.getString("_id")).getValue()));
            if (page.isEmpty()) {
                return removed;
            }
            last = page.keySet().stream().reduce(last, (a, b) -> b);
            Set<String> alive = new HashSet<>();
            operations
                    .find(Filters.in("_id", new HashSet<>(page.values())))
                    .projection(Projections.include("_id"))
                    .forEach(operation -> alive.add(id(operation)));
            page.values().removeAll(alive);
            removed += collection.deleteMany(Filters.in("_id", page.keySet())).getDeletedCount();
        }
    }

    private static String id(BsonDocument document) {
        return document.getString("_id").getValue();
    }

    /** A plan, or what is wrong with it. */
    record Stored(@Nullable StoredPlan plan, String problem) {
        StoredPlan sound() {
            if (plan == null) {
                throw new IllegalStateException(problem);
            }
            return plan;
        }
    }
}
