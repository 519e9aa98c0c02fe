package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.InstallKdu;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.descriptor.K8sCluster;
import org.etsi.osm.lcm.tasks.descriptor.Kdu;
import org.etsi.osm.lcm.tasks.descriptor.Kdur;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;

/** The KDUs of an NS, each installed in the cluster that its record names. */
final class KduTasks {
    private static final int NAME_PART = 35;
    private static final long NUMBERS = 10_000_000_000L;
    private static final String CHART = "helm-chart-v3";
    static final String BUNDLE = "juju-bundle";

    private final NetworkService service;
    private final Map<String, Value> clusters;
    private final PlanDraft draft;
    private final Preparation preparation;
    private final List<Planned> planned = new ArrayList<>();

    /** A KDU and the task that installs it. */
    private record Planned(String vnfr, String kdu, TaskId task) {}

    KduTasks(NetworkService service, Map<String, Value> clusters, PlanDraft draft, Preparation preparation) {
        this.service = service;
        this.clusters = clusters;
        this.draft = draft;
        this.preparation = preparation;
    }

    /** Plans the KDUs of a VNF, which start after {@code others}. */
    List<TaskId> plan(Vnf vnf, List<TaskId> others) {
        return vnf.record().kdurs().stream()
                .map(kdur -> plan(vnf, kdur, others))
                .toList();
    }

    List<TaskId> of(Vnf vnf) {
        return planned.stream()
                .filter(kdu -> kdu.vnfr().equals(vnf.record().id()))
                .map(Planned::task)
                .toList();
    }

    Optional<TaskId> of(Vnf vnf, Kdur kdur) {
        return planned.stream()
                .filter(kdu -> kdu.vnfr().equals(vnf.record().id()))
                .filter(kdu -> kdu.kdu().equals(kdur.name()))
                .map(Planned::task)
                .findFirst();
    }

    private TaskId plan(Vnf vnf, Kdur kdur, List<TaskId> others) {
        var element = new Element.OfKdu(vnf, kdur);
        var kdu = vnf.descriptor().kdus().get(kdur.name());
        if (kdu == null) {
            throw PlanRefusedException.records("Expected one of the KDUs "
                    + vnf.descriptor().kdus().keySet() + " of vnfd "
                    + vnf.descriptor().name() + " at " + kdur.where() + ", but found '" + kdur.name() + "'");
        }
        refuseItsPrimitives(element, vnf);
        var technology = technology(element, kdur);
        var model = technology.equals(CHART) ? kdur.chart() : kdur.bundle();
        var scope = element.scope();
        scope.remove(Scope.ELEMENT);
        scope.put(Scope.KDU_INDEX, String.valueOf(planned.size()));
        var given = kdur.instance();
        if (given != null) {
            scope.put(Scope.KDU_DEPLOYMENT_NAME, given);
        }
        var namespace = kdur.namespace();
        var task = draft.add(
                InstallKdu.TYPE,
                "kdu " + element.label(),
                new InstallKdu.Parameters(
                                cluster(element, kdur, technology),
                                technology,
                                String.valueOf(model),
                                instance(vnf, kdur, technology),
                                namespace == null ? service.nsr().id() : namespace,
                                kdur.name(),
                                technology.equals(BUNDLE) ? vnf.vca() : null,
                                kdur.additionalParams(),
                                kdu.services().stream().map(KduTasks::service).toList())
                        .toValue(),
                Stream.concat(preparation.ofConfiguration().stream(), others.stream())
                        .toList(),
                scope);
        planned.add(new Planned(vnf.record().id(), kdur.name(), task));
        return task;
    }

    private static Value.Obj service(Kdu.Service service) {
        return Value.Obj.EMPTY.with("name", service.name()).with("mgmt", service.isManagement());
    }

    /** OSM runs them through the connector of its cluster, which only one for bundles can. */
    private static void refuseItsPrimitives(Element.OfKdu element, Vnf vnf) {
        var configuration = vnf.descriptor().configurationOf(element.kdur().name());
        configuration
                .filter(found ->
                        found.environments().isEmpty() && !found.initial().isEmpty())
                .ifPresent(found -> {
                    throw PlanRefusedException.notSupportedYet(element.words()
                            + " has day-1 primitives without an execution environment: running them in its cluster is");
                });
    }

    private static String technology(Element element, Kdur kdur) {
        if (kdur.chart() == null && kdur.bundle() == null) {
            throw PlanRefusedException.records("Expected 'helm-chart' or 'juju-bundle' of " + element.words() + " at "
                    + kdur.where() + ", but there is neither");
        }
        var version = kdur.helmVersion();
        if (kdur.chart() != null && version != null && !version.equals("v3")) {
            throw PlanRefusedException.records("Expected helm version v3 of " + element.words() + " at " + kdur.where()
                    + ", but found '" + version + "', which OSM has dropped");
        }
        return kdur.chart() == null ? BUNDLE : CHART;
    }

    private String cluster(Element element, Kdur kdur, String technology) {
        var id = kdur.cluster();
        if (id == null) {
            throw PlanRefusedException.records("Expected a Kubernetes cluster for " + element.words() + " at "
                    + kdur.where() + ", but there is none: NBI takes one that is registered at the VIM account");
        }
        var document = clusters.get(id);
        if (document == null) {
            throw PlanRefusedException.records("Expected Kubernetes cluster " + id + " of " + element.words()
                    + " in k8sclusters, but it isn't there");
        }
        var cluster = K8sCluster.read(document);
        return cluster.idFor(technology)
                .orElseThrow(() -> PlanRefusedException.records("Expected Kubernetes cluster " + cluster.name() + " ("
                        + id + ") of " + element.words() + " to be enabled for " + technology + ", but it isn't"));
    }

    /**
     * The name of its release. OSM draws lots for the number at the end of a chart's; here it follows from what the KDU
     * is, so that the same plan comes out again.
     */
    private String instance(Vnf vnf, Kdur kdur, String technology) {
        var given = kdur.instance();
        if (given != null) {
            return given;
        }
        if (technology.equals(BUNDLE)) {
            return kdur.name() + "-" + vnf.index() + "-" + service.nsr().id();
        }
        return sanitised(String.valueOf(kdur.chart())) + "-"
                + number(service.nsr().id() + "/" + vnf.record().id() + "/" + kdur.name());
    }

    private static String sanitised(String chart) {
        var name = chart.startsWith("/") || chart.contains("://") ? chart.substring(chart.lastIndexOf('/') + 1) : chart;
        var clean = name.replaceAll("[^A-Za-z0-9]", "-");
        var cut = clean.substring(0, Math.min(NAME_PART, clean.length()));
        var begins = !cut.isEmpty() && Character.isLetter(cut.charAt(0));
        return (begins ? cut : "a" + cut).toLowerCase(Locale.ROOT);
    }

    private static String number(String text) {
        long hash = 1_125_899_906_842_597L;
        for (int i = 0; i < text.length(); i++) {
            hash = 31 * hash + text.charAt(i);
        }
        var digits = Long.toString(Math.floorMod(hash, NUMBERS));
        return "0".repeat(10 - digits.length()) + digits;
    }
}
