package org.etsi.osm.lcm.core.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.jspecify.annotations.Nullable;

/**
 * What the command line reads of the operations; it writes nothing. Every method may throw
 * {@link org.etsi.osm.lcm.core.port.StoreUnavailableException}. Thread-safe.
 */
public final class MongoOperationQueries {
    private final MongoCollection<BsonDocument> operations;
    private final MongoCollection<BsonDocument> partitions;
    private final MongoPlans plans;

    MongoOperationQueries(MongoDatabase database) {
        this.operations = database.getCollection("lcm_operations", BsonDocument.class);
        this.partitions = database.getCollection("lcm_partitions", BsonDocument.class);
        this.plans = new MongoPlans(database.getCollection("lcm_plans", BsonDocument.class));
    }

    /**
     * Which operations are listed: those that meet all that is given.
     *
     * @param vim id of an account at which the plan has tasks
     * @param errorCode of the operation's error
     * @param enteredBefore only those that have been in their state since before then
     * @param open only those that are open, or only those that are closed; both if absent
     */
    public record Filter(
            @Nullable String nsInstanceId,
            @Nullable String type,
            @Nullable OperationState state,
            @Nullable String vim,
            @Nullable String errorCode,
            @Nullable Instant enteredBefore,
            @Nullable Boolean open,
            int limit) {
        public Filter(
                @Nullable String nsInstanceId, @Nullable OperationState state, @Nullable Boolean open, int limit) {
            this(nsInstanceId, null, state, null, null, null, open, limit);
        }

        /** The newest of all. */
        public static Filter newest(int limit) {
            return new Filter(null, null, null, limit);
        }

        private Bson bson() {
            List<Bson> all = new ArrayList<>(List.of(Filters.empty()));
            addEqual(all, "nsInstanceId", nsInstanceId);
            addEqual(all, "type", type);
            addEqual(all, "state", state == null ? null : state.name());
            addEqual(all, "vim", vim);
            addEqual(all, "error.code", errorCode);
            addEqual(all, OperationCodec.OPEN, open);
            if (enteredBefore != null) {
                all.add(Filters.lt("stateEnteredAt", new BsonDateTime(enteredBefore.toEpochMilli())));
            }
            return Filters.and(all);
        }

        private static void addEqual(List<Bson> all, String field, @Nullable Object value) {
            if (value != null) {
                all.add(Filters.eq(field, value));
            }
        }
    }

    /**
     * A line of the list. Of a broken document, what can be read; the rest is empty or zero.
     *
     * @param state empty if it can't be read
     * @param errorCode empty if there is no error
     * @param parked empty if it isn't
     */
    public record Row(
            OperationId id,
            String nsInstanceId,
            String type,
            double startTime,
            String state,
            Instant stateEnteredAt,
            String control,
            int queuePosition,
            boolean open,
            int taskCount,
            String errorCode,
            String errorMessage,
            String parked,
            int partition,
            long epoch,
            String owner,
            long revision) {}

    /** Who owns a partition; the owner is empty until it has claimed its operations. */
    public record PartitionOwner(int partition, long epoch, String owner) {}

    /** Operations, newest first. */
    public List<Row> list(Filter filter) {
        return Calls.call(
                "list operations",
                () -> operations
                        .find(filter.bson())
                        .projection(Projections.exclude(
                                OperationCodec.TASKS, OperationCodec.ANSWERS, OperationCodec.OUTBOX, "request"))
                        .sort(Sorts.descending("startTime", OperationCodec.ID))
                        .limit(filter.limit())
                        .map(MongoOperationQueries::row)
                        .into(new ArrayList<>()));
    }

    private static Row row(BsonDocument document) {
        var fields = new LenientFields(document);
        return new Row(
                new OperationId(fields.text(OperationCodec.ID)),
                fields.text("nsInstanceId"),
                fields.text("type"),
                fields.decimal("startTime"),
                fields.text("state"),
                Instant.ofEpochMilli(fields.epochMs("stateEnteredAt")),
                fields.text("control"),
                (int) fields.number("queuePosition"),
                fields.truth(OperationCodec.OPEN),
                (int) fields.number("taskCount"),
                fields.nested("error").text("code"),
                fields.nested("error").text("message"),
                fields.text(OperationCodec.PARKED),
                (int) fields.number(OperationCodec.PARTITION),
                fields.number(OperationCodec.EPOCH),
                fields.text(OperationCodec.OWNER),
                fields.number(OperationCodec.REVISION));
    }

    /** One operation with its plan, or why it can't be read. */
    public Optional<Loaded> find(OperationId id) {
        return Calls.call(
                "read operation " + id,
                () -> Optional.ofNullable(operations
                                .find(Filters.eq(OperationCodec.ID, id.value()))
                                .first())
                        .map(document -> new OperationReader(plans)
                                .read(List.of(document))
                                .getFirst()));
    }

    /** Whether an open operation has tasks at a VIM account. */
    public boolean isVimUsed(String account) {
        return Calls.call(
                "look for operations at VIM account " + account,
                () -> operations
                                .find(Filters.and(Filters.eq(OperationCodec.OPEN, true), Filters.eq("vim", account)))
                                .projection(Projections.include(OperationCodec.ID))
                                .first()
                        != null);
    }

    /** The partitions that ever had an owner, by number. */
    public List<PartitionOwner> partitionOwners() {
        return Calls.call(
                "read the owners of partitions",
                () -> partitions
                        .find()
                        .sort(Sorts.ascending(OperationCodec.ID))
                        .map(LenientFields::new)
                        .map(fields -> new PartitionOwner(
                                (int) fields.number(OperationCodec.ID),
                                fields.number(OperationCodec.EPOCH),
                                fields.text(OperationCodec.OWNER)))
                        .into(new ArrayList<>()));
    }
}
