package org.etsi.osm.lcm.kafka.osm.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.Document;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.bus.OsmSide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** VIM accounts, placements and the version gate, with the real driver against a server in memory. */
@SuppressWarnings("NullAway.Init")
class OsmAccountRecordsTest {
    private final List<OsmSide.Message> published = new ArrayList<>();
    private MongoServer server;
    private MongoConnection connection;
    private MongoDatabase database;
    private OsmStores stores;
    private OsmAccountRecords accounts;

    @BeforeEach
    void open() {
        server = new MongoServer(new MemoryBackend());
        connection = MongoConnection.open(
                server.bindAndGetConnectionString() + "/?retryWrites=false", "osm", Duration.ofSeconds(5));
        database = connection.database();
        stores = new OsmStores(connection, new Counters());
        accounts = stores.accounts("lcm-java");
        insert(
                "vim_accounts",
                "{_id: 'vim-1', vim_password: 'secret', _admin: {operationalState: 'ENABLED', operations: ["
                        + "{lcmOperationType: 'create', operationState: 'COMPLETED', worker: null},"
                        + "{lcmOperationType: 'delete', operationState: 'PROCESSING', worker: null}]}}");
        insert("vim_accounts", "{_id: 'vim-2', _admin: {to_delete: true, operations: [{worker: 'a5adf5972b63'}]}}");
    }

    @AfterEach
    void close() {
        connection.close();
        server.shutdownNow();
    }

    private void insert(String collection, String json) {
        database.getCollection(collection).insertOne(Document.parse(json));
    }

    private String text(String collection, String id, String pointer) {
        return Optional.ofNullable(database.getCollection(collection, BsonDocument.class)
                        .find(Filters.eq("_id", id))
                        .first())
                .map(BsonValues::read)
                .flatMap(document -> document.at(pointer))
                .flatMap(Value::asText)
                .orElse("none");
    }

    @Test
    void shouldRemoveOnlyWhatIsMarkedAndReadNoSecret() {
        accounts.remove("vim-1");
        assertThat(text("vim_accounts", "vim-1", "/_id")).isEqualTo("vim-1");

        database.getCollection("vim_accounts")
                .updateOne(Filters.eq("_id", "vim-1"), Updates.set("_admin.to_delete", true));
        List<Value.Obj> condemned = accounts.condemned(Optional.empty(), 10);
        assertThat(condemned).extracting(a -> a.text("_id").orElse("")).containsExactly("vim-1", "vim-2");
        assertThat(condemned).noneMatch(account -> account.field("vim_password").isPresent());
        assertThat(accounts.condemned(Optional.of("vim-1"), 10)).hasSize(1);
        accounts.remove("vim-1");
        accounts.remove("vim-1");

        assertThat(text("vim_accounts", "vim-1", "/_id")).isEqualTo("none");
    }

    @Test
    void shouldClaimADeletionByCompareAndSet() {
        assertThat(accounts.claim("vim-1", 1)).isTrue();
        assertThat(accounts.claim("vim-1", 1)).as("again, after a restart").isTrue();
        assertThat(accounts.claim("vim-2", 0)).as("another LCM's").isFalse();
        assertThat(accounts.claim("vim-9", 0)).isFalse();
        accounts.delay("vim-1", 1, "Waits for somebody");
        accounts.delay("vim-2", 0, "Waits for somebody");

        assertThat(text("vim_accounts", "vim-1", "/_admin/operations/1/worker")).isEqualTo("lcm-java");
        assertThat(text("vim_accounts", "vim-1", "/_admin/current_operation")).isEqualTo("1");
        assertThat(text("vim_accounts", "vim-1", "/_admin/operations/1/detailed-status"))
                .isEqualTo("Waits for somebody");
        assertThat(text("vim_accounts", "vim-2", "/_admin/operations/0/detailed-status"))
                .isEqualTo("none");
    }

    @Test
    void shouldNameWhoNeedsAnAccount() {
        assertThat(accounts.userOf("vim-1")).isEmpty();

        insert("nslcmops", "{_id: 'op-1', operationState: 'COMPLETED', operationParams: {vimAccountId: 'vim-1'}}");
        insert(
                "nslcmops",
                "{_id: 'op-2', operationState: 'PROCESSING', operationParams: {vnf: [{vimAccountId: 'vim-1'}]}}");
        assertThat(accounts.userOf("vim-1")).contains("operation op-2");
        insert("vnfrs", "{_id: 'v', 'nsr-id-ref': 'ns-1', 'member-vnf-index-ref': '2', 'vim-account-id': 'vim-1'}");

        assertThat(accounts.userOf("vim-1")).contains("VNF 2 of NS ns-1");
        assertThat(accounts.userOf("vim-2")).isEmpty();
    }

    @Test
    void shouldKeepTheFirstPlacementOfAnOperationThatAwaitsIt() {
        insert("nslcmops", "{_id: 'op-1', operationState: 'PROCESSING', _admin: {worker: 'lcm-java'}}");
        insert("nslcmops", "{_id: 'op-2', operationState: 'FAILED', _admin: {}}");
        insert("nslcmops", "{_id: 'op-3', operationState: 'PROCESSING', _admin: {worker: 'a5adf5972b63'}}");
        OsmOperationRecords operations = stores.operations("lcm-java");
        OsmPlacements placements = stores.placements(published::add);
        assertThat(placements.isAnswered(new OperationId("op-1"))).isFalse();

        assertThat(operations.place("op-1", Value.Obj.EMPTY.with("vnf", "first")))
                .isTrue();
        assertThat(operations.place("op-1", Value.Obj.EMPTY.with("vnf", "second")))
                .isFalse();
        assertThat(operations.place("op-2", Value.Obj.EMPTY)).isFalse();
        assertThat(operations.place("op-3", Value.Obj.EMPTY)).isFalse();
        assertThat(operations.place("op-9", Value.Obj.EMPTY)).isFalse();

        assertThat(placements.isAnswered(new OperationId("op-1"))).isTrue();
        assertThat(text("nslcmops", "op-1", "/_admin/pla/vnf")).isEqualTo("first");
    }

    @Test
    void shouldAskThePlacementEngineAndShowWhereVnfsAre() {
        insert("vnfrs", "{_id: 'v', 'nsr-id-ref': 'ns-1', 'member-vnf-index-ref': '1', 'vim-account-id': 'vim-1'}");
        insert("vnfrs", "{_id: 'w', 'nsr-id-ref': 'ns-2', 'member-vnf-index-ref': '1', 'vim-account-id': 'vim-1'}");
        OsmPlacements placements = stores.placements(published::add);

        placements.ask(new OperationId("op-1"));
        placements.place("ns-1", Map.of("1", "vim-2", "unknown", "vim-2"));
        placements.place("ns-1", Map.of("1", "vim-2"));

        assertThat(published)
                .containsExactly(
                        new OsmSide.Message("pla", "get_placement", Value.Obj.EMPTY.with("nslcmopId", "op-1")));
        assertThat(text("vnfrs", "v", "/vim-account-id")).isEqualTo("vim-2");
        assertThat(text("vnfrs", "w", "/vim-account-id")).isEqualTo("vim-1");
    }

    /** Goal: a database that NBI still sets up, or migrates, is left alone; one without NBI is ours. */
    @Test
    void shouldObjectToADatabaseThatIsNotEnabled() {
        assertThat(stores.objection()).isEmpty();
        insert("admin", "{_id: 'version', status: 'LOADING', serial: 'x'}");
        assertThat(stores.objection())
                .contains("Expected status of admin/version in database osm to be ENABLED, but it is 'LOADING'");
        database.getCollection("admin").updateOne(Filters.eq("_id", "version"), Updates.set("status", "ENABLED"));
        assertThat(stores.objection()).isEmpty();
    }
}
