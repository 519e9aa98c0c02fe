package org.etsi.osm.lcm.core.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.etsi.osm.lcm.core.store.StoreSamples.accepted;
import static org.etsi.osm.lcm.core.store.StoreSamples.chain;
import static org.etsi.osm.lcm.core.store.StoreSamples.ended;
import static org.etsi.osm.lcm.core.store.StoreSamples.full;
import static org.etsi.osm.lcm.core.store.StoreSamples.id;
import static org.etsi.osm.lcm.core.store.StoreSamples.planned;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.etsi.osm.lcm.core.model.InvalidPlanException;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.etsi.osm.lcm.core.port.OperationStore.Outcome;
import org.etsi.osm.lcm.core.port.OperationStore.StoredPlan;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.etsi.osm.lcm.core.store.OperationStoreContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract on MongoDB, and what is the database's own: limits, indexes, queries, the form of documents. */
abstract class MongoStoreContract extends OperationStoreContract {
    private static final Instant FULL_ENTERED = Instant.ofEpochMilli(1_700_000_111_111L);

    private static final Ownership OWNER = new Ownership(0, 1, "engine");

    private final TestMongo mongo;
    private final MongoOperationStore store;
    private final MongoCollection<BsonDocument> operations;

    MongoStoreContract(TestMongo mongo) {
        this.mongo = mongo;
        this.store = mongo.connection().operations();
        this.operations = mongo.database().getCollection("lcm_operations", BsonDocument.class);
    }

    final TestMongo mongo() {
        return mongo;
    }

    @BeforeEach
    void prepare() {
        store.prepare(Duration.ofDays(30));
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    @Override
    protected OperationStore store() {
        return store;
    }

    @Override
    protected void breakDocument(OperationId id) {
        operations.updateOne(
                Filters.eq("_id", id.value()),
                Updates.combine(
                        Updates.set("tasks", new BsonString("gone")),
                        Updates.unset("epoch"),
                        Updates.set("startTime", new BsonString("soon"))));
        // A claim must find it all the same, and the test parks it under its old epoch.
        operations.updateOne(
                Filters.and(Filters.eq("_id", id.value()), Filters.eq("partition", 3)),
                Updates.set("epoch", new BsonInt64(1)));
    }

    @Test
    void shouldClaimADocumentWithoutAnEpoch() {
        store.write(List.of(new Write.Insert(accepted("op-1", OWNER))));
        operations.updateOne(Filters.eq("_id", "op-1"), Updates.unset("epoch"));

        store.claim(new Ownership(0, 2, "next"));

        assertThat(store.load(new Ownership(0, 2, "next"), Optional.empty(), 10))
                .hasSize(1);
    }

    @Test
    void shouldFixTheNumberOfPartitions() {
        store.checkPartitionCount(12);
        store.checkPartitionCount(12);

        assertThatThrownBy(() -> store.checkPartitionCount(16))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Expected 12 partitions of lcm-inbox")
                .hasMessageContaining("but found 16");
    }

    @Test
    void shouldExpireClosedOperationsOnly() {
        Operation open = accepted("op-1", OWNER);
        store.write(List.of(new Write.Insert(open)));
        assertThat(document("op-1").containsKey("closedAt")).isFalse();

        store.write(List.of(new Write.Update(open, ended(open, OperationState.COMPLETED), 0)));

        assertThat(document("op-1").getDateTime("closedAt").getValue()).isEqualTo(open.stateEnteredEpochMs());
    }

    @Test
    void shouldRefuseWhatIsTooLargeOrTooDeepAndWriteTheRest() {
        Value deep = Value.Obj.EMPTY;
        for (int i = 0; i < 300; i++) {
            deep = Value.Obj.EMPTY.with("d", deep);
        }
        store.write(List.of(new Write.Insert(accepted("odd", OWNER))));
        operations.updateOne(Filters.eq("_id", "odd"), Updates.set("tasks", new BsonString("gone")));
        StoredPlan plan = store.putPlan(id("odd"), chain(3));

        var outcomes = store.write(List.of(
                new Write.Insert(withParameters("large", Value.Obj.EMPTY.with("x", "y".repeat(13 << 20)))),
                new Write.Insert(withParameters("deep", Value.Obj.EMPTY.with("x", deep))),
                new Write.Update(accepted("odd", OWNER), full("odd", OWNER, 2, plan.planId(), plan.plan()), 0),
                new Write.Insert(accepted("op-1", OWNER))));

        assertThat(outcomes)
                .containsEntry(id("large"), Outcome.REFUSED)
                .containsEntry(id("deep"), Outcome.REFUSED)
                .containsEntry(id("odd"), Outcome.REFUSED)
                .containsEntry(id("op-1"), Outcome.WRITTEN);
    }

    @Test
    void shouldStoreAPlanInChunks() {
        Plan large = largeChain();

        store.putPlan(id("op-1"), large);

        assertThat(store.plan(id("op-1")).orElseThrow().plan().tasks()).isEqualTo(large.tasks());
        assertThat(plans().countDocuments(Filters.exists("chunk"))).isEqualTo(4);
    }

    @Test
    void shouldStoreAnOrdinaryPlanWithOneWrite() {
        store.putPlan(id("op-1"), chain(10));

        assertThat(store.plan(id("op-1")).orElseThrow().plan().tasks())
                .isEqualTo(chain(10).tasks());
        assertThat(plans().countDocuments()).isEqualTo(1);
    }

    /** More than one document holds, by a piece. */
    private static Plan largeChain() {
        List<TaskSpec> tasks = new ArrayList<>();
        for (TaskSpec task : chain(10).tasks()) {
            tasks.add(new TaskSpec(
                    task.id(),
                    task.type(),
                    task.label(),
                    task.adapter(),
                    task.parameters().with("userData", "#".repeat(1 << 20)),
                    task.dependsOn(),
                    task.timeout(),
                    task.retry(),
                    task.reversibility(),
                    task.scope()));
        }

        return new Plan(tasks);
    }

    @Test
    void shouldRefuseAPlanWithATaskThatNoDocumentHolds() {
        TaskSpec task = chain(1).tasks().getFirst();
        var huge = new TaskSpec(
                task.id(),
                task.type(),
                task.label(),
                task.adapter(),
                Value.Obj.EMPTY.with("x", "y".repeat(13 << 20)),
                List.of(),
                task.timeout(),
                task.retry(),
                task.reversibility(),
                task.scope());

        assertThatThrownBy(() -> store.putPlan(id("op-1"), new Plan(List.of(huge))))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("t0001");
        assertThat(store.plan(id("op-1"))).isEmpty();
    }

    @Test
    void shouldNotTakeChunksWithoutAHeaderForAPlan() {
        store.putPlan(id("op-1"), largeChain());
        plans().deleteOne(Filters.eq("_id", "op-1"));

        assertThat(store.plan(id("op-1"))).isEmpty();
        assertThat(store.putPlan(id("op-1"), chain(2)).plan().size()).isEqualTo(2);
        assertThat(store.plan(id("op-1")).orElseThrow().plan().tasks()).isEqualTo(chain(2).tasks());
    }

    @Test
    void shouldRemovePlansWhoseOperationIsGone() {
        store.write(List.of(new Write.Insert(accepted("op-1", OWNER))));
        store.putPlan(id("op-1"), chain(2));
        store.putPlan(id("op-2"), chain(2));
        store.putPlan(id("op-3"), largeChain());
        plans().deleteOne(Filters.eq("_id", "op-3"));

        assertThat(store.removeOrphanedPlans(Duration.ofDays(1))).isZero();
        assertThat(store.removeOrphanedPlans(Duration.ofSeconds(-10))).isEqualTo(1 + 4);

        assertThat(store.plan(id("op-1"))).isPresent();
        assertThat(store.plan(id("op-2"))).isEmpty();
        assertThat(plans().countDocuments()).isEqualTo(1);
    }

    private static MongoOperationQueries.Filter troubled(
            @Nullable String vim, String errorCode, @Nullable Instant enteredBefore) {
        return new MongoOperationQueries.Filter(
                null, "instantiate", OperationState.FAILED_TEMP, vim, errorCode, enteredBefore, null, 10);
    }

    @Test
    void shouldAnswerTheCommandLinesQuestions() {
        MongoOperationQueries queries = mongo.connection().queries();
        store.beginEpoch(0);
        store.claim(OWNER);
        StoredPlan plan = store.putPlan(id("op-2"), chain(3));
        store.write(List.of(
                new Write.Insert(accepted("op-1", OWNER)),
                new Write.Insert(full("op-2", OWNER, 5, plan.planId(), plan.plan())),
                new Write.Insert(ended(accepted("op-3", OWNER), OperationState.COMPLETED)),
                new Write.Insert(accepted("op-4", OWNER))));
        breakDocument(id("op-4"));

        assertThat(queries.list(MongoOperationQueries.Filter.newest(10)))
                .extracting(row -> row.id().value())
                .containsExactlyInAnyOrder("op-3", "op-2", "op-1", "op-4");
        assertThat(queries.list(new MongoOperationQueries.Filter("ns-of-op-2", OperationState.FAILED_TEMP, true, 10)))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.errorCode()).isEqualTo("QUOTA");
                    assertThat(row.taskCount()).isEqualTo(3);
                    assertThat(row.parked()).isNotEmpty();
                });
        assertThat(queries.list(new MongoOperationQueries.Filter(null, null, false, 10)))
                .hasSize(1);
        assertThat(queries.list(troubled("vim-1", "QUOTA", FULL_ENTERED.plusMillis(1))))
                .hasSize(1);
        assertThat(queries.list(troubled("vim-1", "QUOTA", FULL_ENTERED))).isEmpty();
        assertThat(queries.list(troubled("vim-9", "QUOTA", null))).isEmpty();
        assertThat(queries.list(troubled(null, "NOT_FOUND", null))).isEmpty();
        assertThat(queries.find(id("op-2")))
                .get()
                .isInstanceOfSatisfying(
                        Loaded.Sound.class,
                        sound -> assertThat(sound.operation().plan().size()).isEqualTo(3));
        assertThat(queries.find(id("op-4"))).get().isInstanceOf(Loaded.Broken.class);
        assertThat(queries.find(id("op-5"))).isEmpty();
        assertThat(queries.partitionOwners()).containsExactly(new MongoOperationQueries.PartitionOwner(0, 1, "engine"));
    }

    @Test
    void shouldKeepWhatQueriesSelectByAtTheTop() {
        StoredPlan plan = store.putPlan(id("op-1"), chain(3));
        Operation bare = accepted("op-1", OWNER);
        Operation planned = planned(bare, plan.planId(), plan.plan());
        store.write(List.of(new Write.Insert(bare)));
        store.write(List.of(new Write.Update(bare, planned, 0)));

        BsonDocument found = document("op-1");

        assertThat(found.getArray("vim"))
                .containsExactly(new BsonString("vim-0"), new BsonString("vim-1"), new BsonString("vim-2"));
        assertThat(found.getDocument("tasks")).isEmpty();
        assertThat(found)
                .containsKeys("open", "state", "nsInstanceId", "startTime", "type", "partition", "epoch", "revision");
    }

    private static Operation withParameters(String id, Value.Obj parameters) {
        Operation o = accepted(id, OWNER);
        var request = new org.etsi.osm.lcm.core.model.OperationRequest(
                o.id(),
                o.request().nsInstanceId(),
                o.request().type(),
                o.request().startTime(),
                parameters,
                o.request().onFailure(),
                o.request().deadline());
        return new Operation(
                request,
                o.ownership(),
                o.revision(),
                o.state(),
                o.stateEnteredEpochMs(),
                o.control(),
                o.steering(),
                o.occupies(),
                o.queuePosition(),
                o.planId(),
                o.plan(),
                o.tasks(),
                o.settle(),
                o.automaticRollback(),
                o.supersededBy(),
                o.error(),
                o.deadline(),
                o.answers(),
                o.outbox(),
                o.parked(),
                o.frontier());
    }

    private BsonDocument document(String id) {
        return Objects.requireNonNull(operations.find(Filters.eq("_id", id)).first());
    }

    private MongoCollection<BsonDocument> plans() {
        return mongo.database().getCollection("lcm_plans", BsonDocument.class);
    }
}
