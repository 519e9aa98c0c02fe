package org.etsi.osm.lcm.tasks.planner;

import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;

/** What OSM deploys and this planner doesn't yet: refused by name, since to leave it out would be worse. */
final class NotYet {
    private NotYet() {}

    static void check(NetworkService service) {
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
    }
}
