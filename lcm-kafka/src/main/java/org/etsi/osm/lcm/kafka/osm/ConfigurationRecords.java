package org.etsi.osm.lcm.kafka.osm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.osm.Environment.At;
import org.etsi.osm.lcm.kafka.osm.RecordUpdate.Target;
import org.etsi.osm.lcm.tasks.catalogue.Scope;

/**
 * What is configured, in the NS's record: {@code _admin.deployed.VCA}, {@code configurationStatus} parallel to it, and
 * {@code vcaStatus} (contracts §2.3). Only we write these lists: an instantiate sets them whole, in one update, so that
 * they never differ in length; a terminate changes them by place, where the place is there.
 */
final class ConfigurationRecords {
    private static final Value NIL = new Value.Nil();

    private ConfigurationRecords() {}

    /** @param onlyIfLast for news that may be late: only while this very operation has the record */
    static List<RecordUpdate> of(Operation operation, Phase phase, boolean onlyIfLast) {
        String ns = operation.request().nsInstanceId();
        return switch (operation.request().type()) {
            case "instantiate" -> {
                var set = new LinkedHashMap<String, Value>(whole(ns, Environment.of(operation), phase));
                set.putAll(KduRecords.whole(operation, phase));
                set.put("vcaStatus", vcaStatus(ns, Environment.of(operation), KduRecords.statuses(operation, phase)));
                set.put("_admin.deployed.RO", deployedByRo(operation));
                yield List.of(RecordUpdate.of(new Target.Fenced(ns, onlyIfLast, List.of()), set));
            }
            case "terminate" -> removed(ns, operation, phase, onlyIfLast);
            default -> List.of();
        };
    }

    private static Map<String, Value> whole(String ns, Collection<Environment> environments, Phase phase) {
        List<Value> deployed = new ArrayList<>();
        List<Value> statuses = new ArrayList<>();
        for (Environment environment : environments) {
            String status = environment.statusOfCreation(phase);
            deployed.add(deployed(environment, status));
            statuses.add(Value.Obj.EMPTY
                    .with("status", status)
                    .with("elementUnderConfiguration", element(ns, environment.scope()))
                    .with("elementType", type(environment.scope())));
        }
        return Map.of("_admin.deployed.VCA", Value.list(deployed), "configurationStatus", Value.list(statuses));
    }

    private static Value deployed(Environment environment, String status) {
        Map<String, String> scope = environment.scope();
        Value.Obj asked = environment.making().map(at -> at.spec().parameters()).orElse(Value.Obj.EMPTY);
        boolean isInstalled = environment
                .first(at -> at.is("InstallConfigurationSoftware"))
                .filter(At::isDone)
                .isPresent();
        boolean hasRun = environment.any(at -> at.is("RunPrimitive") && at.isDone());
        boolean hasEnd = environment.any(at -> "true".equals(at.spec().scope().get(Scope.HAS_TERMINATE_PRIMITIVES)));
        boolean isThere = environment.isThere();
        return Value.Obj.EMPTY
                .with("target_element", target(scope))
                .with("member-vnf-index", text(scope.get(Scope.VNF)))
                .with("vdu_id", text(scope.get(Scope.VDU)))
                .with("kdu_name", text(scope.get(Scope.KDU)))
                .with("vdu_count_index", count(scope))
                .with("vdu_name", NIL)
                .with("vnfd_id", text(scope.get(Scope.VNFD)))
                .with("type", asked.field("technology").orElse(NIL))
                .with("ee_descriptor_id", asked.field("descriptor").orElse(NIL))
                .with("charm_name", asked.field("artifact").orElse(NIL))
                .with("operational-status", "init")
                .with(
                        "detailed-status",
                        environment.failure().map(Failure::toString).orElse(""))
                .with("step", "initial-deploy")
                .with("status", vcaStatus(status))
                .with("ee_id", isThere ? environment.output("environmentId") : NIL)
                .with("model", isThere ? environment.output("model") : NIL)
                .with("application", isThere ? environment.output("application") : NIL)
                .with("vca-id", asked.field("vca").orElse(NIL))
                .with("config_sw_installed", isThere && isInstalled)
                .with("ssh-public-key", environment.output("publicKey"))
                .with("needed_terminate", isThere && hasRun && hasEnd);
    }

    /** By place: the constant fields are what the instantiate wrote. */
    private static List<RecordUpdate> removed(String ns, Operation operation, Phase phase, boolean onlyIfLast) {
        List<RecordUpdate> updates = new ArrayList<>();
        for (Environment environment : Environment.of(operation)) {
            var set = new LinkedHashMap<String, Value>();
            String status = "configurationStatus." + environment.place();
            String deployed = "_admin.deployed.VCA." + environment.place();
            set.put(status + ".status", Value.of(environment.statusOfRemoval(phase)));
            boolean isDone = environment.tasks().stream()
                    .filter(at -> at.is("RunPrimitive"))
                    .allMatch(At::isDone);
            if (isDone) {
                set.put(deployed + ".needed_terminate", Value.of(false));
            }
            if (environment.isGone()) {
                set.put(deployed + ".ee_id", NIL);
            }
            set.put(
                    deployed + ".detailed-status",
                    Value.of(environment.failure().map(Failure::toString).orElse("")));
            // Each by itself: a leftover may be one that the record has no place for.
            updates.add(RecordUpdate.of(new Target.Fenced(ns, onlyIfLast, List.of(status, deployed)), set));
        }
        updates.addAll(KduRecords.removed(ns, operation, onlyIfLast));
        if (phase == Phase.COMPLETED) {
            updates.add(RecordUpdate.of(
                    new Target.Fenced(ns, onlyIfLast, List.of("configurationStatus.0", "_admin.deployed.VCA.0")),
                    Map.of(
                            "configurationStatus.$[].status",
                            Value.of("DELETED"),
                            "_admin.deployed.VCA.$[].ee_id",
                            NIL,
                            "_admin.deployed.VCA.$[].needed_terminate",
                            Value.of(false))));
            // An NS may have KDUs and no environment.
            updates.add(RecordUpdate.of(new Target.Fenced(ns, onlyIfLast, List.of()), Map.of("vcaStatus", NIL)));
            updates.add(RecordUpdate.of(
                    new Target.Fenced(ns, onlyIfLast, List.of("_admin.deployed.K8s.0")),
                    Map.of("_admin.deployed.K8s.$[].kdu-instance", NIL)));
        }
        updates.add(RecordUpdate.of(
                new Target.Fenced(ns, onlyIfLast, List.of("_admin.deployed.RO")),
                Map.of("_admin.deployed.RO.nsr_status", Value.of(phase == Phase.COMPLETED ? "DELETED" : "DELETING"))));
        return updates;
    }

    private static Value deployedByRo(Operation operation) {
        Value.Obj ro = Value.Obj.EMPTY.with("vnfd", Value.Arr.EMPTY);
        return Part.deployment(operation).isDone() ? ro.with("operational-status", "running") : ro;
    }

    private static Value vcaStatus(String ns, Collection<Environment> environments, Value.Obj kdus) {
        if (environments.isEmpty() && kdus.fields().isEmpty()) {
            return NIL;
        }
        Value.Obj vnfs = Value.Obj.EMPTY;
        for (Environment environment : environments) {
            if (environment.isThere()) {
                vnfs = vnfs.with(
                        key(target(environment.scope())),
                        Value.Obj.EMPTY
                                .with("ee_id", environment.output("environmentId"))
                                .with("application", environment.output("application"))
                                .with("model", environment.output("model")));
            }
        }
        return Value.Obj.EMPTY.with(key(ns), Value.Obj.EMPTY.with("VNF", vnfs).with("KNF", kdus));
    }

    /** As MongoDB takes it for the name of a field. */
    static String key(String name) {
        return name.replace('.', '_').replace('$', '_').replace('\0', '_');
    }

    /** N2VC's word for it. */
    private static String vcaStatus(String status) {
        return switch (status) {
            case "READY" -> "completed";
            case "BROKEN" -> "failed";
            case "CREATING", "REGISTERING" -> "pending";
            default -> "running";
        };
    }

    static String target(Map<String, String> scope) {
        String vnf = scope.get(Scope.VNF);
        if (vnf == null) {
            return "ns";
        }
        String whole = "vnf/" + vnf;
        return switch (type(scope)) {
            case "VDU" ->
                whole + "/vdu/" + scope.getOrDefault(Scope.VDU, "") + "/" + scope.getOrDefault(Scope.COUNT, "0");
            case "KDU" -> whole + "/kdu/" + scope.getOrDefault(Scope.KDU, "");
            default -> whole;
        };
    }

    private static String type(Map<String, String> scope) {
        String said = scope.get(Scope.ELEMENT);
        return said != null ? said : scope.containsKey(Scope.VNF) ? "VNF" : "NS";
    }

    private static String element(String ns, Map<String, String> scope) {
        return switch (type(scope)) {
            case "VDU" -> scope.getOrDefault(Scope.VDU, "") + "-" + scope.getOrDefault(Scope.COUNT, "0");
            case "KDU" -> scope.getOrDefault(Scope.KDU, "");
            case "VNF" -> scope.getOrDefault(Scope.VNFR, scope.getOrDefault(Scope.VNF, ""));
            default -> ns;
        };
    }

    static Value count(Map<String, String> scope) {
        String text = scope.getOrDefault(Scope.COUNT, "0");
        boolean isCount = text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return Value.of(isCount && !text.isEmpty() ? Integer.parseInt(text) : 0);
    }

    static Value text(@org.jspecify.annotations.Nullable String text) {
        return Optional.ofNullable(text).map(Value::of).orElse(NIL);
    }
}
