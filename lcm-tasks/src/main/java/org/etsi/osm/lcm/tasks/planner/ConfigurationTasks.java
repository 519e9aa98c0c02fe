package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.tasks.descriptor.Kdur;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;

/**
 * Everything of an NS that isn't at a VIM: KDUs, execution environments and what runs in them. Primitives of a VDU or
 * KDU wait for it, those of a VNF for its VDUs and KDUs being configured, those of the NS for all VNFs.
 */
final class ConfigurationTasks {
    private final NetworkService service;
    private final PlanDraft draft;
    private final PlannedServers servers;
    private final DeployVariables variables;
    private final KduTasks kdus;
    private final EnvironmentTasks environments;

    ConfigurationTasks(
            NetworkService service, Records records, PlanDraft draft, PlannedServers servers, Preparation preparation) {
        this.service = service;
        this.draft = draft;
        this.servers = servers;
        this.kdus = new KduTasks(service, records.k8sClusters(), draft, preparation);
        this.variables = new DeployVariables(service, servers, kdus);
        this.environments = new EnvironmentTasks(service, draft, preparation, variables);
    }

    /** Plans the KDUs of a VNF, which start after {@code others}, and all its execution environments. */
    List<TaskId> plan(Vnf vnf, List<TaskId> others) {
        var installed = kdus.plan(vnf, others);
        var descriptor = vnf.descriptor();
        descriptor
                .configurationOf(descriptor.name())
                .ifPresent(configuration -> environments.plan(new Element.OfVnf(vnf), configuration));
        for (Vdur vdur : vnf.record().vdurs()) {
            if (!vdur.isLeaving()) {
                descriptor
                        .configurationOf(vdur.vdu())
                        .ifPresent(configuration -> environments.plan(new Element.OfVdu(vnf, vdur), configuration));
            }
        }
        for (Kdur kdur : vnf.record().kdurs()) {
            descriptor
                    .configurationOf(kdur.name())
                    .ifPresent(configuration -> environments.plan(new Element.OfKdu(vnf, kdur), configuration));
        }
        return installed;
    }

    /** Plans the NS's own environments, then what joins and configures all of them; the VNFs have been planned. */
    void finish() {
        var ofNs = service.nsd().configuration();
        if (ofNs != null) {
            environments.plan(new Element.OfNs(service.nsr().id()), ofNs);
        }
        var all = environments.planned();
        var relations = new RelationTasks(service, draft, all);
        relations.plan();
        var primitives = new PrimitiveTasks(draft, variables, kdus, all);
        var configured = new LinkedHashMap<Integer, List<TaskId>>();
        for (String kind : List.of("VDU", "KDU", "VNF", "NS")) {
            for (PlannedEnvironment environment : all) {
                if (environment.element().kind().equals(kind)) {
                    var others = awaitedBy(environment.element(), configured);
                    configured.put(
                            environment.index(), primitives.plan(environment, relations.of(environment), others));
                }
            }
        }
    }

    private List<TaskId> awaitedBy(Element element, Map<Integer, List<TaskId>> configured) {
        return switch (element) {
            case Element.OfVdu(var vnf, var vdur) ->
                servers.of(vnf, vdur).map(PlannedServer::ready).orElse(List.of());
            case Element.OfKdu(var vnf, var kdur) -> kdus.of(vnf, kdur).stream().toList();
            case Element.OfVnf(var vnf) ->
                Stream.concat(deployed(vnf), configuredWithin(vnf, configured)).toList();
            case Element.OfNs ns -> {
                var all = new ArrayList<TaskId>();
                configured.values().forEach(all::addAll);
                service.vnfs().forEach(vnf -> deployed(vnf).forEach(all::add));
                yield all;
            }
        };
    }

    private Stream<TaskId> deployed(Vnf vnf) {
        return Stream.concat(
                servers.of(vnf).stream().flatMap(server -> server.ready().stream()), kdus.of(vnf).stream());
    }

    private Stream<TaskId> configuredWithin(Vnf vnf, Map<Integer, List<TaskId>> configured) {
        return environments.planned().stream()
                .filter(environment -> switch (environment.element()) {
                    case Element.OfNs ns -> false;
                    case Element.OfVnf other -> false;
                    case Element.OfVdu(var of, var vdur) -> of.index().equals(vnf.index());
                    case Element.OfKdu(var of, var kdur) -> of.index().equals(vnf.index());
                })
                .flatMap(environment -> configured.getOrDefault(environment.index(), List.of()).stream());
    }
}
