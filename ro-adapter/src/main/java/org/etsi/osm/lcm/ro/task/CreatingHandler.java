package org.etsi.osm.lcm.ro.task;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.Spec;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.Tags;

/**
 * Creates one resource, tagged with its NS and its task, and finds it again by that tag alone, never by name.
 * Thread-safe.
 */
final class CreatingHandler implements TaskHandler {
    private final VimCalls calls;
    private final Kind kind;
    private final Function<Value.Obj, Spec> spec;
    private final OutputsOf outputs;
    private final Needs needs;

    /** What the task gives, from the resource as it is; may look at others. */
    interface OutputsOf {
        Value.Obj of(VimCalls calls, String account, Resource resource);
    }

    /** What must be there before it is created. */
    interface Needs {
        Optional<Failure> missing(VimCalls calls, String account, Spec spec);
    }

    CreatingHandler(VimCalls calls, Kind kind, Function<Value.Obj, Spec> spec, OutputsOf outputs, Needs needs) {
        this.calls = calls;
        this.kind = kind;
        this.spec = spec;
        this.outputs = outputs;
        this.needs = needs;
    }

    @Override
    public Observation observe(Work work) {
        List<Resource> ours = ours(work);
        if (ours.isEmpty()) {
            return new Observation.Unmet();
        }
        return Looks.ofAll(
                ours, work.memo(), spec.apply(work.parameters()), one -> outputs.of(calls, account(work), one));
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        return needs.missing(calls, account(work), spec.apply(work.parameters()));
    }

    @Override
    public Value.Obj act(Work work) {
        var tags = new Tags(work.nsInstanceId(), work.taskKey());
        return Looks.created(calls.create(account(work), spec.apply(work.parameters()), tags));
    }

    @Override
    public List<String> leftovers(Work work) {
        return ours(work).stream().map(Resource::id).toList();
    }

    @Override
    public void remove(Work work, String id) {
        calls.delete(account(work), kind, id);
    }

    private List<Resource> ours(Work work) {
        return calls.ours(account(work), kind, TagQuery.ofTask(work.taskKey()));
    }

    static String account(Work work) {
        return work.parameters().text("vim").orElse("");
    }

    /** A failure for something that a task needs and that isn't there. */
    static Optional<Failure> absent(String what) {
        return Optional.of(Failure.retryable("PRECONDITION", "Expected " + what + " at the VIM, but it isn't there"));
    }
}
