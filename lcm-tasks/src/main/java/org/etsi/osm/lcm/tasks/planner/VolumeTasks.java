package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.tasks.catalogue.CreateServer;
import org.etsi.osm.lcm.tasks.catalogue.CreateVolume;
import org.etsi.osm.lcm.tasks.catalogue.FindVolume;
import org.etsi.osm.lcm.tasks.catalogue.Input;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.descriptor.InstantiateParameters;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.descriptor.VirtualStorage;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;
import org.jspecify.annotations.Nullable;

/**
 * The volumes of an NS: each server's own, those that the request says are there already, and those that servers share,
 * once per VIM. None goes with its server: each has a task of its own that is undone by itself.
 */
final class VolumeTasks {
    private final NetworkService service;
    private final PlanDraft draft;
    private final Preparation preparation;
    private final ImageTasks images;
    private final Map<List<String>, TaskId> found = new HashMap<>();
    private final Map<List<String>, TaskId> shared = new HashMap<>();

    /** A volume and the task that finds or creates it. */
    record Volume(TaskId task, boolean boots) {
        CreateServer.Volume asked() {
            return new CreateServer.Volume(Input.output(task, "volumeId"), boots, false);
        }
    }

    VolumeTasks(NetworkService service, PlanDraft draft, Preparation preparation, ImageTasks images) {
        this.service = service;
        this.draft = draft;
        this.preparation = preparation;
        this.images = images;
    }

    /** The volumes of an instance in the order in which it has them, the one to boot from first. */
    List<Volume> of(
            Vnf vnf,
            Vdur vdur,
            Disks disks,
            InstantiateParameters.Vdu asked,
            String server,
            Map<String, String> scope) {
        var root = disks.rootVolume();
        checkAsked(vnf, vdur, disks, asked);
        var volumes = new ArrayList<Volume>();
        var covered = new LinkedHashSet<String>();
        if (root != null) {
            var existing = asked.volumes().get(root.id());
            var task = existing == null ? create(vnf, root, images.of(vnf, vdur), server, scope) : find(vnf, existing);
            volumes.add(new Volume(task, true));
            covered.add(root.id());
        }
        for (VirtualStorage disk : disks.dataVolumes()) {
            var existing = asked.volumes().get(disk.id());
            var sharedId = sharedId(vnf, disk);
            boolean isShared = disk.isShared()
                    || vdur.sharedVolumes().contains(disk.id())
                    || vdur.sharedVolumes().contains(sharedId);
            covered.add(disk.id());
            covered.add(sharedId);
            if (existing != null) {
                volumes.add(new Volume(find(vnf, existing), false));
            } else if (isShared) {
                volumes.add(new Volume(shared(vnf, sharedId, disk), false));
            } else {
                volumes.add(new Volume(create(vnf, disk, null, server, scope), false));
            }
        }
        vdur.sharedVolumes().stream()
                .filter(id -> !covered.contains(id))
                .forEach(id -> volumes.add(new Volume(shared(vnf, id, recorded(id, vnf, vdur)), false)));
        return volumes;
    }

    private static void checkAsked(Vnf vnf, Vdur vdur, Disks disks, InstantiateParameters.Vdu asked) {
        var known = Stream.concat(Stream.ofNullable(disks.rootVolume()), disks.dataVolumes().stream())
                .map(VirtualStorage::id)
                .toList();
        for (String name : asked.volumes().keySet()) {
            if (!known.contains(name)) {
                throw PlanRefusedException.request("Expected operationParams.vnf of VNF " + vnf.index()
                        + " to name one of the persistent storages " + known + " of VDU '" + vdur.vdu()
                        + "', but found volume '" + name + "'");
            }
        }
    }

    /** As RO names them; NBI has done so already in some versions. */
    private static String sharedId(Vnf vnf, VirtualStorage disk) {
        var suffix = "-" + vnf.descriptor().name();
        return disk.id().startsWith("shared-") && disk.id().endsWith(suffix)
                ? disk.id()
                : "shared-" + disk.id() + suffix;
    }

    private VirtualStorage recorded(String id, Vnf vnf, Vdur vdur) {
        var volume = service.nsr().sharedVolumes().get(id);
        if (volume == null) {
            throw PlanRefusedException.records("Expected VDU '" + vdur.vdu() + "' of VNF " + vnf.index()
                    + " to have one of the shared volumes "
                    + service.nsr().sharedVolumes().keySet() + " of NS "
                    + service.nsr().name() + ", but found '" + id
                    + "'");
        }
        return VirtualStorage.read(volume.storage());
    }

    private TaskId shared(Vnf vnf, String id, VirtualStorage disk) {
        return shared.computeIfAbsent(List.of(vnf.vim().id(), id), key -> {
            var scope = new LinkedHashMap<String, String>();
            scope.put(Scope.VIM, vnf.vim().id());
            Stream.of(id, disk.id())
                    .filter(service.nsr().sharedVolumes()::containsKey)
                    .findFirst()
                    .ifPresent(known -> scope.put(Scope.SHARED_VOLUME, known));
            return create(vnf, disk, id, true, null, scope);
        });
    }

    private TaskId find(Vnf vnf, String id) {
        return found.computeIfAbsent(
                List.of(vnf.vim().id(), id),
                key -> draft.add(
                        FindVolume.TYPE,
                        "volume " + id,
                        new FindVolume.Parameters(vnf.vim().id(), id).toValue(),
                        List.of(),
                        Map.of(Scope.VIM, vnf.vim().id())));
    }

    private TaskId create(
            Vnf vnf, VirtualStorage disk, @Nullable TaskId image, String server, Map<String, String> scope) {
        return create(vnf, disk, server + "-" + disk.id(), false, image, scope);
    }

    private TaskId create(
            Vnf vnf,
            VirtualStorage disk,
            String name,
            boolean isShared,
            @Nullable TaskId image,
            Map<String, String> scope) {
        var size = disk.sizeGb();
        if (size == null || size < 1) {
            throw PlanRefusedException.records("Expected size-of-storage of at least 1 GB of volume '" + disk.id()
                    + "' at " + disk.where() + ", but " + (size == null ? "it isn't there" : "found " + size));
        }
        return draft.add(
                CreateVolume.TYPE,
                "volume " + name,
                new CreateVolume.Parameters(
                                vnf.vim().id(),
                                name,
                                size,
                                image == null ? null : Input.output(image, "imageId"),
                                isShared,
                                disk.keep())
                        .toValue(),
                Stream.concat(Stream.ofNullable(image), preparation.of(vnf.vim()).stream())
                        .toList(),
                scope);
    }
}
