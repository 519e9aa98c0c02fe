package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;

/** The servers of a plan in the order in which they were planned, for the planners that configure them. */
final class PlannedServers {
    private final List<PlannedServer> all = new ArrayList<>();

    void add(PlannedServer server) {
        all.add(server);
    }

    List<PlannedServer> all() {
        return List.copyOf(all);
    }

    List<PlannedServer> of(Vnf vnf) {
        return all.stream()
                .filter(server -> server.vnf().record().id().equals(vnf.record().id()))
                .toList();
    }

    /** None for an instance that gets no server: a PDU, or one that is leaving. */
    Optional<PlannedServer> of(Vnf vnf, Vdur vdur) {
        return of(vnf).stream()
                .filter(server -> server.vdur().id().equals(vdur.id()))
                .findFirst();
    }

    /** The server by which a VNF is managed: the first with an interface that is marked so. */
    Optional<PlannedServer> managing(Vnf vnf) {
        return of(vnf).stream()
                .filter(server -> server.vnfManagement().isPresent())
                .findFirst();
    }
}
