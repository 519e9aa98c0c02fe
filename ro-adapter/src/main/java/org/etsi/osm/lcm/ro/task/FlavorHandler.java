package org.etsi.osm.lcm.ro.task;

import java.util.List;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.FindQuery;
import org.etsi.osm.lcm.ro.vim.FlavorSpec;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.tasks.catalogue.EnsureFlavor;

/**
 * Finds a flavor of a size that isn't ours, or creates one for this task. Only a created one is ever removed.
 * Thread-safe.
 */
final class FlavorHandler implements TaskHandler {
    private static final int NAME_PART = 100;

    private final VimCalls calls;

    FlavorHandler(VimCalls calls) {
        this.calls = calls;
    }

    @Override
    public Observation observe(Work work) {
        List<Resource> ours = ours(work);
        FlavorSpec asked = spec(work);
        if (!ours.isEmpty()) {
            return Looks.ofAll(ours, work.memo(), asked, one -> outputs(one, true));
        }
        return calls.others(CreatingHandler.account(work), FindQuery.flavorLike(asked)).stream()
                .findFirst()
                .<Observation>map(found -> new Observation.Met(outputs(found, false)))
                .orElseGet(Observation.Unmet::new);
    }

    @Override
    public Value.Obj act(Work work) {
        var tags = new Tags(work.nsInstanceId(), work.taskKey());
        return Looks.created(calls.create(CreatingHandler.account(work), spec(work), tags));
    }

    @Override
    public List<String> leftovers(Work work) {
        return ours(work).stream().map(Resource::id).toList();
    }

    @Override
    public void remove(Work work, String id) {
        calls.delete(CreatingHandler.account(work), Kind.FLAVOR, id);
    }

    private List<Resource> ours(Work work) {
        return calls.ours(CreatingHandler.account(work), Kind.FLAVOR, TagQuery.ofTask(work.taskKey()));
    }

    private static Value.Obj outputs(Resource flavor, boolean created) {
        return new EnsureFlavor.Outputs(flavor.id(), created).toValue();
    }

    /** A VIM has each flavor name once, for all its NSs: the task's key makes it this one's own. */
    private static FlavorSpec spec(Work work) {
        var asked = EnsureFlavor.Parameters.from(work.parameters());
        var given = asked.name().substring(0, Math.min(asked.name().length(), NAME_PART));
        var name = given + "-" + work.taskKey().replace('/', '-');
        return new FlavorSpec(
                name,
                asked.ramMb(),
                asked.vcpus(),
                asked.diskGb(),
                asked.ephemeralGb(),
                asked.swapMb(),
                asked.extraSpecs());
    }
}
