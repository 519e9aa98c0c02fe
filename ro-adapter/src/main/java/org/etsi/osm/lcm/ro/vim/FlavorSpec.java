package org.etsi.osm.lcm.ro.vim;

import java.util.List;
import java.util.Map;

/** A size of server. {@code extraSpecs} are the asked ones; the driver adds those that carry our tags. */
public record FlavorSpec(
        String name, int ramMb, int vcpus, int diskGb, int ephemeralGb, int swapMb, Map<String, String> extraSpecs)
        implements Spec {
    /** One with a root disk only. */
    public FlavorSpec(String name, int ramMb, int vcpus, int diskGb, Map<String, String> extraSpecs) {
        this(name, ramMb, vcpus, diskGb, 0, 0, extraSpecs);
    }

    public FlavorSpec {
        extraSpecs = Map.copyOf(extraSpecs);
        if (ramMb < 1 || vcpus < 1 || diskGb < 0 || ephemeralGb < 0 || swapMb < 0) {
            throw new IllegalArgumentException("Expected a flavor with RAM and vCPUs, but '" + name + "' has " + ramMb
                    + " MB, " + vcpus + " vCPUs, " + diskGb + " GB, " + ephemeralGb + " GB, " + swapMb + " MB");
        }
    }

    @Override
    public Kind kind() {
        return Kind.FLAVOR;
    }

    @Override
    public Map<Attribute, List<String>> attributes() {
        return new Attribute.Builder()
                .with(Attribute.RAM_MB, ramMb)
                .with(Attribute.VCPUS, vcpus)
                .with(Attribute.DISK_GB, diskGb)
                .with(Attribute.EPHEMERAL_GB, ephemeralGb == 0 ? null : ephemeralGb)
                .with(Attribute.SWAP_MB, swapMb == 0 ? null : swapMb)
                .sorted(
                        Attribute.EXTRA_SPECS,
                        extraSpecs.entrySet().stream()
                                .map(spec -> spec.getKey() + "=" + spec.getValue())
                                .toList())
                .build();
    }
}
