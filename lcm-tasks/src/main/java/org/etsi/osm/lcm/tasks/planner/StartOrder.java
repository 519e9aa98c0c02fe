package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.tasks.descriptor.Nsd;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;

/** The VNFs of an NS such that each comes after those that it depends on. */
final class StartOrder {
    private final NetworkService service;
    private final Map<String, Vnf> byIndex = new LinkedHashMap<>();
    private final Map<String, Set<String>> dependsOn = new LinkedHashMap<>();
    private final List<Vnf> ordered = new ArrayList<>();
    private final Set<String> placed = new LinkedHashSet<>();

    StartOrder(NetworkService service) {
        this.service = service;
        service.vnfs().forEach(vnf -> byIndex.put(vnf.index(), vnf));
        for (Nsd.Dependency dependency : service.nsd().dependencies()) {
            dependsOn
                    .computeIfAbsent(dependency.dependent(), index -> new LinkedHashSet<>())
                    .add(dependency.on());
        }
    }

    Set<String> dependenciesOf(Vnf vnf) {
        return dependsOn.getOrDefault(vnf.index(), Set.of());
    }

    /** Each round takes those whose dependencies are placed; a round that takes none has found a cycle. */
    List<Vnf> vnfs() {
        while (ordered.size() < byIndex.size()) {
            var next = byIndex.values().stream()
                    .filter(vnf -> !placed.contains(vnf.index()))
                    .filter(vnf -> placed.containsAll(dependenciesOf(vnf)))
                    .toList();
            if (next.isEmpty()) {
                var left = new LinkedHashSet<>(byIndex.keySet());
                left.removeAll(placed);
                throw PlanRefusedException.records("Expected the dependencies of nsd "
                        + service.nsd().name() + " to be without a cycle, but the VNFs " + left
                        + " wait for one another");
            }
            next.forEach(vnf -> {
                ordered.add(vnf);
                placed.add(vnf.index());
            });
        }
        return ordered;
    }
}
