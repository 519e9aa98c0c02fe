package org.etsi.osm.lcm.kafka.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Duration;
import java.util.List;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.engine.EngineSettings;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.junit.jupiter.api.Test;

class StoredEngineViewTest {

    private static Write.Insert insert(String id) {
        var request = new OperationRequest(
                new OperationId(id),
                "ns-1",
                "instantiate",
                1,
                Value.Obj.EMPTY,
                FailurePolicy.HOLD,
                Duration.ofHours(1));
        return new Write.Insert(new Engine(EngineSettings.DEFAULT)
                .accept(new Event.Requested(request, new Ownership(0, 1, "me"), 1, List.of()), new Moment(1, 1))
                .next());
    }

    /** Goal: an NS can be terminated, whatever has happened to the documents of its operations. */
    @Test
    void shouldLeaveOutAnOperationThatCantBeRead() {
        var server = new MongoServer(new MemoryBackend());
        try (var connection = MongoConnection.open(
                server.bindAndGetConnectionString() + "/?retryWrites=false", "osm", Duration.ofSeconds(5))) {
            var store = connection.operations();
            store.write(List.of(insert("op-1"), insert("op-2")));
            connection
                    .database()
                    .getCollection("lcm_operations")
                    .updateOne(Filters.eq("_id", "op-1"), Updates.set("state", "NO_SUCH_STATE"));

            var view = new StoredEngineView(store, connection.queries());

            assertThat(view.earlierOf("ns-1")).extracting(o -> o.id().value()).containsExactly("op-2");
        } finally {
            server.shutdownNow();
        }
    }
}
