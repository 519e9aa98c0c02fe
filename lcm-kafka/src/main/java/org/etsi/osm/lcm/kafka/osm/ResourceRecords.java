package org.etsi.osm.lcm.kafka.osm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.osm.RecordUpdate.Target;
import org.etsi.osm.lcm.tasks.catalogue.Scope;

/**
 * What tasks have made or removed at the VIM, in the records of the network service and its functions:
 * {@code vim_info}, addresses and status. A task's scope says which element of which list it is about.
 */
final class ResourceRecords {
    private static final Value NIL = new Value.Nil();

    private ResourceRecords() {}

    static List<RecordUpdate> of(Operation operation) {
        List<RecordUpdate> updates = new ArrayList<>();
        for (int i = 0; i < operation.tasks().size(); i++) {
            TaskSpec spec = operation.plan().tasks().get(i);
            Task task = operation.tasks().get(i);
            boolean deletes = spec.type().startsWith("Delete");
            boolean isThere = !deletes && task.state() == TaskState.DONE;
            boolean isGone = deletes ? task.state() == TaskState.DONE : task.state() == TaskState.UNDONE;
            if (isThere || isGone) {
                about(operation, spec, task, isThere).ifPresent(updates::addAll);
            }
        }
        return updates;
    }

    private static Optional<List<RecordUpdate>> about(Operation operation, TaskSpec spec, Task task, boolean isThere) {
        Map<String, String> scope = spec.scope();
        String vim = scope.get(Scope.VIM);
        if (vim == null) {
            return Optional.empty();
        }
        Value.Obj outputs = Optional.ofNullable(task.outputs()).orElse(Value.Obj.EMPTY);
        String ns = operation.request().nsInstanceId();
        return Optional.ofNullable(
                switch (spec.type()) {
                    case "CreateServer", "DeleteServer" -> server(scope, vim, outputs, isThere);
                    case "CreatePort" -> isThere ? port(scope, outputs) : List.of();
                    case "CreateNetwork", "FindNetwork", "DeleteNetwork" ->
                        network(ns, scope, vim, outputs, spec.type().equals("CreateNetwork"), isThere);
                    case "FindImage" -> listed(ns, "image", scope.get(Scope.IMAGE), vim, "imageId", outputs, isThere);
                    case "FindFlavor", "EnsureFlavor", "DeleteFlavor" ->
                        listed(ns, "flavor", scope.get(Scope.FLAVOR), vim, "flavorId", outputs, isThere);
                    default -> List.<RecordUpdate>of();
                });
    }

    private static List<RecordUpdate> server(
            Map<String, String> scope, String vim, Value.Obj outputs, boolean isThere) {
        String vnfr = scope.get(Scope.VNFR);
        String vdur = scope.get(Scope.VDUR);
        if (vnfr == null || vdur == null) {
            return List.of();
        }
        var target = new Target.One("vnfrs", vnfr);
        Map<String, Map<String, String>> element = Map.of("v", Map.of("_id", vdur));
        String info = "vdur.$[v].vim_info.vim:" + vim;
        if (!isThere) {
            return List.of(
                    new RecordUpdate(target, Map.of("vdur.$[v].status", Value.of("DELETED")), List.of(info), element));
        }
        var set = new LinkedHashMap<String, Value>();
        String id = outputs.text("serverId").orElse("");
        List<Value> interfaces = outputs.items("interfaces").stream()
                .map(ResourceRecords::vimInterface)
                .toList();
        set.put(info, vimInfo(id, outputs.text("name").orElse(""), true).with("interfaces", Value.list(interfaces)));
        set.put("vdur.$[v].vim-id", Value.of(id));
        outputs.text("name").ifPresent(name -> set.put("vdur.$[v].name", Value.of(name)));
        set.put("vdur.$[v].status", Value.of("ACTIVE"));
        return List.of(new RecordUpdate(target, set, List.of(), element));
    }

    private static Value vimInterface(Value made) {
        return Value.Obj.EMPTY
                .with("vim_interface_id", made.text("portId").orElse(""))
                .with("vim_net_id", made.text("networkId").orElse(""))
                .with("mac_address", made.text("mac").orElse(""))
                .with("ip_address", addresses(made))
                .with("compute_node", NIL)
                .with("pci", NIL)
                .with("vlan", NIL);
    }

    /** As RO writes them: several addresses of one interface with semicolons between. */
    private static String addresses(Value port) {
        return String.join(
                ";",
                port.items("ips").stream().flatMap(ip -> ip.asText().stream()).toList());
    }

    private static List<RecordUpdate> port(Map<String, String> scope, Value.Obj outputs) {
        String vnfr = scope.get(Scope.VNFR);
        String vdur = scope.get(Scope.VDUR);
        String name = scope.get(Scope.INTERFACE);
        if (vnfr == null || vdur == null || name == null) {
            return List.of();
        }
        Map<String, String> theVdur = Map.of("_id", vdur);
        String ips = addresses(outputs);
        String first = ips.contains(";") ? ips.substring(0, ips.indexOf(';')) : ips;
        var set = new LinkedHashMap<String, Value>();
        set.put("vdur.$[v].interfaces.$[i].ip-address", Value.of(ips));
        outputs.text("mac").ifPresent(mac -> set.put("vdur.$[v].interfaces.$[i].mac-address", Value.of(mac)));
        return List.of(
                new RecordUpdate(
                        new Target.One("vnfrs", vnfr), set, List.of(), Map.of("v", theVdur, "i", Map.of("name", name))),
                new RecordUpdate(
                        new Target.Marked(vnfr, vdur, name, "mgmt-interface"),
                        Map.of("vdur.$[v].ip-address", Value.of(ips)),
                        List.of(),
                        Map.of("v", theVdur)),
                RecordUpdate.of(
                        new Target.Marked(vnfr, vdur, name, "mgmt-vnf"), Map.of("ip-address", Value.of(first))));
    }

    private static List<RecordUpdate> network(
            String ns, Map<String, String> scope, String vim, Value.Obj outputs, boolean isOurs, boolean isThere) {
        String vnfr = scope.get(Scope.VNFR);
        var target = vnfr == null ? new Target.One("nsrs", ns) : new Target.One("vnfrs", vnfr);
        return element(target, "vld", scope.get(Scope.VLD), vim, "networkId", outputs, isOurs, isThere);
    }

    private static List<RecordUpdate> listed(
            String ns,
            String list,
            @org.jspecify.annotations.Nullable String id,
            String vim,
            String output,
            Value.Obj outputs,
            boolean isThere) {
        return element(new Target.One("nsrs", ns), list, id, vim, output, outputs, false, isThere);
    }

    private static List<RecordUpdate> element(
            Target target,
            String list,
            @org.jspecify.annotations.Nullable String id,
            String vim,
            String output,
            Value.Obj outputs,
            boolean isOurs,
            boolean isThere) {
        if (id == null) {
            return List.of();
        }
        String path = list + ".$[e].vim_info.vim:" + vim;
        Map<String, Map<String, String>> element = Map.of("e", Map.of("id", id));
        if (!isThere) {
            return List.of(new RecordUpdate(target, Map.of(), List.of(path), element));
        }
        Value info =
                vimInfo(outputs.text(output).orElse(""), outputs.text("name").orElse(""), isOurs);
        return List.of(new RecordUpdate(target, Map.of(path, info), List.of(), element));
    }

    private static Value.Obj vimInfo(String id, String name, boolean isOurs) {
        return Value.Obj.EMPTY
                .with("vim_id", id)
                .with("vim_name", name)
                .with("vim_status", "ACTIVE")
                .with("vim_details", NIL)
                .with("vim_message", NIL)
                .with("created", isOurs);
    }
}
