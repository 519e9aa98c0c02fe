package org.etsi.osm.lcm.ro.vim;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block device; with {@code imageId} one that a server can boot from.
 *
 * @param keep it is marked so that it is released, not deleted, when its NS ends
 */
public record VolumeSpec(
        String name,
        int sizeGb,
        @Nullable String imageId,
        @Nullable String volumeType,
        @Nullable String availabilityZone,
        boolean multiAttach,
        boolean keep)
        implements Spec {
    public VolumeSpec {
        if (sizeGb < 1) {
            throw new IllegalArgumentException(
                    "Expected a volume of at least 1 GB, but '" + name + "' asks for " + sizeGb);
        }
    }

    @Override
    public Kind kind() {
        return Kind.VOLUME;
    }

    @Override
    public Map<Attribute, List<String>> attributes() {
        return new Attribute.Builder()
                .with(Attribute.SIZE_GB, sizeGb)
                .with(Attribute.IMAGE_ID, imageId)
                .with(Attribute.VOLUME_TYPE, volumeType)
                .with(Attribute.AVAILABILITY_ZONE, availabilityZone)
                .with(Attribute.MULTI_ATTACH, multiAttach)
                .with(Attribute.KEEP, keep ? true : null)
                .build();
    }
}
