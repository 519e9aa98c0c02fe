package org.etsi.osm.lcm.ro.task;

import java.util.List;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.Status;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.tasks.catalogue.RemoveLeftovers;

/** Removes whatever carries the tag of an NS, one kind after the other: what uses others goes first. Thread-safe. */
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
                        .map(resource -> kind + ":" + resource.id())
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
        int colon = id.indexOf(':');
        calls.delete(CreatingHandler.account(work), Kind.valueOf(id.substring(0, colon)), id.substring(colon + 1));
    }
}
