package org.etsi.osm.lcm.ro.task;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.ServerSpec;
import org.etsi.osm.lcm.ro.vim.Spec;
import org.etsi.osm.lcm.tasks.catalogue.CreateServer;
import org.etsi.osm.lcm.tasks.catalogue.Input;

/** How a server is created: what is asked of the VIM, what must be there before, and what comes of it. */
final class Servers {
    private Servers() {}

    static TaskHandler handler(VimCalls vim) {
        return new CreatingHandler(vim, Kind.SERVER, Servers::spec, Servers::outputs, Servers::missing);
    }

    private static Spec spec(Value.Obj given) {
        var asked = CreateServer.Parameters.from(given);
        var image = asked.imageId();
        boolean bootsFromVolume = asked.volumes().stream().anyMatch(CreateServer.Volume::boot);
        return new ServerSpec(
                asked.name(),
                image == null || bootsFromVolume ? null : image.text(),
                asked.flavorId().text(),
                asked.portIds().stream().map(Input::text).toList(),
                asked.userData(),
                asked.configDrive(),
                asked.availabilityZone(),
                null,
                asked.serverGroupIds().stream().map(Input::text).toList(),
                // The sort is stable: the one to boot from comes first, the others stay in their order.
                asked.volumes().stream()
                        .sorted(Comparator.comparing(volume -> !volume.boot()))
                        .map(volume ->
                                new ServerSpec.BlockDevice(volume.volumeId().text(), volume.deleteWithServer()))
                        .toList());
    }

    private static Value.Obj outputs(VimCalls calls, String account, Resource made) {
        var interfaces = made.values(Attribute.PORT_IDS).stream()
                .map(id -> calls.get(account, Kind.PORT, id)
                        .map(Servers::anInterface)
                        .orElseGet(() -> new CreateServer.Interface(id, "", "", List.of())))
                .toList();
        return new CreateServer.Outputs(made.id(), made.name(), interfaces, null).toValue();
    }

    private static CreateServer.Interface anInterface(Resource port) {
        return new CreateServer.Interface(
                port.id(),
                RoTasks.first(port, Attribute.NETWORK_ID),
                RoTasks.first(port, Attribute.MAC),
                port.values(Attribute.FIXED_IPS));
    }

    private static Optional<Failure> missing(VimCalls calls, String account, Spec spec) {
        if (!(spec instanceof ServerSpec asked)) {
            return Optional.empty();
        }
        // Streams are lazy: nothing is asked of the VIM beyond the first that is missing.
        return Stream.of(
                        Stream.ofNullable(asked.imageId()).map(id -> calls.missing(account, Kind.IMAGE, id)),
                        Stream.of(asked.flavorId()).map(id -> calls.missing(account, Kind.FLAVOR, id)),
                        asked.serverGroupIds().stream().map(id -> calls.missing(account, Kind.SERVER_GROUP, id)),
                        asked.portIds().stream().map(id -> unfree(calls, account, Kind.PORT, id)),
                        asked.blockDevices().stream()
                                .map(device -> unfree(calls, account, Kind.VOLUME, device.volumeId())))
                .flatMap(all -> all)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Why a port or a volume can't be had: it isn't there, or somebody has it who doesn't share. */
    private static Optional<Failure> unfree(VimCalls calls, String account, Kind kind, String id) {
        var found = calls.get(account, kind, id);
        String what = kind.name().toLowerCase(Locale.ROOT) + " " + id;
        if (found.isEmpty()) {
            return CreatingHandler.absent(what);
        }
        boolean isShared = "true".equals(RoTasks.first(found.get(), Attribute.MULTI_ATTACH));
        return found.get()
                .value(Attribute.SERVER_IDS)
                .filter(server -> !isShared)
                .map(server -> Failure.retryable(
                        "PRECONDITION", "Expected " + what + " to be free, but server " + server + " has it"));
    }
}
