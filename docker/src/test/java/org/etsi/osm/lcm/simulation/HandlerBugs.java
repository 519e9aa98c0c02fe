package org.etsi.osm.lcm.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.etsi.osm.lcm.core.adapter.ForwardingHandler;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.Vim;
import org.etsi.osm.lcm.ro.vim.VimException;

/** Bugs in handlers. */
final class HandlerBugs {
    private HandlerBugs() {}

    /** A network of the right name is taken for one's own. */
    static Seams adoptByName() {
        return Seams.NONE.withHandlers((vim, handlers) ->
                replaced(handlers, "CreateNetwork", handler -> new ForwardingHandler(handler) {
                    @Override
                    public Observation observe(Work work) {
                        return named(vim, work).orElseGet(() -> super.observe(work));
                    }
                }));
    }

    private static Optional<TaskHandler.Observation> named(Vim vim, TaskHandler.Work work) {
        String name = work.parameters().text("name").orElse("");
        try {
            return vim.list(Kind.NETWORK, TagQuery.anyOfOurs()).stream()
                    .filter(network -> network.name().equals(name))
                    .findFirst()
                    .map(network -> new TaskHandler.Observation.Met(
                            Value.Obj.EMPTY.with("networkId", network.id()).with("name", name)));
        } catch (VimException away) {
            return Optional.empty();
        }
    }

    /** Whatever was asked to go counts as gone: nobody looks whether it is. */
    static Seams postconditionNotChecked() {
        return Seams.NONE.withHandlers((vim, handlers) -> {
            var blind = new HashMap<>(handlers);
            blind.replaceAll((type, handler) -> type.startsWith("Create") ? new NotLooking(handler) : handler);
            return blind;
        });
    }

    private static final class NotLooking extends ForwardingHandler {
        private final Set<String> asked = new HashSet<>();

        private NotLooking(TaskHandler handler) {
            super(handler);
        }

        @Override
        public List<String> leftovers(Work work) {
            return asked.contains(work.taskKey()) ? List.of() : super.leftovers(work);
        }

        @Override
        public void remove(Work work, String id) {
            asked.add(work.taskKey());
            super.remove(work, id);
        }
    }

    static Seams undoNothing() {
        return Seams.NONE.withHandlers((vim, handlers) ->
                replaced(handlers, "CreateServer", handler -> new ForwardingHandler(handler) {
                    @Override
                    public List<String> leftovers(Work work) {
                        return List.of();
                    }
                }));
    }

    private static Map<String, TaskHandler> replaced(
            Map<String, TaskHandler> handlers, String type, UnaryOperator<TaskHandler> with) {
        var copy = new HashMap<>(handlers);
        copy.computeIfPresent(type, (key, handler) -> with.apply(handler));
        return copy;
    }
}
