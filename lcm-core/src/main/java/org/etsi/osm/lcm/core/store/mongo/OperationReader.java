package org.etsi.osm.lcm.core.store.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.etsi.osm.lcm.core.port.OperationStore.StoredPlan;

/** Documents of {@code lcm_operations} with their plans, each read by itself. */
record OperationReader(MongoPlans plans) {

    List<Loaded> read(List<BsonDocument> documents) {
        List<OperationId> planned = documents.stream()
                .filter(document -> new Fields(document).has(OperationCodec.PLAN_ID))
                .map(OperationReader::id)
                .toList();
        Map<OperationId, MongoPlans.Stored> found = planned.isEmpty() ? Map.of() : plans.find(planned);
        List<Loaded> loaded = new ArrayList<>(documents.size());
        for (BsonDocument document : documents) {
            loaded.add(read(document, found));
        }
        return loaded;
    }

    /** Whatever is wrong with one document is said of that one: its neighbours must be read all the same. */
    private static Loaded read(BsonDocument document, Map<OperationId, MongoPlans.Stored> plans) {
        OperationId id = id(document);
        try {
            var fields = new Fields(document);
            return new Loaded.Sound(OperationCodec.decode(fields, plan(id, fields, plans)));
        } catch (RuntimeException e) {
            long revision = new LenientFields(document).number(OperationCodec.REVISION);
            return new Loaded.Broken(id, revision, String.valueOf(e.getMessage()));
        }
    }

    private static Plan plan(OperationId id, Fields fields, Map<OperationId, MongoPlans.Stored> plans) {
        String planId = fields.textOrNull(OperationCodec.PLAN_ID);
        if (planId == null) {
            return Plan.EMPTY;
        }
        MongoPlans.Stored stored = plans.get(id);
        if (stored == null) {
            throw new UnreadableException("Expected plan " + planId + " to be stored, but it isn't there");
        }
        StoredPlan plan = stored.sound();
        if (!plan.planId().equals(planId)) {
            throw new UnreadableException(
                    "Expected plan " + planId + ", but plan " + plan.planId() + " is stored for the operation");
        }
        return plan.plan();
    }

    private static OperationId id(BsonDocument document) {
        return new OperationId(document.getString(OperationCodec.ID).getValue());
    }
}
