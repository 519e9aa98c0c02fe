package org.etsi.osm.lcm.ro.vim.sim.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import org.bson.Document;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.etsi.osm.lcm.ro.vim.sim.SimResource;
import org.jspecify.annotations.Nullable;

/** The stored form of a simulated VIM's resources and faults; attributes this version doesn't know are left out. */
final class SimDocuments {
    private SimDocuments() {}

    static Document of(String account, SimResource resource) {
        var attributes = new Document();
        resource.attributes().forEach((attribute, values) -> attributes.append(attribute.name(), values));
        var tags = resource.tags();
        return new Document("_id", key(account, resource.id()))
                .append("account", account)
                .append("kind", resource.kind().name())
                .append("id", resource.id())
                .append("name", resource.name())
                .append("ns", tags == null ? null : tags.ns())
                .append("task", tags == null ? null : tags.task())
                .append("phase", resource.phase().name())
                .append("readyAt", Date.from(resource.readyAt()))
                .append("bootFault", resource.bootFault())
                .append("dueAt", resource.dueAt() == null ? null : Date.from(resource.dueAt()))
                .append("attributes", attributes)
                .append("version", resource.version());
    }

    static SimResource resource(Document stored) {
        var attributes = new EnumMap<Attribute, List<String>>(Attribute.class);
        var document = stored.get("attributes", Document.class);
        for (var attribute : Attribute.values()) {
            if (document.containsKey(attribute.name())) {
                attributes.put(attribute, document.getList(attribute.name(), String.class));
            }
        }
        var ns = text(stored, "ns");
        var task = text(stored, "task");
        return new SimResource(
                Kind.valueOf(stored.getString("kind")),
                stored.getString("id"),
                stored.getString("name"),
                ns == null || task == null ? null : new Tags(ns, task),
                SimResource.Phase.valueOf(stored.getString("phase")),
                stored.getDate("readyAt").toInstant(),
                text(stored, "bootFault"),
                instant(stored, "dueAt"),
                attributes,
                stored.getLong("version"));
    }

    static Document of(String account, SimFault fault) {
        var kind = fault.kind();
        var operation = fault.operation();
        return new Document("_id", key(account, fault.id()))
                .append("account", account)
                .append("id", fault.id())
                .append("kind", kind == null ? null : kind.name())
                .append("operation", operation == null ? null : operation.name())
                .append("namePattern", fault.namePattern())
                .append("uses", fault.uses())
                .append("probability", fault.probability())
                .append("effect", of(fault.effect()));
    }

    static SimFault fault(Document stored) {
        var kind = text(stored, "kind");
        var operation = text(stored, "operation");
        return new SimFault(
                stored.getString("id"),
                kind == null ? null : Kind.valueOf(kind),
                operation == null ? null : SimFault.Operation.valueOf(operation),
                text(stored, "namePattern"),
                stored.getInteger("uses"),
                stored.getDouble("probability"),
                effect(stored.get("effect", Document.class)));
    }

    private static Document of(SimFault.Effect effect) {
        return switch (effect) {
            case SimFault.Refuse refuse ->
                new Document("type", "refuse").append("code", refuse.code().name());
            case SimFault.Slow slow ->
                new Document("type", "slow").append("ms", slow.by().toMillis());
            case SimFault.LoseAnswer lose -> new Document("type", "lose-answer");
            case SimFault.AcceptLate late ->
                new Document("type", "accept-late").append("ms", late.after().toMillis());
            case SimFault.HalfDelete half ->
                new Document("type", "half-delete").append("answersWell", half.answersWell());
            case SimFault.BootError error -> new Document("type", "boot-error").append("text", error.text());
            case SimFault.BootNever never -> new Document("type", "boot-never");
        };
    }

    private static SimFault.Effect effect(Document stored) {
        var type = stored.getString("type");
        return switch (type) {
            case "refuse" -> new SimFault.Refuse(VimException.Code.valueOf(stored.getString("code")));
            case "slow" -> new SimFault.Slow(Duration.ofMillis(stored.getLong("ms")));
            case "lose-answer" -> new SimFault.LoseAnswer();
            case "accept-late" -> new SimFault.AcceptLate(Duration.ofMillis(stored.getLong("ms")));
            case "half-delete" -> new SimFault.HalfDelete(stored.getBoolean("answersWell"));
            case "boot-error" -> new SimFault.BootError(stored.getString("text"));
            case "boot-never" -> new SimFault.BootNever();
            default -> throw new IllegalStateException("Expected a known fault effect, but stored is '" + type + "'");
        };
    }

    static String key(String account, String id) {
        return account + "/" + id;
    }

    private static @Nullable String text(Document stored, String field) {
        return stored.getString(field);
    }

    private static @Nullable Instant instant(Document stored, String field) {
        var date = stored.getDate(field);
        return date == null ? null : date.toInstant();
    }
}
