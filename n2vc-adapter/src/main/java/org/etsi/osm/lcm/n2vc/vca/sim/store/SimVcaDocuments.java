package org.etsi.osm.lcm.n2vc.vca.sim.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimRun;
import org.etsi.osm.lcm.n2vc.vca.sim.SimThing;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault;
import org.jspecify.annotations.Nullable;

/** The stored form of what a simulated VCA keeps; arguments are kept as JSON text, since nobody selects by them. */
final class SimVcaDocuments {
    private SimVcaDocuments() {}

    static Document of(SimThing thing) {
        return new Document("_id", thing.id())
                .append("number", thing.number())
                .append("kind", thing.kind().name())
                .append("account", thing.account())
                .append("ns", thing.nsInstanceId())
                .append("taskKey", thing.taskKey())
                .append("name", thing.name())
                .append("details", Json.text(thing.details()))
                .append("appearsAt", Date.from(thing.appearsAt()))
                .append("readyAt", Date.from(thing.readyAt()))
                .append("failure", thing.failure())
                .append("deletingAt", date(thing.deletingAt()))
                .append("goneAt", date(thing.goneAt()));
    }

    static SimThing thing(Document stored) {
        return thing(stored, stored.getString("_id"));
    }

    static SimThing.Buried buried(Document stored) {
        return new SimThing.Buried(thing(stored, stored.getString("id")), stored.getLong("removal"));
    }

    private static SimThing thing(Document stored, String id) {
        return new SimThing(
                id,
                stored.getLong("number"),
                SimThing.Kind.valueOf(stored.getString("kind")),
                stored.getString("account"),
                stored.getString("ns"),
                stored.getString("taskKey"),
                stored.getString("name"),
                object(stored.getString("details")),
                stored.getDate("appearsAt").toInstant(),
                stored.getDate("readyAt").toInstant(),
                stored.getString("failure"),
                instant(stored.getDate("deletingAt")),
                instant(stored.getDate("goneAt")));
    }

    private static Value.Obj object(String json) {
        return Json.readObject(json.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    static Document of(SimRun run) {
        return new Document("_id", run.id())
                .append("number", run.number())
                .append("kind", run.kind().name())
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
                object(stored.getString("arguments")));
        return new SimRun(
                stored.getLong("number"),
                SimRun.Kind.valueOf(stored.getString("kind")),
                request,
                stored.getDate("startedAt").toInstant(),
                stored.getDate("endsAt").toInstant(),
                stored.getString("failure"),
                stored.getBoolean("isRecorded"),
                stored.getBoolean("isDiscarded"));
    }

    static Document of(SimVcaFault fault) {
        return new Document("_id", fault.id())
                .append("call", fault.call() == null ? null : fault.call().name())
                .append("pattern", fault.pattern())
                .append("uses", fault.uses())
                .append("effect", of(fault.effect()));
    }

    static SimVcaFault fault(Document stored) {
        return new SimVcaFault(
                stored.getString("_id"),
                stored.getString("call") == null ? null : SimVcaFault.Call.valueOf(stored.getString("call")),
                stored.getString("pattern"),
                stored.getInteger("uses"),
                effect(stored.get("effect", Document.class)));
    }

    private static Document of(SimVcaFault.Effect effect) {
        return switch (effect) {
            case SimVcaFault.Refuse(var code) -> new Document("type", "refuse").append("code", code.name());
            case SimVcaFault.Slow(var by) -> new Document("type", "slow").append("ms", by.toMillis());
            case SimVcaFault.SlowCall(var by) -> new Document("type", "slow-call").append("ms", by.toMillis());
            case SimVcaFault.AcceptLate(var after) ->
                new Document("type", "accept-late").append("ms", after.toMillis());
            case SimVcaFault.HalfDelete(var answersWell) ->
                new Document("type", "half-delete").append("answersWell", answersWell);
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
            case "slow-call" -> new SimVcaFault.SlowCall(Duration.ofMillis(stored.getLong("ms")));
            case "accept-late" -> new SimVcaFault.AcceptLate(Duration.ofMillis(stored.getLong("ms")));
            case "half-delete" -> new SimVcaFault.HalfDelete(stored.getBoolean("answersWell"));
            case "fail" -> new SimVcaFault.Fail(stored.getString("text"));
            case "lose-answer" -> new SimVcaFault.LoseAnswer(stored.getBoolean("isRecorded"));
            default -> throw new IllegalStateException("Expected a known fault effect, but stored is '" + type + "'");
        };
    }
}
