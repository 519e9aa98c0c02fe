package org.etsi.osm.lcm.tasks.planner;

/** What OSM deploys and this planner doesn't yet: refused by name, since to leave it out would be worse. */
final class NotYet {
    private NotYet() {}

    static void check(NetworkService service) {
        if (service.nsr().hasForwardingGraph()) {
            throw PlanRefusedException.notSupportedYet(
                    "Forwarding graphs, which NS " + service.nsr().name() + " has, are");
        }
    }
}
