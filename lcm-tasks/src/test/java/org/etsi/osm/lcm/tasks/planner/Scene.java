package org.etsi.osm.lcm.tasks.planner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.Packages;
import org.etsi.osm.lcm.tasks.Trees;
import org.jspecify.annotations.Nullable;

/** An NS as NBI left it for the LCM, to be changed for a test and planned. */
final class Scene {
    static final String VIM = "vim-1";

    Value nsr;
    Value nsd;
    final List<Value> vnfrs = new ArrayList<>();
    final Map<String, Value> vnfds = new LinkedHashMap<>();
    final Map<String, Value> vims = new LinkedHashMap<>();
    final Map<String, Value> clusters = new LinkedHashMap<>();
    final Map<String, String> files = new LinkedHashMap<>();
    final List<Created> leftovers = new ArrayList<>();
    private final Map<String, String> placement = new LinkedHashMap<>();
    Value.Obj parameters;

    @Nullable
    String controllerKey;

    private Scene(Value nsr, Value nsd, Value.Obj parameters) {
        this.nsr = nsr;
        this.nsd = nsd;
        this.parameters = parameters;
        vims.put(VIM, Trees.yaml("{_id: vim-1, name: first, vim_type: sim}"));
    }

    static Scene sample() {
        return of(Packages.sample(), "{}");
    }

    static Scene fixture(Path packages, String vnf, String ns, String more) {
        return of(new Packages().onboard(packages.resolve(vnf)).onboard(packages.resolve(ns)), more);
    }

    /** {@code more} is what the request says beside name and VIM. */
    static Scene of(Packages packages, String more) {
        var request = ((Value.Obj) Trees.yaml(more)).with("nsName", "hf1").with("vimAccountId", VIM);
        var documents = packages.onboarding().ns(request, packages.nsd(), packages.vnfds());
        var scene = new Scene(documents.nsr(), packages.nsd(), request);
        var cluster = packages.onboarding().k8sCluster("k8s", VIM);
        scene.clusters.put(cluster.text("_id").orElseThrow(), cluster);
        documents
                .vnfrs()
                .forEach(vnfr ->
                        scene.vnfrs.add(parsed(packages.onboarding().accepted(vnfr, request, List.of(cluster)))));
        packages.vnfds()
                .values()
                .forEach(vnfd -> scene.vnfds.put(vnfd.text("_id").orElseThrow(), vnfd));
        scene.files.putAll(packages.files());
        return scene;
    }

    /** What a placement engine has said of a VNF. */
    Scene placed(String member, String account) {
        placement.put(member, account);
        return this;
    }

    /** As records are read for planners: the JSON text of KDUs' parameters is a tree. */
    private static Value parsed(Value.Obj vnfr) {
        Value parsed = vnfr;
        for (int i = 0; i < vnfr.items("kdur").size(); i++) {
            var json = vnfr.at("/kdur/" + i + "/additionalParams").flatMap(Value::asText);
            parsed = json.isPresent() ? Trees.with(parsed, "/kdur/" + i + "/additionalParams", json.get()) : parsed;
        }
        return parsed;
    }

    Scene nsr(UnaryOperator<Value> edit) {
        nsr = edit.apply(nsr);
        return this;
    }

    Scene nsd(UnaryOperator<Value> edit) {
        nsd = edit.apply(nsd);
        return this;
    }

    Scene vnfr(int index, UnaryOperator<Value> edit) {
        vnfrs.set(index, edit.apply(vnfrs.get(index)));
        return this;
    }

    Scene vnfd(String name, UnaryOperator<Value> edit) {
        vnfds.replaceAll((id, vnfd) -> vnfd.text("id").orElseThrow().equals(name) ? edit.apply(vnfd) : vnfd);
        return this;
    }

    Scene asking(String yaml) {
        var fields = new LinkedHashMap<>(parameters.fields());
        fields.putAll(((Value.Obj) Trees.yaml(yaml)).fields());
        parameters = new Value.Obj(fields);
        return this;
    }

    /** Another scene of the same documents. */
    Scene copy() {
        var copy = new Scene(nsr, nsd, parameters);
        copy.vnfrs.addAll(vnfrs);
        copy.vnfds.putAll(vnfds);
        copy.vims.putAll(vims);
        copy.clusters.putAll(clusters);
        copy.files.putAll(files);
        copy.leftovers.addAll(leftovers);
        copy.placement.putAll(placement);
        copy.controllerKey = controllerKey;
        return copy;
    }

    Plan plan(String type) {
        return plan(type, Planners.DEFAULT_LIMIT);
    }

    Plan plan(String type, int limit) {
        return plan(type, new Planners(limit));
    }

    Plan plan(String type, Planner planner) {
        var request = new OperationRequest(
                new OperationId("op-1"), "ns-1", type, 1.0, parameters, FailurePolicy.HOLD, Duration.ofHours(2));
        return planner.plan(request, records());
    }

    Records records() {
        return new Records(nsr, vnfrs, nsd, vnfds, vims, clusters, files, leftovers, placement, controllerKey);
    }
}
