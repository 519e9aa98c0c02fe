package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.tasks.catalogue.Input;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;
import org.jspecify.annotations.Nullable;

/**
 * A server of a plan, as later tasks of the same plan refer to it. Whoever takes one of its inputs depends on
 * {@link #ready}.
 *
 * @param server the task that creates it, which depends on all its ports
 * @param interfaces those that are connected, in the order of its ports
 */
record PlannedServer(Vnf vnf, Vdur vdur, TaskId server, List<Interface> interfaces) {

    PlannedServer {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * A connected interface.
     *
     * @param port the task that creates its port
     * @param floatingIp the task that gives it a public address, if one does
     */
    record Interface(
            Vdur.Interface record, TaskId port, @Nullable TaskId floatingIp) {
        /** Where it is reached from outside: its public address, or else the first of its own. */
        Input address() {
            var publicly = floatingIp;
            return publicly == null ? ownAddress() : Input.output(publicly, "address");
        }

        /** The first address of its port. */
        Input ownAddress() {
            return Input.output(port, "ips/0");
        }

        Input mac() {
            return Input.output(port, "mac");
        }
    }

    Input id() {
        return Input.output(server, "serverId");
    }

    /** The tasks after which it is active and has all its addresses. */
    List<TaskId> ready() {
        var tasks = new ArrayList<TaskId>(List.of(server));
        for (Interface iface : interfaces) {
            var publicly = iface.floatingIp();
            if (publicly != null) {
                tasks.add(publicly);
            }
        }
        return tasks;
    }

    Optional<Interface> named(String name) {
        return first(iface -> iface.record().name().equals(name));
    }

    /** The interface by which the server is managed: the one marked so, or else the VNF's, or else the first. */
    Optional<Interface> management() {
        return first(iface -> iface.record().isVduManagement())
                .or(this::vnfManagement)
                .or(() -> first(iface -> true));
    }

    /** The interface by which its VNF is managed, if this server has it. */
    Optional<Interface> vnfManagement() {
        return first(iface -> iface.record().isVnfManagement());
    }

    private Optional<Interface> first(Predicate<Interface> wanted) {
        return interfaces.stream().filter(wanted).findFirst();
    }
}
