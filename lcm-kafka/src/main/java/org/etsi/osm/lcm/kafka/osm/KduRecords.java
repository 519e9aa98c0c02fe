package org.etsi.osm.lcm.kafka.osm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.osm.Environment.At;
import org.etsi.osm.lcm.kafka.osm.RecordUpdate.Target;
import org.etsi.osm.lcm.tasks.catalogue.Scope;

/** KDUs in OSM's records: {@code _admin.deployed.K8s} of the NS, {@code kdur} of its functions. */
final class KduRecords {
    private static final Value NIL = new Value.Nil();

    private KduRecords() {}

    /** The list as an instantiate sets it, whole. */
    static Map<String, Value> whole(Operation operation, Phase phase) {
        List<Value> kdus = new ArrayList<>();
        installs(operation).forEach((place, at) -> kdus.add(deployed(at, phase)));
        return Map.of("_admin.deployed.K8s", Value.list(kdus));
    }

    /** For {@code vcaStatus}: by release. */
    static Value.Obj statuses(Operation operation, Phase phase) {
        Value.Obj statuses = Value.Obj.EMPTY;
        for (At at : installs(operation).values()) {
            if (at.task().touched()) {
                String release = at.spec().parameters().text("instance").orElse("");
                statuses = statuses.with(
                        ConfigurationRecords.key(release), Value.Obj.EMPTY.with("status", status(at, phase)));
            }
        }
        return statuses;
    }

    private static Map<Integer, At> installs(Operation operation) {
        var found = new TreeMap<Integer, At>();
        for (int i = 0; i < operation.tasks().size(); i++) {
            var at = new At(operation.plan().tasks().get(i), operation.tasks().get(i));
            if (at.is("InstallKdu")) {
                Environment.place(at.spec(), Scope.KDU_INDEX).ifPresent(place -> found.put(place, at));
            }
        }
        return found;
    }

    private static Value deployed(At at, Phase phase) {
        Value.Obj asked = at.spec().parameters();
        Map<String, String> scope = at.spec().scope();
        // Written from the moment at which there may be one, so that nothing is left that no record names.
        boolean mayBeThere = at.task().needsUndo();
        return Value.Obj.EMPTY
                .with("kdu-instance", mayBeThere ? asked.field("instance").orElse(NIL) : NIL)
                .with("k8scluster-uuid", asked.field("cluster").orElse(NIL))
                .with("k8scluster-type", asked.field("technology").orElse(NIL))
                .with("member-vnf-index", ConfigurationRecords.text(scope.get(Scope.VNF)))
                .with("kdu-name", ConfigurationRecords.text(scope.get(Scope.KDU)))
                .with("kdu-model", asked.field("model").orElse(NIL))
                .with("namespace", asked.field("namespace").orElse(NIL))
                .with("kdu-deployment-name", ConfigurationRecords.text(scope.get(Scope.KDU_DEPLOYMENT_NAME)))
                .with("operation", "install")
                .with("status", status(at, phase))
                .with("detailed-status", detail(at));
    }

    private static String status(At at, Phase phase) {
        return switch (at.task().state()) {
            case DONE, SKIPPED -> "deployed";
            case FAILED, UNDO_FAILED -> "failed";
            case UNDONE -> "uninstalled";
            case UNDOING -> "uninstalling";
            case STOPPED -> "unknown";
            case WAITING, RUNNING -> Projection.isOver(phase) ? "unknown" : "pending-install";
        };
    }

    private static String detail(At at) {
        Failure error = at.task().error();
        return at.isDone() ? "Install complete" : error == null ? "" : error.toString();
    }

    /** What a terminate changes of the list, by place. */
    static List<RecordUpdate> removed(String ns, Operation operation, boolean onlyIfLast) {
        List<RecordUpdate> updates = new ArrayList<>();
        for (int i = 0; i < operation.tasks().size(); i++) {
            var at = new At(operation.plan().tasks().get(i), operation.tasks().get(i));
            Optional<Integer> place =
                    at.is("UninstallKdu") ? Environment.place(at.spec(), Scope.KDU_INDEX) : Optional.empty();
            if (place.isPresent()) {
                var set = new LinkedHashMap<String, Value>();
                String path = "_admin.deployed.K8s." + place.get();
                Failure error = at.task().error();
                set.put(path + ".operation", Value.of("uninstall"));
                set.put(
                        path + ".status",
                        Value.of(at.isDone() ? "uninstalled" : error == null ? "uninstalling" : "failed"));
                set.put(path + ".detailed-status", Value.of(at.isDone() || error == null ? "" : error.toString()));
                if (at.isDone()) {
                    set.put(path + ".kdu-instance", NIL);
                }
                updates.add(RecordUpdate.of(new Target.Fenced(ns, onlyIfLast, List.of(path)), set));
            }
        }
        return updates;
    }

    /** The KDU's own record, and the address of a function that has nothing but KDUs. */
    static List<RecordUpdate> kdur(At at) {
        TaskSpec spec = at.spec();
        String vnfr = spec.scope().get(Scope.VNFR);
        String kdu = spec.scope().get(Scope.KDU);
        if (vnfr == null || kdu == null) {
            return List.of();
        }
        var target = new Target.One("vnfrs", vnfr);
        Map<String, Map<String, String>> element = Map.of("k", Map.of("kdu-name", kdu));
        boolean isInstall = at.is("InstallKdu");
        boolean isGone = isInstall ? at.task().state() == TaskState.UNDONE : at.isDone();
        if (isGone) {
            return List.of(new RecordUpdate(
                    target,
                    Map.of("kdur.$[k].ip-address", NIL),
                    List.of("kdur.$[k].status", "kdur.$[k].services"),
                    element));
        }
        if (isInstall && at.task().state() == TaskState.FAILED) {
            return List.of(new RecordUpdate(target, Map.of("kdur.$[k].status", Value.of("ERROR")), List.of(), element));
        }
        if (!isInstall || !at.isDone()) {
            return List.of();
        }
        Value.Obj outputs = Optional.ofNullable(at.task().outputs()).orElse(Value.Obj.EMPTY);
        var set = new LinkedHashMap<String, Value>();
        set.put("kdur.$[k].status", Value.of("READY"));
        set.put("kdur.$[k].services", Value.list(outputs.items("services")));
        List<RecordUpdate> updates = new ArrayList<>();
        outputs.text("address").ifPresent(address -> {
            set.put("kdur.$[k].ip-address", Value.of(address));
            updates.add(RecordUpdate.of(new Target.Knf(vnfr), Map.of("ip-address", Value.of(address))));
        });
        updates.add(new RecordUpdate(target, set, List.of(), element));
        return updates;
    }
}
