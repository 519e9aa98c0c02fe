package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.descriptor.VirtualStorage;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;
import org.jspecify.annotations.Nullable;

/**
 * The disks of an instance of a VDU.
 *
 * @param first the one that it boots from, if it has any disk
 * @param rootVolume {@code first}, if that is a volume
 * @param dataVolumes its further volumes
 */
record Disks(
        @Nullable VirtualStorage first,
        @Nullable VirtualStorage rootVolume,
        List<VirtualStorage> dataVolumes,
        int ephemeralGb,
        int swapMb) {
    private static final int MB_PER_GB = 1024;

    static Disks of(Vnf vnf, Vdur vdur) {
        var described = ServerTasks.descriptorOf(vnf, vdur).storages();
        var all = vdur.storages().isEmpty() ? described(vnf, vdur, described) : recorded(vdur);
        var boot = described.isEmpty()
                ? all.stream().findFirst()
                : all.stream()
                        .filter(disk -> disk.id().equals(described.getFirst()))
                        .findFirst();
        var root = boot.filter(disk -> disk.type() == VirtualStorage.Type.PERSISTENT);
        var data = new ArrayList<>(all.stream()
                .filter(disk -> disk.type() == VirtualStorage.Type.PERSISTENT)
                .toList());
        root.ifPresent(data::remove);
        return new Disks(
                boot.orElse(null),
                root.orElse(null),
                data,
                sum(all, VirtualStorage.Type.EPHEMERAL),
                sum(all, VirtualStorage.Type.SWAP) * MB_PER_GB);
    }

    private static List<VirtualStorage> recorded(Vdur vdur) {
        return vdur.storages().stream().map(VirtualStorage::read).toList();
    }

    /** Records of old have no disks: they are in the descriptor. */
    private static List<VirtualStorage> described(Vnf vnf, Vdur vdur, List<String> ids) {
        var known = vnf.descriptor().storages();
        var found = new ArrayList<VirtualStorage>();
        for (String id : ids) {
            var storage = known.get(id);
            if (storage == null) {
                throw PlanRefusedException.records("Expected VDU '" + vdur.vdu() + "' to have one of the storages "
                        + known.keySet() + " of vnfd " + vnf.descriptor().name() + ", but found '" + id + "'");
            }
            found.add(storage);
        }
        return found;
    }

    private static int sum(List<VirtualStorage> all, VirtualStorage.Type type) {
        long sum = 0;
        for (VirtualStorage disk : all) {
            var size = disk.type() == type ? disk.sizeGb() : null;
            sum += size == null ? 0 : size;
        }
        if (sum > Integer.MAX_VALUE / MB_PER_GB) {
            throw PlanRefusedException.records(
                    "Expected disks of type " + type + " of at most " + Integer.MAX_VALUE / MB_PER_GB
                            + " GB, but found " + sum + " at " + all.getFirst().where());
        }
        return (int) sum;
    }
}
