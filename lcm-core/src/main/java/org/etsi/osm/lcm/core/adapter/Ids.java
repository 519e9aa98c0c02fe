package org.etsi.osm.lcm.core.adapter;

import java.util.List;
import org.etsi.osm.lcm.core.adapter.TaskHandler.Observation;
import org.etsi.osm.lcm.core.model.Value;

/** Ids of resources inside what handlers make known. */
final class Ids {
    private Ids() {}

    /** Whether some text in the tree is this id. */
    static boolean isNamed(Value value, String id) {
        return switch (value) {
            case Value.Obj(var fields) -> fields.values().stream().anyMatch(field -> isNamed(field, id));
            case Value.Arr(var items) -> items.stream().anyMatch(item -> isNamed(item, id));
            case Value.Text(var text) -> text.equals(id);
            case Value.Int i -> false;
            case Value.Dec d -> false;
            case Value.Bool b -> false;
            case Value.Nil n -> false;
            case Value.Ref r -> false;
        };
    }

    /** Those that an observation says are there, and that were asked to go. */
    static List<String> leavingIn(Observation observation, LedgerEntry entry) {
        return entry.leaving().stream()
                .filter(id -> isNamed(shown(observation), id))
                .toList();
    }

    private static Value shown(Observation observation) {
        return switch (observation) {
            case Observation.Met(var outputs) -> outputs;
            case Observation.NotYet(var word, var created) -> created;
            case Observation.Differs(var differences, var outputs) -> outputs;
            case Observation.Broken b -> Value.Obj.EMPTY;
            case Observation.Surplus s -> Value.Obj.EMPTY;
            case Observation.Unmet u -> Value.Obj.EMPTY;
        };
    }
}
