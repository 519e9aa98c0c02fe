package org.etsi.osm.lcm.tasks.planner;

import java.util.Locale;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.descriptor.InstantiateParameters;
import org.etsi.osm.lcm.tasks.descriptor.Node;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;

/** What OSM deploys and this planner doesn't yet: refused by name, since to leave it out would be worse. */
final class NotYet {
    private static final String ROOT_STORAGE = "root-storage";

    private NotYet() {}

    static void check(NetworkService service, Value.Obj request) {
        if (request.text("placement-engine").isPresent()) {
            throw PlanRefusedException.notSupportedYet("Placement by a placement engine is");
        }
        var charm = service.nsd().charm();
        if (charm != null) {
            throw PlanRefusedException.notSupportedYet(
                    "NS descriptor " + service.nsd().name() + " has charm '" + charm + "': configuring an NS is");
        }
        if (service.nsr().hasForwardingGraph()) {
            throw PlanRefusedException.notSupportedYet(
                    "Forwarding graphs, which NS " + service.nsr().name() + " has, are");
        }
        service.vnfs().forEach(NotYet::check);
    }

    private static void check(Vnf vnf) {
        var who = "VNF " + vnf.index() + " (" + vnf.descriptor().name() + ")";
        if (!vnf.descriptor().environments().isEmpty()) {
            var environment = vnf.descriptor().environments().getFirst();
            throw PlanRefusedException.notSupportedYet(who + " has execution environment '" + environment.id() + "' ("
                    + environment.technology() + ") for '" + environment.owner() + "': configuring VNFs is");
        }
        if (!vnf.descriptor().kdus().isEmpty()) {
            throw PlanRefusedException.notSupportedYet(
                    who + " has KDU '" + vnf.descriptor().kdus().getFirst() + "': Kubernetes deployments are");
        }
        for (Vdur vdur : vnf.record().vdurs()) {
            if (!vdur.isPdu()) {
                check(who, vdur, vnf.asked().vdus().getOrDefault(vdur.vdu(), InstantiateParameters.Vdu.UNSAID));
            }
        }
    }

    private static void check(String who, Vdur vdur, InstantiateParameters.Vdu asked) {
        var vdu = who + " has VDU '" + vdur.vdu() + "' with ";
        for (Node storage : vdur.storages()) {
            var type = storage.textOrNull("type-of-storage");
            if (type != null && !type.toLowerCase(Locale.ROOT).endsWith(ROOT_STORAGE)) {
                throw PlanRefusedException.notSupportedYet(vdu + "a volume (" + type + "): volumes are");
            }
        }
        if (asked.hasVolumes()) {
            throw PlanRefusedException.notSupportedYet(vdu + "a volume in the request: volumes are");
        }
        if (!vdur.affinityGroups().isEmpty()) {
            throw PlanRefusedException.notSupportedYet(vdu + "an affinity group: server groups are");
        }
        for (Vdur.Interface iface : vdur.interfaces()) {
            var ofIface = asked.interfaces().get(iface.name());
            if (iface.needsFloatingIp() || (ofIface != null && ofIface.needsFloatingIp())) {
                throw PlanRefusedException.notSupportedYet(
                        vdu + "a floating IP on '" + iface.name() + "': floating IPs are");
            }
        }
    }
}
