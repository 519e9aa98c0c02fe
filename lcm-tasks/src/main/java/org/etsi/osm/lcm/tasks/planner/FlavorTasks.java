package org.etsi.osm.lcm.tasks.planner;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.tasks.catalogue.EnsureFlavor;
import org.etsi.osm.lcm.tasks.catalogue.FindFlavor;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.descriptor.InstantiateParameters;
import org.etsi.osm.lcm.tasks.descriptor.Node;
import org.etsi.osm.lcm.tasks.descriptor.Nsr;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;
import org.jspecify.annotations.Nullable;

/** The flavors of an NS: one per size and VIM. */
final class FlavorTasks {
    private final NetworkService service;
    private final PlanDraft draft;
    private final Preparation preparation;
    private final Map<List<Object>, TaskId> planned = new HashMap<>();

    /** Elements of the record's {@code flavor} that are the same for the VIM: one task is about all of them. */
    private final Map<List<Object>, Set<String>> elements = new HashMap<>();

    FlavorTasks(NetworkService service, PlanDraft draft, Preparation preparation) {
        this.service = service;
        this.draft = draft;
        this.preparation = preparation;
        service.vnfs().forEach(this::addElements);
    }

    /** The task that finds or creates the flavor of an instance. */
    TaskId of(Vnf vnf, Vdur vdur, InstantiateParameters.Vdu asked) {
        var key = key(vnf, vdur, asked);
        return planned.computeIfAbsent(
                key,
                k -> isNamed(asked)
                        ? draft.add(
                                FindFlavor.TYPE,
                                "flavor " + (asked.flavorName() == null ? asked.flavorId() : asked.flavorName()),
                                named(vnf, asked).toValue(),
                                List.of(),
                                scope(vnf, key))
                        : ensure(vnf, size(vnf, vdur), key));
    }

    private TaskId ensure(Vnf vnf, EnsureFlavor.Parameters size, List<Object> key) {
        return draft.add(
                EnsureFlavor.TYPE, "flavor " + size.name(), size.toValue(), preparation.of(vnf.vim()), scope(vnf, key));
    }

    /** What two instances have in common that need only one flavor. */
    private List<Object> key(Vnf vnf, Vdur vdur, InstantiateParameters.Vdu asked) {
        if (isNamed(asked)) {
            return List.of(named(vnf, asked));
        }
        var size = size(vnf, vdur);
        return List.of(
                size.vim(),
                size.ramMb(),
                size.vcpus(),
                size.diskGb(),
                size.ephemeralGb(),
                size.swapMb(),
                size.extraSpecs());
    }

    private static boolean isNamed(InstantiateParameters.Vdu asked) {
        return asked.flavorId() != null || asked.flavorName() != null;
    }

    private static FindFlavor.Parameters named(Vnf vnf, InstantiateParameters.Vdu asked) {
        return new FindFlavor.Parameters(
                vnf.vim().id(), asked.flavorId(), asked.flavorId() == null ? asked.flavorName() : null);
    }

    private Map<String, String> scope(Vnf vnf, List<Object> key) {
        var scope = new LinkedHashMap<String, String>();
        scope.put(Scope.VIM, vnf.vim().id());
        var ids = elements.getOrDefault(key, Set.of());
        if (!ids.isEmpty()) {
            scope.put(Scope.FLAVOR, String.join(Scope.SEPARATOR, ids));
        }
        return scope;
    }

    private void addElements(Vnf vnf) {
        for (Vdur vdur : vnf.record().vdurs()) {
            var id = vdur.flavor();
            if (id == null || vdur.isPdu() || vdur.isLeaving()) {
                continue;
            }
            var asked = vnf.asked().vdus().getOrDefault(vdur.vdu(), InstantiateParameters.Vdu.UNSAID);
            try {
                elements.computeIfAbsent(key(vnf, vdur, asked), k -> new LinkedHashSet<>())
                        .add(id);
            } catch (PlanRefusedException toldInItsTurn) {
                // When it is planned itself: so the first mistake is told first.
            }
        }
    }

    private EnsureFlavor.Parameters size(Vnf vnf, Vdur vdur) {
        var id = vdur.flavor();
        if (id == null || service.nsr().flavors().isEmpty()) {
            return described(vnf, vdur);
        }
        var flavor = service.nsr().flavors().get(id);
        if (flavor == null) {
            throw PlanRefusedException.records("Expected VDU '" + vdur.vdu() + "' of VNF " + vnf.index()
                    + " to have one of the flavors " + service.nsr().flavors().keySet() + " of NS "
                    + service.nsr().name() + ", but found '" + id + "'");
        }
        return parameters(vnf, vdur, flavor);
    }

    private EnsureFlavor.Parameters parameters(Vnf vnf, Vdur vdur, Nsr.Flavor flavor) {
        var name = flavor.name();
        var disks = Disks.of(vnf, vdur);
        var disk = flavor.storageGb();
        return new EnsureFlavor.Parameters(
                vnf.vim().id(),
                name == null ? vdur.vdu() + "-" + vnf.index() + "-flv" : name,
                present(flavor.memoryMb(), "memory", vnf, vdur),
                present(flavor.vcpus(), "virtual CPUs", vnf, vdur),
                disk == null || disks.rootVolume() != null ? 0 : disk,
                disks.ephemeralGb(),
                disks.swapMb(),
                extraSpecs(flavor.guestEpa(), vnf, vdur));
    }

    /** Records of old have no flavors: the size is in the descriptor. */
    private static EnsureFlavor.Parameters described(Vnf vnf, Vdur vdur) {
        var vdu = ServerTasks.descriptorOf(vnf, vdur);
        var compute = vdu.compute() == null ? null : vnf.descriptor().computes().get(vdu.compute());
        if (compute == null) {
            throw PlanRefusedException.records("Expected VDU '" + vdur.vdu() + "' to have one of the computes "
                    + vnf.descriptor().computes().keySet() + " of vnfd "
                    + vnf.descriptor().name() + ", but found '"
                    + vdu.compute() + "'");
        }
        var disks = Disks.of(vnf, vdur);
        var first = disks.first();
        var disk = first == null || disks.rootVolume() != null ? null : first.sizeGb();
        return new EnsureFlavor.Parameters(
                vnf.vim().id(),
                vdur.vdu() + "-" + vnf.index() + "-flv",
                present(compute.memoryMb(), "memory", vnf, vdur),
                present(compute.vcpus(), "virtual CPUs", vnf, vdur),
                disk == null ? 0 : disk,
                disks.ephemeralGb(),
                disks.swapMb(),
                Map.of());
    }

    private static int present(@Nullable Integer size, String what, Vnf vnf, Vdur vdur) {
        if (size == null) {
            throw PlanRefusedException.records("Expected the size of VDU '" + vdur.vdu() + "' of VNF " + vnf.index()
                    + " to say its " + what + ", but it doesn't");
        }
        return size;
    }

    private static Map<String, String> extraSpecs(Node epa, Vnf vnf, Vdur vdur) {
        var specs = new TreeMap<String, String>();
        for (String name : epa.fields().keySet()) {
            switch (name) {
                case "cpu-pinning-policy" -> specs.put("hw:cpu_policy", lower(epa, name));
                case "cpu-thread-pinning-policy" -> specs.put("hw:cpu_thread_policy", lower(epa, name));
                case "mempage-size" -> specs.put("hw:mem_page_size", pageSize(epa, name));
                default ->
                    throw PlanRefusedException.notSupportedYet("VNF " + vnf.index() + " has VDU '" + vdur.vdu()
                            + "' with '" + name + "': this platform awareness is");
            }
        }
        return specs;
    }

    private static String lower(Node epa, String name) {
        return epa.text(name).toLowerCase(Locale.ROOT);
    }

    private static String pageSize(Node epa, String name) {
        return switch (epa.text(name)) {
            case "LARGE" -> "large";
            case "SMALL" -> "small";
            case "PREFER_LARGE" -> "any";
            case "SIZE_2MB" -> "2MB";
            case "SIZE_1GB" -> "1GB";
            default -> throw epa.get(name).expected("LARGE, SMALL, PREFER_LARGE, SIZE_2MB or SIZE_1GB");
        };
    }
}
