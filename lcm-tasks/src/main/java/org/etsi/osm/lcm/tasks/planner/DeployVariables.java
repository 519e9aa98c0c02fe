package org.etsi.osm.lcm.tasks.planner;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.Input;
import org.etsi.osm.lcm.tasks.descriptor.Kdu;
import org.etsi.osm.lcm.tasks.descriptor.Kdur;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;

/**
 * What parameters of an element's primitives may refer to by {@code <name>}: the operator's parameters,
 * {@code rw_mgmt_ip} and the block {@code OSM}. Addresses of servers to come are references to outputs of their tasks.
 */
final class DeployVariables {
    static final String ADDRESS = "rw_mgmt_ip";

    private final NetworkService service;
    private final PlannedServers servers;
    private final KduTasks kdus;

    DeployVariables(NetworkService service, PlannedServers servers, KduTasks kdus) {
        this.service = service;
        this.servers = servers;
        this.kdus = kdus;
    }

    Value.Obj of(Element element) {
        var variables = new LinkedHashMap<String, Value>();
        switch (element) {
            case Element.OfNs ns -> {
                var vim = service.vim();
                variables.put("OSM", vim == null ? Value.Obj.EMPTY : Value.Obj.EMPTY.with("vim_account_id", vim.id()));
                variables.putAll(service.nsr().additionalParams().fields());
            }
            case Element.OfVnf(var vnf) -> {
                variables.putAll(vnf.record().additionalParams().fields());
                variables.putIfAbsent("OSM", OsmVariables.osm(vnf, null, new Planned(vnf)));
            }
            case Element.OfVdu(var vnf, var vdur) -> {
                variables.putAll(vnf.record().additionalParams().fields());
                variables.putAll(vdur.additionalParams().fields());
                variables.put("OSM", OsmVariables.osm(vnf, vdur, new Planned(vnf)));
            }
            case Element.OfKdu(var vnf, var kdur) -> {
                variables.put("OSM", OsmVariables.osm(vnf, null, new Planned(vnf)));
                variables.putAll(kdur.additionalParams().fields());
            }
        }
        variables.put(ADDRESS, managementOf(element).address());
        return new Value.Obj(variables);
    }

    Management managementOf(Element element) {
        return switch (element) {
            case Element.OfNs ns -> Management.NONE;
            case Element.OfKdu(var vnf, var kdur) -> ofKdu(vnf, kdur);
            case Element.OfVdu(var vnf, var vdur) -> ofVdu(vnf, vdur);
            case Element.OfVnf(var vnf) -> ofVnf(vnf).orElseThrow(() -> unmanageable(vnf));
        };
    }

    /** None of a KDU without a management service: it has no address of its own. */
    private Management ofKdu(Vnf vnf, Kdur kdur) {
        var kdu = vnf.descriptor().kdus().get(kdur.name());
        if (kdu == null || kdu.services().stream().noneMatch(Kdu.Service::isManagement)) {
            return Management.NONE;
        }
        return kdus.of(vnf, kdur)
                .map(task -> new Management(Input.output(task, "address").toValue(), null))
                .orElse(Management.NONE);
    }

    private Management ofVdu(Vnf vnf, Vdur vdur) {
        return servers.of(vnf, vdur)
                .map(server -> new Management(address(server.management()), server))
                .orElseGet(() -> new Management(OsmVariables.RECORDED.of(vdur), null));
    }

    /**
     * By the interface that NBI marked; records of old have no marks, but the descriptor names the connection point.
     */
    private Optional<Management> ofVnf(Vnf vnf) {
        var record = vnf.record();
        if (record.vdurs().isEmpty()) {
            return Optional.of(Management.NONE);
        }
        var marked = servers.managing(vnf);
        if (marked.isPresent()) {
            return Optional.of(new Management(address(marked.get().vnfManagement()), marked.get()));
        }
        var point = vnf.descriptor().managementPoint();
        for (PlannedServer server : servers.of(vnf)) {
            for (PlannedServer.Interface iface : server.interfaces()) {
                if (point != null && point.equals(iface.record().externalPoint())) {
                    return Optional.of(new Management(iface.address().toValue(), server));
                }
            }
        }
        return record.vdurs().stream().anyMatch(Vdur::isPdu)
                ? Optional.of(new Management(OsmVariables.RECORDED.of(vnf), null))
                : Optional.empty();
    }

    private static PlanRefusedException unmanageable(Vnf vnf) {
        var point = vnf.descriptor().managementPoint();
        return PlanRefusedException.records("Expected mgmt-cp of vnfd "
                + vnf.descriptor().name() + " to be the connection point of one of its VDUs, but found "
                + (point == null ? "none" : "'" + point + "'") + ": VNF " + vnf.index() + " can't be configured");
    }

    private static Value address(Optional<PlannedServer.Interface> iface) {
        return iface.map(PlannedServer.Interface::address).map(Input::toValue).orElseGet(Value.Nil::new);
    }

    /** What {@link #ADDRESS} can't do without is null in the block {@code OSM} where a port has no address. */
    private static Value orNull(Value address) {
        return address instanceof Value.Ref(var task, var pointer) && pointer.equals("/ips/0")
                ? Input.output(task, "address").toValue()
                : address;
    }

    /** Outputs of the tasks that create what the addresses belong to; what the record says of a PDU. */
    private final class Planned implements OsmVariables.Addresses {
        private final Vnf vnf;

        Planned(Vnf vnf) {
            this.vnf = vnf;
        }

        @Override
        public Value of(Vnf whole) {
            return orNull(ofVnf(whole).orElse(Management.NONE).address());
        }

        @Override
        public Value of(Vdur vdur) {
            return orNull(ofVdu(vnf, vdur).address());
        }

        @Override
        public Value of(Vdur vdur, Vdur.Interface iface) {
            return planned(vdur, iface)
                    .map(found -> orNull(found.address().toValue()))
                    .orElseGet(() -> OsmVariables.RECORDED.of(vdur, iface));
        }

        @Override
        public Value macOf(Vdur vdur, Vdur.Interface iface) {
            return planned(vdur, iface)
                    .map(found -> found.mac().toValue())
                    .orElseGet(() -> OsmVariables.RECORDED.macOf(vdur, iface));
        }

        private Optional<PlannedServer.Interface> planned(Vdur vdur, Vdur.Interface iface) {
            return servers.of(vnf, vdur).flatMap(server -> server.named(iface.name()));
        }
    }
}
