package org.etsi.osm.lcm.n2vc.vca.sim.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimRun;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault;

/** The stored form of what a simulated VCA keeps; arguments are kept as JSON text, since nobody selects by them. */
final class SimVcaDocuments {
    private SimVcaDocuments() {}

    static Document of(ExecutionEnvironment environment) {
        return new Document("_id", environment.id())
                .append("ns", environment.nsInstanceId())
                .append("name", environment.name());
    }

    static ExecutionEnvironment environment(Document stored) {
        return new ExecutionEnvironment(stored.getString("_id"), stored.getString("ns"), stored.getString("name"));
    }

    static Document of(SimRun run, long number) {
        return new Document("_id", run.id())
                .append("number", number)
                .append("taskKey", run.taskKey())
                .append("environment", run.request().environment())
                .append("primitive", run.primitive())
                .append("arguments", Json.text(run.arguments()))
                .append("startedAt", Date.from(run.startedAt()))
                .append("endsAt", Date.from(run.endsAt()))
                .append("failure", run.failure())
                .append("isRecorded", run.isRecorded())
                .append("isDiscarded", run.isDiscarded());
    }

    static SimRun run(Document stored) {
        var request = new Vca.Request(
                stored.getString("environment"),
                stored.getString("taskKey"),
                stored.getString("_id"),
                stored.getString("primitive"),
                Json.readObject(stored.getString("arguments").getBytes(StandardCharsets.UTF_8)));
        return new SimRun(
                stored.getLong("number"),
                request,
                stored.getDate("startedAt").toInstant(),
                stored.getDate("endsAt").toInstant(),
                stored.getString("failure"),
                stored.getBoolean("isRecorded"),
                stored.getBoolean("isDiscarded"));
    }

    static Document of(SimVcaFault fault) {
        return new Document("_id", fault.id())
                .append("primitivePattern", fault.primitivePattern())
                .append("uses", fault.uses())
                .append("effect", of(fault.effect()));
    }

    static SimVcaFault fault(Document stored) {
        return new SimVcaFault(
                stored.getString("_id"),
                stored.getString("primitivePattern"),
                stored.getInteger("uses"),
                effect(stored.get("effect", Document.class)));
    }

    private static Document of(SimVcaFault.Effect effect) {
        return switch (effect) {
            case SimVcaFault.Refuse(var code) -> new Document("type", "refuse").append("code", code.name());
            case SimVcaFault.Slow(var by) -> new Document("type", "slow").append("ms", by.toMillis());
            case SimVcaFault.Fail(var text) -> new Document("type", "fail").append("text", text);
            case SimVcaFault.LoseAnswer(var isRecorded) ->
                new Document("type", "lose-answer").append("isRecorded", isRecorded);
        };
    }

    private static SimVcaFault.Effect effect(Document stored) {
        var type = stored.getString("type");
        return switch (type) {
            case "refuse" -> new SimVcaFault.Refuse(VcaException.Code.valueOf(stored.getString("code")));
            case "slow" -> new SimVcaFault.Slow(Duration.ofMillis(stored.getLong("ms")));
            case "fail" -> new SimVcaFault.Fail(stored.getString("text"));
            case "lose-answer" -> new SimVcaFault.LoseAnswer(stored.getBoolean("isRecorded"));
            default -> throw new IllegalStateException("Expected a known fault effect, but stored is '" + type + "'");
        };
    }
}
