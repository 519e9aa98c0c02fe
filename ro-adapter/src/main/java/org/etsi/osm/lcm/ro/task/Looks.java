package org.etsi.osm.lcm.ro.task;

import java.util.List;
import java.util.function.Function;
import org.etsi.osm.lcm.core.adapter.TaskHandler.Observation;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.Spec;
import org.etsi.osm.lcm.ro.vim.Status;

/** What a handler concludes from the resources that carry its task's tag. */
final class Looks {
    /** The memo's name for the id of what {@code act} made. */
    static final String CREATED_ID = "id";

    private Looks() {}

    /** All that carry the tag; at least one. What is being deleted already counts only if there is nothing else. */
    static Observation ofAll(List<Resource> ours, Value.Obj memo, Spec asked, Function<Resource, Value.Obj> outputs) {
        List<Resource> standing = ours.stream()
                .filter(resource -> resource.status() != Status.DELETING)
                .toList();
        if (standing.isEmpty()) {
            return of(ours.get(0), asked, outputs);
        }
        Resource kept = kept(standing, memo);
        return standing.size() == 1
                ? of(kept, asked, outputs)
                : new Observation.Surplus(
                        standing.stream()
                                .map(Resource::id)
                                .filter(id -> !id.equals(kept.id()))
                                .toList(),
                        created(kept));
    }

    /** The one that the ledger knows, or else the lowest id; one in ERROR only if all are. */
    private static Resource kept(List<Resource> standing, Value.Obj memo) {
        List<Resource> sound = standing.stream()
                .filter(resource -> resource.status() != Status.ERROR)
                .toList();
        List<Resource> eligible = sound.isEmpty() ? standing : sound;
        String known = memo.text(CREATED_ID).orElse("");
        return eligible.stream()
                .filter(resource -> resource.id().equals(known))
                .findFirst()
                .orElse(eligible.get(0));
    }

    /** One: is it there, on its way, broken, or not what was asked for? */
    static Observation of(Resource resource, Spec asked, Function<Resource, Value.Obj> outputs) {
        String thing = resource.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + resource.id();
        return switch (resource.status()) {
            case BUILD -> new Observation.NotYet(thing + " is being built", created(resource));
            case DELETING -> new Observation.NotYet(thing + " is being deleted", Value.Obj.EMPTY);
            case ERROR -> new Observation.Broken(fault(resource, thing), List.of(resource.id()));
            case INACTIVE ->
                new Observation.Differs(
                        List.of("Expected " + thing + " to be active, but it is switched off"),
                        outputs.apply(resource));
            case ACTIVE, OTHER -> compared(resource, asked, outputs);
        };
    }

    private static Observation compared(Resource resource, Spec asked, Function<Resource, Value.Obj> outputs) {
        List<String> differences = resource.differencesFrom(asked).stream()
                .map(Resource.Difference::toString)
                .toList();
        return differences.isEmpty() && resource.status() == Status.ACTIVE
                ? new Observation.Met(outputs.apply(resource))
                : different(resource, differences, outputs);
    }

    private static Observation different(
            Resource resource, List<String> differences, Function<Resource, Value.Obj> outputs) {
        return differences.isEmpty()
                ? new Observation.NotYet("its status is " + resource.status(), created(resource))
                : new Observation.Differs(differences, outputs.apply(resource));
    }

    static Value.Obj created(Resource resource) {
        return Value.Obj.EMPTY.with(CREATED_ID, resource.id());
    }

    private static Failure fault(Resource resource, String thing) {
        String words = resource.fault() == null ? "the VIM gives no reason" : resource.fault();
        return Failure.retryable(
                "VIM_ERROR", "Expected " + thing + " to become active, but the VIM put it in ERROR: " + words);
    }
}
