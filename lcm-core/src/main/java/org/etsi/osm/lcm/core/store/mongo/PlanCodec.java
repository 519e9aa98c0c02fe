package org.etsi.osm.lcm.core.store.mongo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.etsi.osm.lcm.core.model.RetryPolicy;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;

/** The tasks of a plan as documents. */
final class PlanCodec {
    private PlanCodec() {}

    static BsonDocument encode(TaskSpec task) {
        return new Doc()
                .put("id", task.id().value())
                .put("type", task.type())
                .put("label", task.label())
                .put("adapter", task.adapter())
                .list("dependsOn", task.dependsOn(), id -> Doc.text(id.value()))
                .put("parameters", task.parameters())
                .put("timeout", task.timeout())
                .put(
                        "retry",
                        new Doc()
                                .put("attempts", task.retry().attempts())
                                .put("first", task.retry().first())
                                .put("limit", task.retry().limit()))
                .put("reversibility", task.reversibility())
                .put("scope", encodeScope(task.scope()))
                .bson();
    }

    static TaskSpec decode(BsonValue document) {
        Fields fields = Fields.of(document);
        Fields retry = fields.nested("retry");
        return new TaskSpec(
                new TaskId(fields.text("id")),
                fields.text("type"),
                fields.text("label"),
                fields.text("adapter"),
                fields.tree("parameters"),
                decodeIds(fields.listIfAny("dependsOn")),
                fields.duration("timeout"),
                new RetryPolicy(retry.intNumber("attempts"), retry.duration("first"), retry.duration("limit")),
                fields.word("reversibility", Reversibility.class),
                decodeScope(fields.nested("scope")));
    }

    private static List<TaskId> decodeIds(List<BsonValue> ids) {
        return ids.stream().map(id -> new TaskId(id.asString().getValue())).toList();
    }

    private static Doc encodeScope(Map<String, String> scope) {
        var doc = new Doc();
        scope.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> doc.put(ValueCodec.escape(entry.getKey()), entry.getValue()));
        return doc;
    }

    private static Map<String, String> decodeScope(Fields fields) {
        Map<String, String> scope = new HashMap<>();
        fields.document().keySet().forEach(key -> scope.put(ValueCodec.unescape(key), fields.text(key)));
        return scope;
    }
}
