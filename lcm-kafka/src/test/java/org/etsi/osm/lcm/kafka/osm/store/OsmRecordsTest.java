package org.etsi.osm.lcm.kafka.osm.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.Document;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.intake.OsmOperations.Claim;
import org.etsi.osm.lcm.kafka.osm.OperationSamples;
import org.etsi.osm.lcm.kafka.osm.OsmRecordWriter.Shown;
import org.etsi.osm.lcm.kafka.osm.Projection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real driver against a server that speaks MongoDB's protocol in memory. */
@SuppressWarnings("NullAway.Init")
class OsmRecordsTest {
    private final Counters counters = new Counters();
    private MongoServer server;
    private MongoConnection connection;
    private MongoDatabase database;
    private OsmRecords records;

    @BeforeEach
    void open() {
        server = new MongoServer(new MemoryBackend());
        connection = MongoConnection.open(
                server.bindAndGetConnectionString() + "/?retryWrites=false", "osm", Duration.ofSeconds(5));
        database = connection.database();
        records = new OsmRecords(database, "here", counters, Clock.systemUTC());
        insert(
                "nslcmops",
                "{_id: 'op-1', operationState: 'PROCESSING', nsInstanceId: 'ns-1', startTime: 5.0,"
                        + " isCancelPending: true, cancelMode: 'GRACEFUL', _admin: {worker: null}}");
        insert(
                "nsrs",
                "{_id: 'ns-1', nsState: 'NOT_INSTANTIATED', vld: [{id: 'data'}, {id: 'mgmt', name: 'm'}],"
                        + " _admin: {nsState: 'NOT_INSTANTIATED'}}");
        insert(
                "vnfrs",
                "{_id: 'vnfr-1', 'nsr-id-ref': 'ns-1', _admin: {}, 'ip-address': null, vdur: [{_id: 'u0', status:"
                        + " 'x'},{_id: 'u1', interfaces: [{name: 'eth1'}, {name: 'eth0', 'mgmt-vnf': true,"
                        + " 'mgmt-interface': true}]}]}");
    }

    @AfterEach
    void close() {
        connection.close();
        server.shutdownNow();
    }

    private void insert(String collection, String json) {
        database.getCollection(collection).insertOne(Document.parse(json));
    }

    private Value read(String collection, String id) {
        return records.find(collection, id).orElseThrow();
    }

    private void show(Operation operation) {
        records.write(List.of(new Shown(operation, Projection.of(operation))));
    }

    private static Operation operation(String id, OperationState state, TaskState task, long epoch, long revision) {
        boolean occupies = state == OperationState.PROCESSING || state == OperationState.FAILED_TEMP;
        return OperationSamples.operation(id, "instantiate", state, occupies, task, epoch, revision);
    }

    @Test
    void shouldShowACompletedOperationInAllRecords() {
        show(operation("op-1", OperationState.COMPLETED, TaskState.DONE, 1, 9));

        assertThat(counters.get("records.refused")).isZero();
        Value nsr = read("nsrs", "ns-1");
        Value vnfr = read("vnfrs", "vnfr-1");
        Value operation = read("nslcmops", "op-1");
        assertThat(nsr.text("nsState")).contains("READY");
        assertThat(nsr.at("/_admin/nsState")).contains(Value.of("INSTANTIATED"));
        assertThat(nsr.at("/vld/1/vim_info/vim:v1/vim_id")).contains(Value.of("net-9"));
        assertThat(nsr.at("/vld/1/name")).contains(Value.of("m"));
        assertThat(nsr.at("/vld/0/vim_info")).isEmpty();
        assertThat(vnfr.at("/vdur/1/vim_info/vim:v1/vim_id")).contains(Value.of("srv-1"));
        assertThat(vnfr.at("/vdur/1/interfaces/1/ip-address")).contains(Value.of("10.0.0.5"));
        assertThat(vnfr.at("/vdur/1/interfaces/0/ip-address")).isEmpty();
        assertThat(vnfr.at("/vdur/1/ip-address")).contains(Value.of("10.0.0.5"));
        assertThat(vnfr.at("/vdur/0/status")).contains(Value.of("x"));
        assertThat(vnfr.text("ip-address")).contains("10.0.0.5");
        assertThat(operation.text("operationState")).contains("COMPLETED");
        assertThat(operation.text("errorMessage")).contains("");
        assertThat(operation.field("cancelMode")).isEmpty();
        assertThat(operation.at("/_admin/modified")).isPresent();
    }

    /** Goal: neither an older revision nor a former owner's write changes anything; a repeated one does no harm. */
    @Test
    void shouldFenceOlderRevisionsAndFormerOwners() {
        show(operation("op-1", OperationState.COMPLETED, TaskState.DONE, 2, 9));
        show(operation("op-1", OperationState.PROCESSING, TaskState.RUNNING, 2, 8));
        show(operation("op-0", OperationState.FAILED_TEMP, TaskState.FAILED, 1, 50));
        show(operation("op-1", OperationState.COMPLETED, TaskState.DONE, 2, 9));

        assertThat(read("nsrs", "ns-1").text("nsState")).contains("READY");
        assertThat(read("nslcmops", "op-1").text("operationState")).contains("COMPLETED");

        show(operation("op-2", OperationState.PROCESSING, TaskState.RUNNING, 2, 3));
        assertThat(read("nsrs", "ns-1").text("currentOperationID")).contains("op-2");
        new OsmRecords(database, "new", counters, Clock.systemUTC())
                .write(List.of(new Shown(
                        operation("op-3", OperationState.COMPLETED, TaskState.DONE, 1, 1),
                        Projection.of(operation("op-3", OperationState.COMPLETED, TaskState.DONE, 1, 1)))));
        assertThat(read("nsrs", "ns-1").text("nsState")).contains("READY");
    }

    /** Goal: an operation without a plan ends what it has shown of the NS, and nothing that another one shows. */
    @Test
    void shouldEndWhatItShowedOfTheNsItself() {
        show(operation("op-1", OperationState.PROCESSING, TaskState.WAITING, 1, 2));
        assertThat(read("nsrs", "ns-1").text("nsState")).contains("BUILDING");
        show(operation("op-2", OperationState.FAILED, TaskState.WAITING, 1, 3));
        assertThat(read("nsrs", "ns-1").text("nsState")).contains("BUILDING");

        show(operation("op-1", OperationState.FAILED, TaskState.WAITING, 1, 3));

        assertThat(read("nsrs", "ns-1").text("nsState")).contains("BROKEN");
        assertThat(read("nsrs", "ns-1").text("currentOperation")).contains("IDLE");
    }

    @Test
    void shouldWriteTheOthersWhenOneRecordHasAnotherShape() {
        insert("nslcmops", "{_id: 'odd', _admin: 'text'}");

        records.write(List.of(
                new Shown(
                        operation("odd", OperationState.COMPLETED, TaskState.DONE, 1, 1),
                        Projection.of(operation("odd", OperationState.COMPLETED, TaskState.DONE, 1, 1))),
                new Shown(
                        operation("op-1", OperationState.COMPLETED, TaskState.DONE, 1, 9),
                        Projection.of(operation("op-1", OperationState.COMPLETED, TaskState.DONE, 1, 9)))));

        assertThat(counters.get("records.refused")).isEqualTo(1);
        assertThat(read("nslcmops", "op-1").text("operationState")).contains("COMPLETED");
    }

    @Test
    void shouldClaimByCompareAndSet() {
        var ours = new OsmOperationRecords(database, "lcm-java", Clock.systemUTC());
        var theirs = new OsmOperationRecords(database, "a5adf5972b63", Clock.systemUTC());

        assertThat(ours.claim("op-1")).isEqualTo(Claim.OURS);
        assertThat(ours.claim("op-1")).isEqualTo(Claim.OURS);
        assertThat(theirs.claim("op-1")).isEqualTo(Claim.ANOTHERS);
        assertThat(theirs.processingOf("ns-1", 10)).isEmpty();
        assertThat(ours.processingOf("ns-1", 10)).hasSize(1);
        assertThat(ours.processing(6, Optional.empty(), 10)).hasSize(1);
        assertThat(ours.processing(4, Optional.empty(), 10)).isEmpty();
        assertThat(ours.existing(List.of("op-1", "op-2"))).containsExactly("op-1");

        ours.refuse("op-1", "no");
        assertThat(ours.claim("op-1")).isEqualTo(Claim.GONE);
        assertThat(read("nslcmops", "op-1").text("errorMessage")).contains("no");
    }

    /**
     * Goal: whoever waits for an operation that can't be read learns that it is parked, and then that it was killed.
     */
    @Test
    void shouldEndWhatCannotBeReadAndThenShowThatItWasKilled() {
        records.end(new OperationId("op-1"), Projection.unreadable("tasks are gone"));
        assertThat(read("nslcmops", "op-1").text("operationState")).contains("FAILED_TEMP");

        records.end(new OperationId("op-1"), Projection.killed("killed by alice"));
        records.end(new OperationId("op-1"), Projection.unreadable("tasks are gone"));

        assertThat(read("nslcmops", "op-1").text("operationState")).contains("FAILED");
        assertThat(read("nslcmops", "op-1").text("errorMessage")).contains("killed by alice");
        assertThat(read("nslcmops", "op-1").text("isCancelPending")).contains("false");
    }

    /** Goal: an operation that ended while NBI marked it doesn't look as if a cancel were under way for ever. */
    @Test
    void shouldDropTheCancelOfAnEndedOperationOnly() {
        var ours = new OsmOperationRecords(database, "lcm-java", Clock.systemUTC());
        ours.dropCancelOfEnded("op-1");
        assertThat(read("nslcmops", "op-1").text("isCancelPending")).contains("true");

        database.getCollection("nslcmops")
                .updateOne(new Document("_id", "op-1"), Document.parse("{$set: {operationState: 'COMPLETED'}}"));
        ours.dropCancelOfEnded("op-1");

        assertThat(read("nslcmops", "op-1").text("isCancelPending")).contains("false");
        assertThat(read("nslcmops", "op-1").field("cancelMode")).isEmpty();
    }

    @Test
    void shouldFixPartitionsAndInstallationOnce() {
        var installation = new Installation(database);

        assertThat(installation.fixedAt(12)).isEqualTo(12);
        assertThat(installation.fixedAt(24)).isEqualTo(12);
        assertThat(installation.id()).isEqualTo(new Installation(database).id());
    }

    /** Goal: what OSM sees isn't left behind because a shard was moving or a lock was slow. */
    @Test
    void shouldGiveUpOnlyOnErrorsAboutTheShapeOfADocument() {
        assertThat(Refusals.isRefusal(bulkError(28))).isTrue();
        assertThat(Refusals.isRefusal(bulkError(2, 121))).isTrue();
        assertThat(Refusals.isRefusal(bulkError(28, 112)))
                .as("a write conflict passes")
                .isFalse();
        assertThat(Refusals.isRefusal(bulkError(50))).as("a time limit passes").isFalse();
        assertThat(Refusals.isRefusal(new IllegalStateException())).isFalse();
    }

    private static MongoBulkWriteException bulkError(int... codes) {
        List<BulkWriteError> errors = Arrays.stream(codes)
                .mapToObj(code -> new BulkWriteError(code, "refused", new BsonDocument(), 0))
                .toList();
        return new MongoBulkWriteException(
                BulkWriteResult.unacknowledged(), errors, null, new ServerAddress(), Set.of());
    }
}
