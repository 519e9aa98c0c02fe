package org.etsi.osm.lcm.kafka.osm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.osm.Environment.At;
import org.etsi.osm.lcm.kafka.osm.RecordUpdate.Target;
import org.etsi.osm.lcm.tasks.catalogue.Scope;

/**
 * What tasks have made or removed at the VIM, in the records of the network service and its functions:
 * {@code vim_info}, addresses and status. A task's scope says which element of which list it is about.
 */
final class ResourceRecords {
    private static final Value NIL = new Value.Nil();

    private ResourceRecords() {}

    static List<RecordUpdate> of(Operation operation, Phase phase) {
        List<RecordUpdate> updates = new ArrayList<>();
        var functions = new Functions();
        for (int i = 0; i < operation.tasks().size(); i++) {
            var at = new At(operation.plan().tasks().get(i), operation.tasks().get(i));
            functions.take(at);
            updates.addAll(at.spec().type().endsWith("Kdu") ? KduRecords.kdur(at) : ofVim(operation, at));
        }
        updates.addAll(functions.updates());
        if (phase == Phase.COMPLETED && operation.request().type().equals("terminate")) {
            updates.addAll(nothingLeft(operation.request().nsInstanceId()));
        }
        return updates;
    }

    private static List<RecordUpdate> ofVim(Operation operation, At at) {
        boolean deletes = at.spec().type().startsWith("Delete");
        TaskState state = at.task().state();
        boolean isThere = !deletes && state == TaskState.DONE;
        boolean isGone = deletes ? state == TaskState.DONE : state == TaskState.UNDONE;
        if (!isThere && !isGone) {
            return at.is("CreateServer") && state == TaskState.FAILED ? failedServer(at) : List.of();
        }
        return about(operation, at, isThere).orElse(List.of());
    }

    /** Found things too: what a record says of them belongs to the NS that used them. */
    private static List<RecordUpdate> nothingLeft(String ns) {
        List<RecordUpdate> updates = new ArrayList<>();
        for (String list : List.of("vld", "image", "flavor", "affinity-or-anti-affinity-group", "shared-volumes")) {
            updates.add(new RecordUpdate(
                    new Target.Fenced(ns, false, List.of(list + ".0")),
                    Map.of(),
                    List.of(list + ".$[].vim_info"),
                    Map.of()));
        }
        updates.add(new RecordUpdate(
                new Target.Vnfrs(ns, List.of("vld.0")), Map.of(), List.of("vld.$[].vim_info"), Map.of()));
        return updates;
    }

    private static Optional<List<RecordUpdate>> about(Operation operation, At at, boolean isThere) {
        Map<String, String> scope = at.spec().scope();
        String vim = scope.get(Scope.VIM);
        if (vim == null) {
            return Optional.empty();
        }
        Value.Obj outputs = Optional.ofNullable(at.task().outputs()).orElse(Value.Obj.EMPTY);
        String ns = operation.request().nsInstanceId();
        boolean isOurs = at.spec().type().startsWith("Create");
        return Optional.ofNullable(
                switch (at.spec().type()) {
                    case "CreateServer", "DeleteServer" -> server(operation, scope, vim, outputs, isThere);
                    case "CreatePort" -> isThere && hasServer(operation, scope) ? port(scope, outputs) : List.of();
                    case "CreateFloatingIp" -> isThere ? floating(operation, outputs) : List.of();
                    case "CreateNetwork", "FindNetwork", "DeleteNetwork" ->
                        network(ns, scope, vim, outputs, isOurs, isThere);
                    case "FindImage" ->
                        listed(ns, "image", scope.get(Scope.IMAGE), vim, "imageId", outputs, false, isThere);
                    case "FindFlavor", "EnsureFlavor", "DeleteFlavor" ->
                        flavors(ns, scope.getOrDefault(Scope.FLAVOR, ""), vim, outputs, isThere);
                    case "CreateServerGroup", "FindServerGroup", "DeleteServerGroup" ->
                        listed(
                                ns,
                                "affinity-or-anti-affinity-group",
                                scope.get(Scope.AFFINITY_GROUP),
                                vim,
                                "serverGroupId",
                                outputs,
                                isOurs,
                                isThere);
                    case "CreateVolume", "FindVolume", "DeleteVolume" ->
                        listed(
                                ns,
                                "shared-volumes",
                                scope.get(Scope.SHARED_VOLUME),
                                vim,
                                "volumeId",
                                outputs,
                                isOurs,
                                isThere);
                    default -> List.<RecordUpdate>of();
                });
    }

    private static List<RecordUpdate> failedServer(At at) {
        String vnfr = at.spec().scope().get(Scope.VNFR);
        String vdur = at.spec().scope().get(Scope.VDUR);
        return vnfr == null || vdur == null
                ? List.of()
                : List.of(new RecordUpdate(
                        new Target.One("vnfrs", vnfr),
                        Map.of("vdur.$[v].status", Value.of("ERROR")),
                        List.of(),
                        Map.of("v", Map.of("_id", vdur))));
    }

    private static List<RecordUpdate> server(
            Operation operation, Map<String, String> scope, String vim, Value.Obj outputs, boolean isThere) {
        String vnfr = scope.get(Scope.VNFR);
        String vdur = scope.get(Scope.VDUR);
        if (vnfr == null || vdur == null) {
            return List.of();
        }
        var target = new Target.One("vnfrs", vnfr);
        Map<String, Map<String, String>> element = Map.of("v", Map.of("_id", vdur));
        String info = "vdur.$[v].vim_info.vim:" + vim;
        if (!isThere) {
            return List.of(new RecordUpdate(
                    target,
                    Map.of("vdur.$[v].status", Value.of("DELETED")),
                    List.of(info, "vdur.$[v].vim-id"),
                    element));
        }
        var set = new LinkedHashMap<String, Value>();
        String id = outputs.text("serverId").orElse("");
        List<Value> interfaces = outputs.items("interfaces").stream()
                .map(ResourceRecords::vimInterface)
                .toList();
        set.put(
                info,
                vimInfo(id, outputs.text("name").orElse(""), true)
                        .with("interfaces", Value.list(interfaces))
                        .with("interfaces_backup", Value.list(interfaces))
                        .with("created_items", createdItems(operation, vdur)));
        set.put("vdur.$[v].vim-id", Value.of(id));
        outputs.text("name").ifPresent(name -> set.put("vdur.$[v].name", Value.of(name)));
        set.put("vdur.$[v].status", Value.of("ACTIVE"));
        return List.of(new RecordUpdate(target, set, List.of(), element));
    }

    /** What was created for the server beside it, in the words of RO's OpenStack connector. */
    private static Value createdItems(Operation operation, String vdur) {
        var items = new LinkedHashMap<String, Value>();
        for (int i = 0; i < operation.tasks().size(); i++) {
            TaskSpec spec = operation.plan().tasks().get(i);
            Task task = operation.tasks().get(i);
            Value.Obj outputs = task.outputs();
            if (outputs == null
                    || task.state() != TaskState.DONE
                    || !vdur.equals(spec.scope().get(Scope.VDUR))) {
                continue;
            }
            Optional<String> item = switch (spec.type()) {
                case "CreatePort" -> outputs.text("portId").map(id -> "port:" + id);
                case "CreateVolume" -> outputs.text("volumeId").map(id -> "volume:" + id);
                case "CreateFloatingIp" -> outputs.text("floatingIpId").map(id -> "floating_ip:" + id);
                default -> Optional.empty();
            };
            item.ifPresent(key -> items.put(ConfigurationRecords.key(key), Value.of(true)));
        }
        return new Value.Obj(items);
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

    /**
     * RO records addresses with the server. Those of a port alone would be taken for addresses that were asked for by
     * whoever plans next: nothing else in the record says that something was ever there.
     */
    private static boolean hasServer(Operation operation, Map<String, String> scope) {
        String vdur = scope.getOrDefault(Scope.VDUR, "");
        return operation.plan().tasks().stream()
                .anyMatch(task -> task.type().equals("CreateServer")
                        && vdur.equals(task.scope().get(Scope.VDUR))
                        && operation.task(task.id()).state() == TaskState.DONE);
    }

    private static List<RecordUpdate> port(Map<String, String> scope, Value.Obj outputs) {
        return interfaceOf(scope, addresses(outputs), outputs.text("mac"));
    }

    /** The floating address stands before the fixed ones; as the address of a server or function it stands alone. */
    private static List<RecordUpdate> floating(Operation operation, Value.Obj outputs) {
        for (int i = 0; i < operation.tasks().size(); i++) {
            TaskSpec spec = operation.plan().tasks().get(i);
            Value.Obj port = operation.tasks().get(i).outputs();
            if (spec.type().equals("CreatePort")
                    && port != null
                    && port.text("portId").equals(outputs.text("portId"))) {
                String all = outputs.text("address").orElse("") + ";" + addresses(port);
                return interfaceOf(spec.scope(), all, Optional.empty());
            }
        }
        return List.of();
    }

    private static List<RecordUpdate> interfaceOf(Map<String, String> scope, String ips, Optional<String> address) {
        String vnfr = scope.get(Scope.VNFR);
        String vdur = scope.get(Scope.VDUR);
        String name = scope.get(Scope.INTERFACE);
        if (vnfr == null || vdur == null || name == null) {
            return List.of();
        }
        Map<String, String> theVdur = Map.of("_id", vdur);
        String first = ips.contains(";") ? ips.substring(0, ips.indexOf(';')) : ips;
        var set = new LinkedHashMap<String, Value>();
        set.put("vdur.$[v].interfaces.$[i].ip-address", Value.of(ips));
        address.ifPresent(mac -> set.put("vdur.$[v].interfaces.$[i].mac-address", Value.of(mac)));
        return List.of(
                new RecordUpdate(
                        new Target.One("vnfrs", vnfr), set, List.of(), Map.of("v", theVdur, "i", Map.of("name", name))),
                new RecordUpdate(
                        new Target.Marked(vnfr, vdur, name, "mgmt-interface"),
                        Map.of("vdur.$[v].ip-address", Value.of(first)),
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

    private static List<RecordUpdate> flavors(String ns, String ids, String vim, Value.Obj outputs, boolean isThere) {
        boolean isOurs = outputs.field("created").equals(Optional.of(new Value.Bool(true)));
        return Stream.of(ids.split(Scope.SEPARATOR))
                .filter(id -> !id.isEmpty())
                .flatMap(id -> listed(ns, "flavor", id, vim, "flavorId", outputs, isOurs, isThere).stream())
                .toList();
    }

    private static List<RecordUpdate> listed(
            String ns,
            String list,
            @org.jspecify.annotations.Nullable String id,
            String vim,
            String output,
            Value.Obj outputs,
            boolean isOurs,
            boolean isThere) {
        return element(new Target.One("nsrs", ns), list, id, vim, output, outputs, isOurs, isThere);
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

    /** Which functions have a server that failed: theirs is an ERROR until all of them are there, or gone. */
    private static final class Functions {
        private final Map<String, Boolean> failed = new TreeMap<>();

        void take(At at) {
            String vnfr = at.spec().scope().get(Scope.VNFR);
            if (vnfr != null && at.spec().type().endsWith("Server")) {
                boolean isError = at.is("CreateServer") && at.task().state() == TaskState.FAILED;
                failed.merge(vnfr, isError, Boolean::logicalOr);
            }
        }

        List<RecordUpdate> updates() {
            List<RecordUpdate> updates = new ArrayList<>();
            failed.forEach((vnfr, isError) -> {
                var target = new Target.One("vnfrs", vnfr);
                updates.add(
                        isError
                                ? RecordUpdate.of(target, Map.of("status", Value.of("ERROR")))
                                : new RecordUpdate(target, Map.of(), List.of("status"), Map.of()));
            });
            return updates;
        }
    }
}
