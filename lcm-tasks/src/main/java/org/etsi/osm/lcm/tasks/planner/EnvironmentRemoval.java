package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.tasks.catalogue.Catalogue;
import org.etsi.osm.lcm.tasks.catalogue.DeleteExecutionEnvironment;
import org.etsi.osm.lcm.tasks.catalogue.RemoveEnvironments;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.catalogue.TaskType;
import org.etsi.osm.lcm.tasks.catalogue.UninstallKdu;
import org.etsi.osm.lcm.tasks.descriptor.Deployed;
import org.jspecify.annotations.Nullable;

/**
 * The way back of configuration: execution environments and KDUs whose ids are known are deleted by these, then
 * whatever else was made for the NS.
 */
final class EnvironmentRemoval {
    private static final String OUTPUT = "output";

    private final String ns;
    private final PlanDraft draft;
    private final Reversibility reversibility;
    private final Map<String, Known> environments = new LinkedHashMap<>();
    private final Map<String, Known> newestByPlace = new LinkedHashMap<>();
    private final List<Deployed.Release> kdus = new ArrayList<>();
    private final Map<String, String> vnfrsByIndex = new LinkedHashMap<>();
    private final Set<String> accounts = new LinkedHashSet<>();
    private boolean isNeeded;

    /** An execution environment that may be there, and how far it has come. */
    static final class Known {
        final String id;
        final String label;
        final Map<String, String> scope;
        private final Set<String> ran = new LinkedHashSet<>();
        private boolean isConfigured;
        private boolean isLeaving;

        private Known(String id, String label, Map<String, String> scope) {
            this.id = id;
            this.label = label;
            this.scope = scope;
        }

        /** A day-1 primitive ran in it, and nobody has begun to delete it. */
        boolean hasSomethingToEnd() {
            return isConfigured && !isLeaving;
        }

        /** Whether an earlier operation has run the task of this label in it. */
        boolean hasRun(String task) {
            return ran.contains(task);
        }
    }

    EnvironmentRemoval(String ns, PlanDraft draft, Reversibility reversibility) {
        this.ns = ns;
        this.draft = draft;
        this.reversibility = reversibility;
    }

    /** What earlier operations did, newest first. */
    void add(List<Created> leftovers) {
        for (Created created : leftovers.reversed()) {
            add(created);
        }
    }

    private void add(Created created) {
        boolean isOfConfiguration = Catalogue.find(created.type())
                .map(type -> type.adapters().getFirst().equals(TaskType.N2VC))
                .orElse(false);
        if (!isOfConfiguration) {
            return;
        }
        isNeeded = true;
        var place = String.valueOf(created.scope().get(Scope.ENVIRONMENT));
        switch (created.type()) {
            case "CreateExecutionEnvironment", "RegisterExecutionEnvironment" ->
                created.outputs().text("environmentId").ifPresent(id -> {
                    var known = new Known(id, created.label(), created.scope());
                    environments.put(id, known);
                    newestByPlace.put(place, known);
                });
            case "RunPrimitive" -> newest(place).ifPresent(known -> ran(known, created));
            case "DeleteExecutionEnvironment" -> newest(place).ifPresent(known -> known.isLeaving = true);
            default -> {}
        }
    }

    private Optional<Known> newest(String place) {
        return Optional.ofNullable(newestByPlace.get(place));
    }

    /** Only one that gave an output has run to its end. */
    private static void ran(Known known, Created created) {
        if (created.outputs().field(OUTPUT).isPresent()) {
            known.ran.add(created.label());
            known.isConfigured = true;
        }
    }

    /** What the record names; of what we did ourselves we know better. */
    void add(Deployed deployed, Map<String, String> vnfrs) {
        isNeeded |= !deployed.isEmpty();
        for (Deployed.Environment environment : deployed.environments()) {
            if (!environments.containsKey(environment.id())) {
                var scope = scope(environment, vnfrs);
                var known = new Known(environment.id(), label(environment), scope);
                known.isConfigured = environment.needsTerminate();
                environments.put(environment.id(), known);
            }
        }
        kdus.addAll(deployed.kdus());
        vnfrsByIndex.putAll(vnfrs);
    }

    private static Map<String, String> scope(Deployed.Environment environment, Map<String, String> vnfrs) {
        var scope = new LinkedHashMap<String, String>();
        scope.put(Scope.ENVIRONMENT, String.valueOf(environment.index()));
        put(scope, Scope.ENVIRONMENT_REF, environment.descriptor());
        put(scope, Scope.VNF, environment.vnf());
        put(scope, Scope.VNFR, vnfrs.get(String.valueOf(environment.vnf())));
        put(scope, Scope.VDU, environment.vdu());
        put(scope, Scope.KDU, environment.kdu());
        if (environment.vnf() == null) {
            scope.put(Scope.ELEMENT, "NS");
        } else if (environment.vdu() != null) {
            scope.put(Scope.ELEMENT, "VDU");
            scope.put(Scope.COUNT, String.valueOf(environment.count()));
        } else {
            scope.put(Scope.ELEMENT, environment.kdu() == null ? "VNF" : "KDU");
        }
        return scope;
    }

    private static void put(Map<String, String> scope, String key, @Nullable String value) {
        if (value != null) {
            scope.put(key, value);
        }
    }

    private static String label(Deployed.Environment environment) {
        var label = new StringBuilder("environment ").append(environment.vnf() == null ? "ns" : environment.vnf());
        if (environment.vdu() != null) {
            label.append('-').append(environment.vdu()).append('-').append(environment.count());
        } else if (environment.kdu() != null) {
            label.append('-').append(environment.kdu());
        }
        return label.append(environment.descriptor() == null ? "" : " " + environment.descriptor())
                .toString();
    }

    /** Something may be there that isn't known by an id. */
    void need() {
        isNeeded = true;
    }

    /** An account, none for the installation's default, at which something of the NS may be. */
    void account(@Nullable String vca) {
        accounts.add(vca == null ? "" : vca);
    }

    List<Known> environments() {
        return List.copyOf(environments.values());
    }

    /**
     * Plans all of it after {@code others}; nothing at all where the NS has no configuration.
     *
     * @return the last tasks
     */
    List<TaskId> plan(List<TaskId> others, Accounts vcas) {
        if (!isNeeded) {
            return List.of();
        }
        var deleted = new ArrayList<TaskId>(others);
        for (Known known : environments.values()) {
            var vca = vcas.of(known.scope.get(Scope.VNF));
            deleted.add(draft.add(
                    DeleteExecutionEnvironment.TYPE,
                    known.label,
                    new DeleteExecutionEnvironment.Parameters(known.id, vca).toValue(),
                    others,
                    known.scope,
                    reversibility));
        }
        kdus.forEach(kdu -> uninstall(kdu, others, vcas).ifPresent(deleted::add));
        if (accounts.isEmpty()) {
            account(null);
        }
        return accounts.stream().map(account -> rest(account, deleted)).toList();
    }

    /** A record that doesn't say where it is leaves the KDU to {@link RemoveEnvironments}. */
    private Optional<TaskId> uninstall(Deployed.Release kdu, List<TaskId> others, Accounts vcas) {
        var cluster = kdu.cluster();
        var technology = kdu.technology();
        var namespace = kdu.namespace();
        if (cluster == null || technology == null) {
            return Optional.empty();
        }
        var scope = new LinkedHashMap<String, String>();
        scope.put(Scope.KDU_INDEX, String.valueOf(kdu.index()));
        put(scope, Scope.KDU, kdu.kdu());
        put(scope, Scope.VNF, kdu.vnf());
        put(scope, Scope.VNFR, vnfrsByIndex.get(String.valueOf(kdu.vnf())));
        return Optional.of(draft.add(
                UninstallKdu.TYPE,
                "kdu " + (kdu.vnf() == null ? "" : kdu.vnf() + "-") + (kdu.kdu() == null ? kdu.instance() : kdu.kdu()),
                new UninstallKdu.Parameters(
                                cluster,
                                technology,
                                kdu.instance(),
                                namespace == null ? ns : namespace,
                                technology.equals(KduTasks.BUNDLE) ? vcas.of(kdu.vnf()) : null)
                        .toValue(),
                others,
                scope,
                reversibility));
    }

    private TaskId rest(String account, List<TaskId> deleted) {
        return draft.add(
                RemoveEnvironments.TYPE,
                "environments of the NS" + (account.isEmpty() ? "" : " at " + account),
                new RemoveEnvironments.Parameters(ns, account.isEmpty() ? null : account).toValue(),
                deleted,
                Map.of(),
                reversibility);
    }
}
