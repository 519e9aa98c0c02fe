package org.etsi.osm.lcm.tasks.planner;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.tasks.catalogue.CreateServerGroup;
import org.etsi.osm.lcm.tasks.catalogue.FindServerGroup;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.descriptor.Nsr;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;

/** The affinity and anti-affinity groups of an NS: one server group per group and VIM. */
final class ServerGroupTasks {
    private static final String ONE_HOST = "nfvi-node";
    private static final Set<String> POLICIES = Set.of("affinity", "anti-affinity");

    private final NetworkService service;
    private final PlanDraft draft;
    private final Preparation preparation;
    private final Map<List<String>, TaskId> planned = new HashMap<>();

    ServerGroupTasks(NetworkService service, PlanDraft draft, Preparation preparation) {
        this.service = service;
        this.draft = draft;
        this.preparation = preparation;
    }

    /** The tasks that find or create the groups of an instance. */
    List<TaskId> of(Vnf vnf, Vdur vdur) {
        return vdur.affinityGroups().stream().map(id -> of(vnf, vdur, id)).toList();
    }

    private TaskId of(Vnf vnf, Vdur vdur, String id) {
        var group = service.nsr().affinityGroups().get(id);
        if (group == null) {
            throw PlanRefusedException.records("Expected VDU '" + vdur.vdu() + "' of VNF " + vnf.index()
                    + " to be in one of the affinity groups "
                    + service.nsr().affinityGroups().keySet() + " of NS "
                    + service.nsr().name() + ", but found '" + id
                    + "'");
        }
        return planned.computeIfAbsent(List.of(vnf.vim().id(), id), key -> plan(vnf, group));
    }

    private TaskId plan(Vnf vnf, Nsr.AffinityGroup group) {
        var vim = vnf.vim().id();
        var scope = Map.of(Scope.VIM, vim, Scope.AFFINITY_GROUP, group.id());
        var existing = group.atVim();
        if (existing != null) {
            return draft.add(
                    FindServerGroup.TYPE,
                    "server group " + existing,
                    new FindServerGroup.Parameters(vim, existing).toValue(),
                    List.of(),
                    scope);
        }
        if (group.scope() != null && !ONE_HOST.equals(group.scope())) {
            throw PlanRefusedException.notSupportedYet("NS " + service.nsr().name() + " has affinity group '"
                    + group.name() + "' of scope '" + group.scope() + "': another scope than " + ONE_HOST + " is");
        }
        return draft.add(
                CreateServerGroup.TYPE,
                "server group " + group.name(),
                new CreateServerGroup.Parameters(vim, group.name(), policy(group)).toValue(),
                preparation.of(vnf.vim()),
                scope);
    }

    private static String policy(Nsr.AffinityGroup group) {
        var type = group.type();
        if (type != null && POLICIES.contains(type)) {
            return type;
        }
        throw PlanRefusedException.records("Expected type affinity or anti-affinity of affinity group '" + group.name()
                + "' at " + group.where() + ", but " + (type == null ? "it isn't there" : "found '" + type + "'"));
    }
}
