package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Duration;
import java.util.UUID;
import org.bson.Document;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;

/** OSM's database with the NS of {@code ConfiguredNs} as NBI creates it; MongoDB's own at {@code -Dmongo.uri}. */
final class OsmServer implements AutoCloseable {
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoConnection connection;

    OsmServer() {
        String real = System.getProperty("mongo.uri");
        String uri = real != null ? real : server.bindAndGetConnectionString() + "/?retryWrites=false";
        connection = MongoConnection.open(uri, "osm-" + UUID.randomUUID(), Duration.ofSeconds(5));
        insert(
                "nslcmops",
                "{_id: 'op-1', operationState: 'PROCESSING', nsInstanceId: 'ns-1', startTime: 5.0, stage: null,"
                        + " statusEnteredTime: 5.0, isCancelPending: false, _admin: {worker: null}}");
        insert(
                "nsrs",
                "{_id: 'ns-1', nsState: 'NOT_INSTANTIATED', currentOperation: 'IDLE', currentOperationID: null,"
                        + " 'operational-status': 'init', 'config-status': 'init', 'detailed-status': 'scheduled',"
                        + " errorDescription: null, errorDetail: null, configurationStatus: null, vcaStatus: null,"
                        + " vld: [{id: 'data'}, {id: 'mgmt', name: 'm'}], image: [], flavor: [{id: '0'}],"
                        + " 'instantiate_params': {a: 1}, _admin: {nsState: 'NOT_INSTANTIATED', created: 1.0}}");
        insert(
                "vnfrs",
                "{_id: 'vnfr-1', 'nsr-id-ref': 'ns-1', 'member-vnf-index-ref': '1', 'vnfd-id': 'vnfd-1',"
                        + " _admin: {nsState: 'NOT_INSTANTIATED'}, 'ip-address': null, vdur: [{_id: 'u1',"
                        + " 'vdu-id-ref': 'mgmt.vm', interfaces: [{name: 'eth1'}, {name: 'eth0', 'mgmt-vnf': true,"
                        + " 'mgmt-interface': true}]}]}");
        insert(
                "vnfrs",
                "{_id: 'vnfr-2', 'nsr-id-ref': 'ns-1', 'member-vnf-index-ref': '2', 'vnfd-id': 'vnfd-2', vdur: [],"
                        + " _admin: {nsState: 'NOT_INSTANTIATED'}, 'ip-address': null, kdur: [{'kdu-name': 'ldap',"
                        + " 'ip-address': null}]}");
    }

    MongoDatabase database() {
        return connection.database();
    }

    void insert(String collection, String json) {
        database().getCollection(collection).insertOne(Document.parse(json));
    }

    Value.Obj read(String collection, String id) {
        return new OsmDocuments(database()).find(collection, id).orElseThrow();
    }

    @Override
    public void close() {
        database().drop();
        connection.close();
        server.shutdownNow();
    }
}
