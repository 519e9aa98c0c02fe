package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.Input;
import org.etsi.osm.lcm.tasks.catalogue.RunPrimitive;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.descriptor.Configuration;
import org.etsi.osm.lcm.tasks.descriptor.Configuration.Primitive;
import org.etsi.osm.lcm.tasks.descriptor.Nsd;
import org.etsi.osm.lcm.tasks.descriptor.Nsr;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;
import org.jspecify.annotations.Nullable;

/** The primitives that the descriptors want run before the end, in the order of their {@code seq}. */
final class TerminatePrimitives {
    private final Nsr nsr;
    private final @Nullable Nsd nsd;
    private final Function<String, Optional<Vnf>> vnfs;
    private final Accounts vcas;
    private final PlanDraft draft;

    /**
     * Plans nothing yet.
     *
     * @param vnfs VNFs by member index; none where its descriptor is gone
     */
    TerminatePrimitives(
            Nsr nsr, @Nullable Nsd nsd, Function<String, Optional<Vnf>> vnfs, Accounts vcas, PlanDraft draft) {
        this.nsr = nsr;
        this.nsd = nsd;
        this.vnfs = vnfs;
        this.vcas = vcas;
        this.draft = draft;
    }

    /** Plans those of one environment; the answer is the last of them, if there are any that haven't run. */
    Optional<TaskId> plan(EnvironmentRemoval.Known known) {
        if (!known.hasSomethingToEnd()) {
            return Optional.empty();
        }
        var index = known.scope.get(Scope.VNF);
        return index == null ? ofNs(known) : vnfs.apply(index).flatMap(vnf -> ofVnf(known, vnf));
    }

    private Optional<TaskId> ofNs(EnvironmentRemoval.Known known) {
        var configuration = nsd == null ? null : nsd.configuration();
        return configuration == null
                ? Optional.empty()
                : plan(known, new Element.OfNs(nsr.id()), configuration, nsr.additionalParams());
    }

    private Optional<TaskId> ofVnf(EnvironmentRemoval.Known known, Vnf vnf) {
        var given = vnf.record().additionalParams();
        var kdu = known.scope.get(Scope.KDU);
        var vdu = known.scope.get(Scope.VDU);
        if (kdu != null) {
            return vnf.record().kdurs().stream()
                    .filter(kdur -> kdur.name().equals(kdu))
                    .findFirst()
                    .flatMap(kdur -> vnf.descriptor()
                            .configurationOf(kdu)
                            .flatMap(configuration ->
                                    plan(known, new Element.OfKdu(vnf, kdur), configuration, kdur.additionalParams())));
        }
        if (vdu != null) {
            return vnf.record().vdurs().stream()
                    .filter(vdur -> vdur.vdu().equals(vdu))
                    .filter(vdur -> String.valueOf(vdur.count()).equals(known.scope.get(Scope.COUNT)))
                    .findFirst()
                    .flatMap(vdur -> vnf.descriptor()
                            .configurationOf(vdu)
                            .flatMap(configuration ->
                                    plan(known, new Element.OfVdu(vnf, vdur), configuration, both(given, vdur))));
        }
        return vnf.descriptor()
                .configurationOf(vnf.descriptor().name())
                .flatMap(configuration -> plan(known, new Element.OfVnf(vnf), configuration, given));
    }

    private static Value.Obj both(Value.Obj ofVnf, Vdur vdur) {
        var all = new LinkedHashMap<>(ofVnf.fields());
        all.putAll(vdur.additionalParams().fields());
        return new Value.Obj(all);
    }

    private Optional<TaskId> plan(
            EnvironmentRemoval.Known known, Element element, Configuration configuration, Value.Obj given) {
        var environment = configuration.environment(known.scope.get(Scope.ENVIRONMENT_REF));
        if (environment.isEmpty()) {
            return Optional.empty();
        }
        var variables = variables(element, given);
        var seen = new LinkedHashMap<String, Integer>();
        var before = new ArrayList<TaskId>();
        for (Primitive primitive : configuration.terminateOf(environment.get())) {
            int times = seen.merge(primitive.name(), 1, Integer::sum);
            var label = "terminate primitive " + PrimitiveTasks.numbered(primitive.name(), times) + " "
                    + PlannedEnvironment.label(element, environment.get());
            if (!known.hasRun(label)) {
                var task = run(known, primitive, label, variables, element, before);
                before.clear();
                before.add(task);
            }
        }
        return before.stream().findFirst();
    }

    private TaskId run(
            EnvironmentRemoval.Known known,
            Primitive primitive,
            String label,
            Value.Obj variables,
            Element element,
            List<TaskId> before) {
        var source = EnvironmentTasks.sourceOf(element) + " (terminate without it: skip_terminate_primitives)";
        var vca = vcas.of(known.scope.get(Scope.VNF));
        var scope = new LinkedHashMap<>(known.scope);
        scope.put(Scope.PRIMITIVES, "terminate");
        return draft.add(
                RunPrimitive.TYPE,
                label,
                new RunPrimitive.Parameters(
                                Input.of(known.id),
                                primitive.name(),
                                PrimitiveArguments.of(primitive, variables, source),
                                vca)
                        .toValue(),
                before,
                scope,
                Reversibility.IMPOSSIBLE);
    }

    private static Value.Obj variables(Element element, Value.Obj given) {
        var all = new LinkedHashMap<>(given.fields());
        var recorded = OsmVariables.RECORDED;
        Map<String, Value> ours = switch (element) {
            case Element.OfNs ns -> Map.of(DeployVariables.ADDRESS, new Value.Nil());
            case Element.OfVnf(var vnf) ->
                Map.of(DeployVariables.ADDRESS, recorded.of(vnf), "OSM", OsmVariables.osm(vnf, null, recorded));
            case Element.OfVdu(var vnf, var vdur) ->
                Map.of(DeployVariables.ADDRESS, recorded.of(vdur), "OSM", OsmVariables.osm(vnf, vdur, recorded));
            case Element.OfKdu(var vnf, var kdur) ->
                Map.of(DeployVariables.ADDRESS, recorded.of(kdur), "OSM", OsmVariables.osm(vnf, null, recorded));
        };
        all.putAll(ours);
        return new Value.Obj(all);
    }
}
