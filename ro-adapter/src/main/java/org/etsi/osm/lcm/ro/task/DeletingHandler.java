package org.etsi.osm.lcm.ro.task;

import java.util.List;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Status;
import org.etsi.osm.lcm.tasks.catalogue.Deletion;

/**
 * Deletes one resource by its id. What is still there is surplus, which the loop removes again and again until it is
 * gone; so nothing has to be remembered, and a delete that was lost or done by half is simply repeated. Thread-safe.
 */
final class DeletingHandler implements TaskHandler {
    private final VimCalls calls;
    private final Kind kind;

    DeletingHandler(VimCalls calls, Kind kind) {
        this.calls = calls;
        this.kind = kind;
    }

    @Override
    public Observation observe(Work work) {
        var asked = Deletion.from(work.parameters());
        var found = calls.get(asked.vim(), kind, asked.id());
        if (found.isEmpty()) {
            return new Observation.Met(Value.Obj.EMPTY);
        }
        return found.get().status() == Status.DELETING
                ? new Observation.NotYet("it is being deleted", Value.Obj.EMPTY)
                : new Observation.Surplus(List.of(asked.id()));
    }

    @Override
    public Value.Obj act(Work work) {
        throw new IllegalStateException("Expected a deletion to remove, but it was asked to act: " + work.taskKey());
    }

    /** What was deleted can't be brought back: there is nothing to undo. */
    @Override
    public List<String> leftovers(Work work) {
        return List.of();
    }

    @Override
    public void remove(Work work, String id) {
        calls.delete(CreatingHandler.account(work), kind, id);
    }
}
