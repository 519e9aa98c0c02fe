package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.tasks.catalogue.AddRelation;
import org.etsi.osm.lcm.tasks.descriptor.Configuration;
import org.etsi.osm.lcm.tasks.descriptor.Configuration.Endpoint;
import org.etsi.osm.lcm.tasks.descriptor.Configuration.Relation;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;
import org.jspecify.annotations.Nullable;

/** The relations between charms of an NS: within its VNFs, and between them. */
final class RelationTasks {
    private final NetworkService service;
    private final PlanDraft draft;
    private final List<PlannedEnvironment> environments;
    private final Map<Integer, List<TaskId>> byEnvironment = new HashMap<>();

    RelationTasks(NetworkService service, PlanDraft draft, List<PlannedEnvironment> environments) {
        this.service = service;
        this.draft = draft;
        this.environments = environments;
    }

    void plan() {
        for (Vnf vnf : service.vnfs()) {
            vnf.descriptor()
                    .configurationOf(vnf.descriptor().name())
                    .ifPresent(configuration -> configuration.relations().forEach(relation -> plan(relation, vnf)));
        }
        var ofNs = service.nsd().configuration();
        if (ofNs != null) {
            ofNs.relations().forEach(relation -> plan(relation, null));
        }
    }

    /** The relations that an execution environment has an end of. */
    List<TaskId> of(PlannedEnvironment environment) {
        return byEnvironment.getOrDefault(environment.index(), List.of());
    }

    private void plan(Relation relation, @Nullable Vnf within) {
        var provider = end(relation, relation.provider(), within);
        var requirer = end(relation, relation.requirer(), within);
        var task = draft.add(
                AddRelation.TYPE,
                "relation " + (within == null ? "" : within.index() + " ") + relation.name(),
                new AddRelation.Parameters(
                                provider.id(),
                                relation.provider().endpoint(),
                                requirer.id(),
                                relation.requirer().endpoint(),
                                provider.vca())
                        .toValue(),
                List.of(provider.installed(), requirer.installed()),
                provider.scope());
        for (PlannedEnvironment end : List.of(provider, requirer)) {
            byEnvironment
                    .computeIfAbsent(end.index(), index -> new ArrayList<>())
                    .add(task);
        }
    }

    /** Of several instances of a VDU the first, as OSM does. */
    private PlannedEnvironment end(Relation relation, Endpoint endpoint, @Nullable Vnf within) {
        return environments.stream()
                .filter(environment -> environment.descriptor().technology().isCharm())
                .filter(environment -> isOf(environment.element(), endpoint, within))
                .filter(environment -> isNamed(environment.descriptor(), endpoint))
                .findFirst()
                .orElseThrow(() -> PlanRefusedException.records("Expected relation '" + relation.name() + "' at "
                        + endpoint.where() + " to name an element with a charm"
                        + Optional.ofNullable(endpoint.environment())
                                .map(id -> " '" + id + "'")
                                .orElse("")
                        + ", but found '" + nameOf(endpoint) + "'"));
    }

    private static boolean isNamed(Configuration.Environment environment, Endpoint endpoint) {
        var wanted = endpoint.environment();
        return wanted == null || wanted.equals(environment.id());
    }

    private boolean isOf(Element element, Endpoint endpoint, @Nullable Vnf within) {
        var entity = endpoint.entity();
        if (entity != null) {
            return within == null ? isNsEntity(element, entity) : isVnfEntity(element, entity, within);
        }
        var index = endpoint.vnf() == null && within != null ? within.index() : endpoint.vnf();
        return switch (element) {
            case Element.OfNs ns -> index == null && endpoint.vdu() == null && endpoint.kdu() == null;
            case Element.OfVnf(var vnf) ->
                vnf.index().equals(index) && endpoint.vdu() == null && endpoint.kdu() == null;
            case Element.OfVdu(var vnf, var vdur) ->
                vnf.index().equals(index) && vdur.vdu().equals(endpoint.vdu());
            case Element.OfKdu(var vnf, var kdur) ->
                vnf.index().equals(index) && kdur.name().equals(endpoint.kdu());
        };
    }

    private boolean isNsEntity(Element element, String entity) {
        return switch (element) {
            case Element.OfNs ns -> service.nsd().name().equals(entity);
            case Element.OfVnf(var vnf) -> vnf.index().equals(entity);
            case Element.OfVdu vdu -> false;
            case Element.OfKdu kdu -> false;
        };
    }

    private static boolean isVnfEntity(Element element, String entity, Vnf within) {
        return switch (element) {
            case Element.OfNs ns -> false;
            case Element.OfVnf(var vnf) ->
                vnf.index().equals(within.index()) && vnf.descriptor().name().equals(entity);
            case Element.OfVdu(var vnf, var vdur) ->
                vnf.index().equals(within.index()) && vdur.vdu().equals(entity);
            case Element.OfKdu(var vnf, var kdur) ->
                vnf.index().equals(within.index()) && kdur.name().equals(entity);
        };
    }

    private static String nameOf(Endpoint endpoint) {
        for (String name : new @Nullable String[] {
            endpoint.entity(), endpoint.vdu(), endpoint.kdu(), endpoint.vnf(), endpoint.environment()
        }) {
            if (name != null) {
                return name;
            }
        }
        return endpoint.endpoint();
    }
}
