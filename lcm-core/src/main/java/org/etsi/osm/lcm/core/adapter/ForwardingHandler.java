package org.etsi.osm.lcm.core.adapter;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;

/**
 * A handler around another, which it asks for everything that isn't overridden: whoever wraps a handler can't forget
 * what has a default. As thread-safe as what it is around.
 */
public abstract class ForwardingHandler implements TaskHandler {
    private final TaskHandler handler;

    protected ForwardingHandler(TaskHandler handler) {
        this.handler = handler;
    }

    @Override
    public Observation observe(Work work) {
        return handler.observe(work);
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        return handler.precondition(work);
    }

    @Override
    public Value.Obj act(Work work) {
        return handler.act(work);
    }

    @Override
    public boolean isRepeatable() {
        return handler.isRepeatable();
    }

    @Override
    public boolean isEffectFree() {
        return handler.isEffectFree();
    }

    @Override
    public boolean isInstant(Value.Obj parameters) {
        return handler.isInstant(parameters);
    }

    @Override
    public String account(Value.Obj parameters) {
        return handler.account(parameters);
    }

    @Override
    public boolean endsNs() {
        return handler.endsNs();
    }

    @Override
    public boolean reaches(Value.Obj own, Value.Obj others) {
        return handler.reaches(own, others);
    }

    @Override
    public List<String> leftovers(Work work) {
        return handler.leftovers(work);
    }

    @Override
    public void remove(Work work, String id) {
        handler.remove(work, id);
    }
}
