package org.etsi.osm.lcm.tasks.descriptor;

import java.util.List;

/** A Kubernetes deployment unit of a descriptor; {@code services} are those that its chart or bundle exposes. */
public record Kdu(String name, List<Service> services) {
    public Kdu {
        services = List.copyOf(services);
    }

    /** A service, by the beginning of its name in the cluster. */
    public record Service(String name, boolean isManagement) {}

    static Kdu read(Node kdu) {
        return new Kdu(
                kdu.text("name"),
                kdu.maps("service").stream()
                        .map(service -> new Service(service.text("name"), service.isTrue("mgmt-service")))
                        .toList());
    }
}
