package org.etsi.osm.lcm.kafka.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.etsi.osm.lcm.core.model.EventValues;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.PlanValues;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.kafka.wire.MessageType;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec;
import org.etsi.osm.lcm.kafka.wire.WireException;

/**
 * All of one operation in one JSON document, enough to decide it again anywhere: its request, its plan, its journal,
 * and what is stored of it now. Decisions and transitions stand there as they are on the wire.
 *
 * @param plans by id
 * @param settings of the engine, as far as decisions depend on them
 * @param snapshot what is stored of it now, in short
 */
public record OperationExport(
        OperationRequest request,
        Map<String, Plan> plans,
        OperationJournal journal,
        Value.Obj settings,
        Value.Obj snapshot) {
    /** The version of the document; another one is refused. */
    public static final int FORMAT = 1;

    public OperationExport {
        plans = Map.copyOf(plans);
    }

    public Value.Obj toValue() {
        var stored = new LinkedHashMap<String, Value>();
        plans.forEach((id, plan) -> stored.put(id, PlanValues.toValue(plan)));
        return Value.Obj.EMPTY
                .with("format", FORMAT)
                .with("request", EventValues.request(request))
                .with("settings", settings)
                .with("plans", new Value.Obj(stored))
                .with("decisions", messages(journal.decisions(), TransitionCodec::encode))
                .with("taskTransitions", messages(journal.tasks(), TransitionCodec::encode))
                .with("operationTransitions", messages(journal.operations(), TransitionCodec::encode))
                .with("snapshot", snapshot);
    }

    private static <T> Value.Arr messages(List<T> all, Function<T, byte[]> encoder) {
        return Value.list(all.stream().map(encoder).map(Json::readObject).toList());
    }

    /**
     * The export that a document holds.
     *
     * @throws WireException if it holds none, with what was expected
     */
    public static OperationExport fromValue(Value document) {
        String format = document.text("format").orElse("none");
        if (!format.equals(String.valueOf(FORMAT))) {
            throw new WireException("Expected an export of format " + FORMAT + ", but found format " + format);
        }
        try {
            OperationRequest request = EventValues.asRequest(object(document, "request"));
            var plans = new LinkedHashMap<String, Plan>();
            object(document, "plans")
                    .fields()
                    .forEach((id, plan) -> plans.put(id, PlanValues.fromValue(Json.withReferences(plan))));
            var journal = OperationJournal.of(
                    request.id(),
                    read(document, "decisions", MessageType.DECISION, TransitionCodec::decodeDecision),
                    read(document, "taskTransitions", MessageType.TASK_STATE, TransitionCodec::decodeTask),
                    read(
                            document,
                            "operationTransitions",
                            MessageType.OPERATION_STATE,
                            TransitionCodec::decodeOperation));
            return new OperationExport(
                    request, plans, journal, object(document, "settings"), object(document, "snapshot"));
        } catch (IllegalArgumentException e) {
            throw new WireException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Value.Obj object(Value document, String name) {
        if (document.field(name).orElse(Value.Obj.EMPTY) instanceof Value.Obj object) {
            return object;
        }
        throw new WireException("Expected an object in '" + name + "' of an export, but found another kind of value");
    }

    private static <T> List<T> read(Value document, String name, MessageType type, Function<byte[], T> decoder) {
        var all = new ArrayList<T>();
        for (Value item : document.items(name)) {
            if (item.text("type").filter(type.word()::equals).isEmpty()) {
                throw new WireException("Expected messages of type " + type.word() + " in '" + name
                        + "' of an export, but found another one");
            }
            all.add(decoder.apply(Json.write(item)));
        }
        return all;
    }
}
