package org.etsi.osm.lcm.tasks.descriptor;

import org.jspecify.annotations.Nullable;

/** Where in the physical network a link is to be. */
public record ProviderNetwork(
        @Nullable String networkType,
        @Nullable String physicalNetwork,
        @Nullable Integer segmentationId) {

    static @Nullable ProviderNetwork read(Node link) {
        var node = link.find("provider-network").orElse(null);
        return node == null
                ? null
                : new ProviderNetwork(
                        node.textOrNull("network-type"),
                        node.textOrNull("physical-network"),
                        node.count("segmentation-id", 0).orElse(null));
    }
}
