package org.etsi.osm.lcm.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.task.RoTasks;
import org.etsi.osm.lcm.ro.vim.Vim;

/** The RO adapter's own handlers on the simulated VIM, and a no-op beside them. */
final class SimHandlers {
    private SimHandlers() {}

    static Map<String, TaskHandler> over(Vim vim) {
        var handlers = new HashMap<>(RoTasks.handlers(account -> vim));
        handlers.put("NoOp", new DoingNothing());
        return handlers;
    }

    private record DoingNothing() implements TaskHandler {
        @Override
        public Observation observe(Work work) {
            return new Observation.Met(work.parameters());
        }

        @Override
        public Value.Obj act(Work work) {
            return Value.Obj.EMPTY;
        }

        @Override
        public boolean isEffectFree() {
            return true;
        }

        @Override
        public boolean isInstant(Value.Obj parameters) {
            return parameters.field("delayMs").isEmpty();
        }

        @Override
        public List<String> leftovers(Work work) {
            return List.of();
        }

        @Override
        public void remove(Work work, String id) {
            throw new IllegalStateException("Expected nothing to be left of a no-op, but got " + id);
        }
    }
}
