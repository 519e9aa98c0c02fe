package org.etsi.osm.lcm.ro.task;

import java.util.List;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.Status;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.tasks.catalogue.RemoveLeftovers;

/**
 * Removes whatever carries the tag of an NS, one kind after the other: what uses others goes first. A volume that is to
 * be kept is released instead. Thread-safe.
 */
final class RemoveLeftoversHandler implements TaskHandler {
    private static final List<Kind> ORDER = List.of(
            Kind.FLOATING_IP,
            Kind.SERVER,
            Kind.VOLUME,
            Kind.PORT,
            Kind.SUBNET,
            Kind.NETWORK,
            Kind.SERVER_GROUP,
            Kind.KEYPAIR,
            Kind.FLAVOR);

    private static final String KEPT = "kept";

    private final VimCalls calls;

    RemoveLeftoversHandler(VimCalls calls) {
        this.calls = calls;
    }

    @Override
    public Observation observe(Work work) {
        var asked = RemoveLeftovers.Parameters.from(work.parameters());
        for (Kind kind : ORDER) {
            List<Resource> left = calls.ours(asked.vim(), kind, TagQuery.ofNs(asked.ns()));
            if (!left.isEmpty()) {
                List<String> standing = left.stream()
                        .filter(resource -> resource.status() != Status.DELETING)
                        .map(resource -> (isKept(resource) ? KEPT : kind.name()) + ":" + resource.id())
                        .toList();
                return standing.isEmpty()
                        ? new Observation.NotYet(
                                left.size() + " of kind " + kind + " are being deleted", Value.Obj.EMPTY)
                        : new Observation.Surplus(standing);
            }
        }
        return new Observation.Met(Value.Obj.EMPTY);
    }

    @Override
    public Value.Obj act(Work work) {
        throw new IllegalStateException("Expected leftovers to be removed, but was asked to act: " + work.taskKey());
    }

    @Override
    public boolean endsNs() {
        return true;
    }

    @Override
    public List<String> leftovers(Work work) {
        return List.of();
    }

    @Override
    public void remove(Work work, String id) {
        String account = CreatingHandler.account(work);
        int colon = id.indexOf(':');
        String what = id.substring(0, colon);
        if (what.equals(KEPT)) {
            calls.release(account, Kind.VOLUME, id.substring(colon + 1));
        } else {
            calls.delete(account, Kind.valueOf(what), id.substring(colon + 1));
        }
    }

    private static boolean isKept(Resource resource) {
        return resource.kind() == Kind.VOLUME
                && resource.value(Attribute.KEEP).filter("true"::equals).isPresent();
    }
}
