package org.etsi.osm.lcm.tasks.planner;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.tasks.descriptor.VimAccount;

/** What has to be done at a VIM before anything new is created there. */
final class Preparation {
    private final Map<String, List<TaskId>> byVim = new HashMap<>();

    void at(String vim, List<TaskId> tasks) {
        byVim.put(vim, List.copyOf(tasks));
    }

    List<TaskId> of(VimAccount vim) {
        return byVim.getOrDefault(vim.id(), List.of());
    }
}
