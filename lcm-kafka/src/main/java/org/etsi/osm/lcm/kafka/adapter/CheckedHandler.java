package org.etsi.osm.lcm.kafka.adapter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.adapter.ForwardingHandler;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.Catalogue;

/**
 * A handler that is asked only about parameters that are as the catalogue has them: others fail the task as INVALID
 * before anything is done, and never as a bug. As thread-safe as what it is around.
 */
public final class CheckedHandler extends ForwardingHandler {
    private final String adapter;
    private final String type;

    private CheckedHandler(String adapter, String type, TaskHandler handler) {
        super(handler);
        this.adapter = adapter;
        this.type = type;
    }

    /** All of an adapter's handlers, checked; by the name of their type. */
    public static Map<String, TaskHandler> all(String adapter, Map<String, TaskHandler> handlers) {
        var checked = new LinkedHashMap<String, TaskHandler>();
        handlers.forEach((type, handler) -> checked.put(type, new CheckedHandler(adapter, type, handler)));
        return Map.copyOf(checked);
    }

    private Optional<Failure> wrong(Value.Obj parameters) {
        return Catalogue.checkReceived(adapter, type, parameters);
    }

    private void check(Work work) {
        wrong(work.parameters()).ifPresent(failure -> {
            throw new EffectException(failure, false);
        });
    }

    @Override
    public Observation observe(Work work) {
        check(work);
        return super.observe(work);
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        check(work);
        return super.precondition(work);
    }

    @Override
    public Value.Obj act(Work work) {
        check(work);
        return super.act(work);
    }

    /** Undoing needs less than doing: it is tried, and fails as what it is. */
    @Override
    public List<String> leftovers(Work work) {
        return undoing(work, () -> super.leftovers(work));
    }

    @Override
    public void remove(Work work, String id) {
        undoing(work, () -> {
            super.remove(work, id);
            return id;
        });
    }

    private <T> T undoing(Work work, Supplier<T> call) {
        try {
            return call.get();
        } catch (EffectException e) {
            throw e;
        } catch (RuntimeException e) {
            check(work);
            throw e;
        }
    }

    @Override
    public boolean isInstant(Value.Obj parameters) {
        return wrong(parameters).isEmpty() && super.isInstant(parameters);
    }
}
