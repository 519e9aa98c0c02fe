package org.etsi.osm.lcm.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the product asks of MongoDB, asked of the embedded store by MongoDB's own driver. */
class EmbeddedMongoTest {

    @TempDir
    private Path folder;

    private EmbeddedMongo mongo;
    private MongoClient client;

    @BeforeEach
    void open() {
        mongo = EmbeddedMongo.open(folder, 0);
        client = MongoClients.create(mongo.uri());
    }

    @AfterEach
    void close() {
        client.close();
        mongo.close();
    }

    @Test
    void shouldUpdateDottedPathsOnlyWhenTheFilterStillHolds() {
        var operations = operations();
        operations.insertOne(
                operation("a", 0).append("tasks", new Document("t0001", new Document("state", "WAITING"))));
        var change = combine(
                set("tasks.t0001.state", "RUNNING"),
                set("tasks.t0002.inFlight", new Document("sequence", 1)),
                unset("outbox"),
                inc("revision", 1L),
                push("requests", "r1"),
                pushEach("history", List.of("h1", "h2"), new PushOptions().slice(-1)));

        var first = operations.updateOne(and(eq("_id", "a"), eq("epoch", 1L), eq("revision", 0L)), change);
        var again = operations.updateOne(and(eq("_id", "a"), eq("epoch", 1L), eq("revision", 0L)), change);

        assertThat(first.getMatchedCount()).isOne();
        assertThat(again.getMatchedCount()).isZero();
        var stored = one(eq("_id", "a"));
        assertThat(stored.getLong("revision")).isOne();
        assertThat(stored.getEmbedded(List.of("tasks", "t0001", "state"), String.class))
                .isEqualTo("RUNNING");
        assertThat(stored.getEmbedded(List.of("tasks", "t0002", "inFlight", "sequence"), Integer.class))
                .isOne();
        assertThat(stored.getList("requests", String.class)).containsExactly("r1");
        assertThat(stored.getList("history", String.class)).containsExactly("h2");
    }

    @Test
    void shouldTellHowManyOfABulkMatched() {
        insert(10);
        var updates = new ArrayList<UpdateOneModel<Document>>();
        for (int i = 0; i < 10; i++) {
            long expected = i % 2 == 0 ? i : -1;
            updates.add(new UpdateOneModel<>(
                    and(eq("_id", "op" + i), eq("epoch", 1L), eq("revision", expected)), inc("revision", 1L)));
        }

        var result = operations().bulkWrite(updates, new BulkWriteOptions().ordered(false));

        assertThat(result.getMatchedCount()).isEqualTo(5);
        assertThat(result.getModifiedCount()).isEqualTo(5);
    }

    @Test
    void shouldCountUpTheEpochOfAPartitionThatIsNotThereYet() {
        var partitions = client.getDatabase("osm").getCollection("lcm_partitions");
        var options = new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

        var first = partitions.findOneAndUpdate(eq("_id", 3), inc("epoch", 1L), options);
        var second = partitions.findOneAndUpdate(eq("_id", 3), inc("epoch", 1L), options);

        assertThat(first).containsEntry("epoch", 1L);
        assertThat(second).containsEntry("epoch", 2L);
    }

    @Test
    void shouldRefuseASecondDocumentOfAnId() {
        operations().insertOne(operation("a", 0));

        assertThatThrownBy(() -> operations().insertOne(operation("a", 1)))
                .isInstanceOfSatisfying(
                        MongoWriteException.class, e -> assertThat(e.getCode()).isEqualTo(11000));
    }

    @Test
    void shouldUpsertWithoutTouchingWhatIsThere() {
        var options = new UpdateOptions().upsert(true);

        var first = operations().updateOne(eq("_id", "n"), setOnInsert("count", 4), options);
        var second = operations().updateOne(eq("_id", "n"), setOnInsert("count", 8), options);

        assertThat(first.getUpsertedId()).isNotNull();
        assertThat(second.getUpsertedId()).isNull();
        assertThat(one(eq("_id", "n"))).containsEntry("count", 4);
    }

    @Test
    void shouldFindByEveryFilterTheProductUses() {
        insert(10);
        operations().updateOne(eq("_id", "op3"), set("tags", List.of(new Document("k", "a").append("v", 1))));
        operations().updateOne(eq("_id", "op4"), set("tasks.t0001.vim", "v1"));

        assertThat(ids(lt("revision", 2L))).containsExactlyInAnyOrder("op0", "op1");
        assertThat(ids(gte("revision", 9L))).containsExactly("op9");
        assertThat(ids(in("_id", "op1", "op2", "none"))).containsExactlyInAnyOrder("op1", "op2");
        assertThat(ids(and(in("_id", "op1", "op2"), eq("revision", 2L)))).containsExactly("op2");
        assertThat(ids(elemMatch("tags", and(eq("k", "a"), eq("v", 1))))).containsExactly("op3");
        assertThat(ids(or(eq("revision", 1L), eq("_id", "op9")))).containsExactlyInAnyOrder("op1", "op9");
        assertThat(ids(exists("tasks.t0001.vim"))).containsExactly("op4");
        assertThat(ids(new Document("revision", new Document("$not", new Document("$gt", 0L)))))
                .containsExactly("op0");
        assertThat(ids(new Document("_id", new Document("$regex", "^op[12]$"))))
                .containsExactlyInAnyOrder("op1", "op2");
        assertThat(ids(new Document("tags", null))).hasSize(9);
        assertThat(ids(new Document("_id", new Document("$ne", "op0")))).hasSize(9);
    }

    @Test
    void shouldFindByACompoundIndexAndItsPrefixAfterEveryChange() {
        operations().createIndex(Indexes.ascending("partition", "open"));
        operations().createIndex(Indexes.ascending("partition", "open"));
        insert(10);
        operations().updateMany(and(eq("partition", 1), eq("open", true), lt("epoch", 5L)), set("epoch", 5L));
        operations().updateOne(eq("_id", "op1"), set("open", false));
        operations().deleteOne(eq("_id", "op3"));

        assertThat(ids(and(eq("partition", 1), eq("open", true)))).containsExactlyInAnyOrder("op5", "op7", "op9");
        assertThat(ids(and(eq("partition", 1L), eq("epoch", 5L))))
                .containsExactlyInAnyOrder("op1", "op5", "op7", "op9");
        assertThat(ids(eq("partition", 2))).isEmpty();
        assertThat(operations().listIndexes().into(new ArrayList<>())).hasSize(2);
    }

    @Test
    void shouldChangeTheElementsAnArrayFilterNames() {
        operations()
                .insertOne(operation("a", 0)
                        .append(
                                "vdur",
                                List.of(
                                        new Document("id", "x").append("s", 0),
                                        new Document("id", "y").append("s", 0))));

        operations()
                .updateOne(
                        eq("_id", "a"),
                        set("vdur.$[v].s", 1),
                        new UpdateOptions().arrayFilters(List.of(eq("v.id", "y"))));
        operations().updateOne(eq("_id", "a"), set("vdur.0.ip", "10.0.0.1"));

        var vdur = one(eq("_id", "a")).getList("vdur", Document.class);
        assertThat(vdur.get(0)).containsEntry("s", 0).containsEntry("ip", "10.0.0.1");
        assertThat(vdur.get(1)).containsEntry("s", 1);
    }

    @Test
    void shouldProjectSortLimitAndPage() {
        insert(250);

        var page = operations()
                .find(eq("open", true))
                .projection(Projections.include("revision"))
                .sort(Sorts.descending("revision"))
                .limit(3)
                .into(new ArrayList<>());
        var all = operations().find().batchSize(100).into(new ArrayList<>());

        assertThat(page).extracting(d -> d.getString("_id")).containsExactly("op249", "op248", "op247");
        assertThat(page.getFirst()).containsOnlyKeys("_id", "revision");
        assertThat(all).hasSize(250);
        assertThat(operations().countDocuments(gte("revision", 100L))).isEqualTo(150);
    }

    @Test
    void shouldDeleteWhatExpiredAtTheLatestWhenReopened() {
        operations().createIndex(Indexes.ascending("closedAt"), new IndexOptions().expireAfter(30L, TimeUnit.DAYS));
        var now = Instant.now();
        operations().insertOne(operation("old", 0).append("closedAt", now.minus(31, ChronoUnit.DAYS)));
        operations().insertOne(operation("young", 0).append("closedAt", now.minus(29, ChronoUnit.DAYS)));
        operations().insertOne(operation("open", 0));

        close();
        open();

        assertThat(ids(new Document())).containsExactlyInAnyOrder("young", "open");
    }

    @Test
    void shouldFindEverythingAgainAfterReopening() {
        operations().createIndex(Indexes.ascending("partition", "open"));
        insert(100);

        close();
        open();

        assertThat(operations().countDocuments()).isEqualTo(100);
        assertThat(ids(and(eq("partition", 1), eq("open", true)))).hasSize(50);
        assertThatThrownBy(() -> operations().insertOne(operation("op7", 0))).isInstanceOf(MongoWriteException.class);
    }

    /** Ten thousand rewrites of sixteen documents must not leave more than a few times their size behind. */
    @Test
    void shouldKeepTheFileNearTheSizeOfItsContent() {
        var filler = "x".repeat(4_000);
        IntStream.range(0, 16)
                .forEach(i -> operations().insertOne(operation("op" + i, 0).append("filler", filler)));
        var updates = IntStream.range(0, 10_000)
                .mapToObj(i -> new UpdateOneModel<Document>(eq("_id", "op" + i % 16), inc("revision", 1L)))
                .toList();
        for (int from = 0; from < updates.size(); from += 10) {
            operations().bulkWrite(updates.subList(from, from + 10));
        }

        assertThat(folder.resolve("store.mv"))
                .satisfies(file -> assertThat(file.toFile().length()).isLessThan(1024 * 1024));
    }

    private MongoCollection<Document> operations() {
        return client.getDatabase("osm")
                .getCollection("lcm_operations")
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
    }

    private void insert(int count) {
        operations()
                .insertMany(IntStream.range(0, count)
                        .mapToObj(i -> operation("op" + i, i))
                        .toList());
    }

    private static Document operation(String id, long revision) {
        return new Document("_id", id)
                .append("partition", (int) (revision % 2))
                .append("open", true)
                .append("epoch", 1L)
                .append("revision", revision)
                .append("outbox", List.of());
    }

    private Document one(Bson filter) {
        var found = operations().find(filter).into(new ArrayList<>());
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private List<String> ids(Bson filter) {
        return operations().find(filter).map(d -> d.getString("_id")).into(new ArrayList<>());
    }
}
