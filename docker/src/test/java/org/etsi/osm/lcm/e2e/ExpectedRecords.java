package org.etsi.osm.lcm.e2e;

import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.e2e.ExpectedDocument.Rule;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;

/**
 * What OSM's records say at the end of an operation (contracts, sections 2.2 to 2.4), each made of what NBI has written
 * and of what there is at the VIM. Times begin with the test.
 */
final class ExpectedRecords {
    private static final Value NIL = new Value.Nil();

    private final String vim;
    private final long since;

    /** @param since epoch milliseconds */
    ExpectedRecords(String vim, long since) {
        this.vim = vim;
        this.since = since;
    }

    /** An operation that has reached its end. */
    ExpectedDocument completed(Value.Obj asked) {
        return marked(ExpectedDocument.of(asked), Nbi.id(asked))
                .with("/operationState", "COMPLETED")
                .with("/statusEnteredTime", Rule.since(since))
                .with("/queuePosition", 0)
                .with("/stage", "")
                .with("/detailed-status", "Done")
                .with("/errorMessage", "")
                .with("/isCancelPending", false)
                .with("/_admin/worker", "lcm-java");
    }

    /** Our own mark, by which a late writer is told from the last one. */
    private ExpectedDocument marked(ExpectedDocument document, String operation) {
        return document.with("/_admin/modified", Rule.since(since))
                .with("/_admin/lcm/installation", Rule.text("[0-9a-f-]+"))
                .with("/_admin/lcm/epoch", Rule.whole())
                .with("/_admin/lcm/operation", operation)
                .with("/_admin/lcm/revision", Rule.whole());
    }

    /** An NS with nothing going on, {@code last} having ended well. */
    private ExpectedDocument idle(Value.Obj before, String last, String admin) {
        return marked(ExpectedDocument.of(before), last)
                .with("/currentOperation", "IDLE")
                .with("/currentOperationID", null)
                .with("/detailed-status", "Done")
                .with("/errorDescription", null)
                .with("/errorDetail", null)
                .with("/_admin/nsState", admin)
                .with("/_admin/current-operation", null)
                .with("/_admin/nslcmop", null)
                .with("/_admin/operation-type", null);
    }

    /** With nothing configured; what is has to be added. */
    ExpectedDocument ready(Value.Obj before, String last) {
        return idle(before, last, "INSTANTIATED")
                .with("/configurationStatus", List.of())
                .with("/_admin/deployed/VCA", List.of())
                .with("/_admin/deployed/K8s", List.of())
                .with("/_admin/deployed/RO/vnfd", List.of())
                .with("/_admin/deployed/RO/operational-status", "running")
                .with("/nsState", "READY")
                .with("/operational-status", "running")
                .with("/config-status", "configured");
    }

    ExpectedDocument terminated(Value.Obj before, String last) {
        return idle(before, last, "NOT_INSTANTIATED")
                .with("/nsState", "NOT_INSTANTIATED")
                .with("/vcaStatus", null)
                .with("/_admin/deployed/RO/nsr_status", "DELETED")
                .with("/operational-status", "terminated")
                .with("/config-status", "terminated");
    }

    /** An element of a list in which something is named that is at the VIM, such as {@code /vld/0}. */
    ExpectedDocument at(ExpectedDocument document, String element, Resource resource, boolean created) {
        return document.with(element + "/vim_info", Value.Obj.EMPTY.with("vim:" + vim, info(resource, created)));
    }

    private static Value.Obj info(Resource resource, boolean created) {
        return Value.Obj.EMPTY
                .with("vim_id", resource.id())
                .with("vim_name", resource.name())
                .with("vim_status", "ACTIVE")
                .with("vim_details", NIL)
                .with("vim_message", NIL)
                .with("created", created);
    }

    /** A VNF of one server whose first interface is the one to manage it by. */
    ExpectedDocument withServer(Value.Obj before, Resource server, List<Resource> ports) {
        String account = "/vdur/0/vim_info/vim:" + vim;
        String address = ip(ports.getFirst());
        ExpectedDocument document = ExpectedDocument.of(before)
                .with("/_admin/modified", Rule.since(since))
                .with("/_admin/nsState", "INSTANTIATED")
                .with("/vim-account-id", vim)
                .with("/ip-address", address)
                .with("/vdur/0/ip-address", address)
                .with("/vdur/0/name", server.name())
                .with("/vdur/0/vim-id", server.id())
                .with("/vdur/0/status", "ACTIVE")
                .with(account, info(server, true));
        for (int i = 0; i < ports.size(); i++) {
            Resource port = ports.get(i);
            String mac = port.value(Attribute.MAC).orElseThrow();
            Value.Obj made = Value.Obj.EMPTY
                    .with("vim_interface_id", port.id())
                    .with("vim_net_id", port.value(Attribute.NETWORK_ID).orElseThrow())
                    .with("mac_address", mac)
                    .with("ip_address", ip(port))
                    .with("compute_node", NIL)
                    .with("pci", NIL)
                    .with("vlan", NIL);
            document = document.with("/vdur/0/interfaces/%d/ip-address".formatted(i), ip(port))
                    .with("/vdur/0/interfaces/%d/mac-address".formatted(i), mac)
                    .with(account + "/created_items/port:" + port.id(), true)
                    .with(account + "/interfaces/" + i, made)
                    .with(account + "/interfaces_backup/" + i, made);
        }
        return document;
    }

    /** A VNF of which nothing else has changed. */
    ExpectedDocument touched(Value.Obj before, String state) {
        return ExpectedDocument.of(before)
                .with("/_admin/modified", Rule.since(since))
                .with("/_admin/nsState", state);
    }

    /** A proxy charm that has been configured, but for the element that it is of, and its key. */
    static Value.Obj environment(String id) {
        String[] parts = id.split("\\.", -1);
        return Value.Obj.EMPTY
                .with("vdu_id", NIL)
                .with("kdu_name", NIL)
                .with("vdu_count_index", 0)
                .with("vdu_name", NIL)
                .with("vnfd_id", "hackfest_proxycharm-vnf")
                .with("type", "lxc_proxy_charm")
                .with("ee_descriptor_id", "simple-ee")
                .with("charm_name", "simple")
                .with("operational-status", "init")
                .with("detailed-status", "")
                .with("step", "initial-deploy")
                .with("status", "completed")
                .with("ee_id", id)
                .with("model", parts[0])
                .with("application", parts[1])
                .with("vca-id", NIL)
                .with("config_sw_installed", true)
                .with("needed_terminate", false);
    }

    /** A VNF whose only server is gone. */
    ExpectedDocument withoutServer(Value.Obj before) {
        return touched(before, "NOT_INSTANTIATED")
                .with("/vdur/0/status", "DELETED")
                .without("/vdur/0/vim-id")
                .with("/vdur/0/vim_info", Value.Obj.EMPTY);
    }

    private static String ip(Resource port) {
        return String.join(";", port.values(Attribute.FIXED_IPS));
    }

    static Resource one(List<Resource> resources, Kind kind) {
        return resources.stream()
                .filter(resource -> resource.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
