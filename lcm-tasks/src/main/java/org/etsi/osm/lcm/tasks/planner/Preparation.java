package org.etsi.osm.lcm.tasks.planner;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.tasks.descriptor.VimAccount;

/** What has to be done at a VIM, or for the NS's configuration, before anything new is created there. */
final class Preparation {
    private final Map<String, List<TaskId>> byVim = new HashMap<>();

    private List<TaskId> ofConfiguration = List.of();

    void ofConfiguration(List<TaskId> tasks) {
        ofConfiguration = List.copyOf(tasks);
    }

    List<TaskId> ofConfiguration() {
        return ofConfiguration;
    }

    void at(String vim, List<TaskId> tasks) {
        byVim.put(vim, List.copyOf(tasks));
    }

    List<TaskId> of(VimAccount vim) {
        return byVim.getOrDefault(vim.id(), List.of());
    }
}
