package org.etsi.osm.lcm.ro.vim;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A virtual machine on ports that exist already. {@code imageId} is null when the first volume is the one to boot from.
 * {@code userData} is cloud-init text as written (the driver encodes it) and can't be read back, so it isn't compared.
 */
public record ServerSpec(
        String name,
        @Nullable String imageId,
        String flavorId,
        List<String> portIds,
        @Nullable String userData,
        boolean configDrive,
        @Nullable String availabilityZone,
        @Nullable String keypair,
        List<String> serverGroupIds,
        List<BlockDevice> blockDevices)
        implements Spec {
    public ServerSpec {
        portIds = List.copyOf(portIds);
        serverGroupIds = List.copyOf(serverGroupIds);
        blockDevices = List.copyOf(blockDevices);
        if (imageId == null && blockDevices.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected an image or a volume to boot from, but server '" + name + "' has neither");
        }
    }

    /** A server that boots from an image, with nothing special. */
    public static ServerSpec of(String name, String imageId, String flavorId, List<String> portIds) {
        return new ServerSpec(name, imageId, flavorId, portIds, null, false, null, null, List.of(), List.of());
    }

    @Override
    public Kind kind() {
        return Kind.SERVER;
    }

    @Override
    public Map<Attribute, List<String>> attributes() {
        return new Attribute.Builder()
                .with(Attribute.IMAGE_ID, imageId)
                .with(Attribute.FLAVOR_ID, flavorId)
                .ordered(Attribute.PORT_IDS, portIds)
                .with(Attribute.CONFIG_DRIVE, configDrive)
                .with(Attribute.AVAILABILITY_ZONE, availabilityZone)
                .with(Attribute.KEYPAIR, keypair)
                .sorted(Attribute.SERVER_GROUP_IDS, serverGroupIds)
                .ordered(
                        Attribute.VOLUME_IDS,
                        blockDevices.stream().map(BlockDevice::volumeId).toList())
                .ordered(
                        Attribute.VOLUMES_DELETED_WITH_SERVER,
                        blockDevices.stream()
                                .filter(BlockDevice::deleteWithServer)
                                .map(BlockDevice::volumeId)
                                .toList())
                .build();
    }

    /** A volume to attach at boot, in the order of the list. */
    public record BlockDevice(String volumeId, boolean deleteWithServer) {}
}
