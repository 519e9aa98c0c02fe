package org.etsi.osm.lcm.ro.vim;

import java.util.List;
import java.util.Map;

/** A size of server. {@code extraSpecs} are the asked ones; the driver adds those that carry our tags. */
public record FlavorSpec(String name, int ramMb, int vcpus, int diskGb, Map<String, String> extraSpecs)
        implements Spec {
    public FlavorSpec {
        extraSpecs = Map.copyOf(extraSpecs);
        if (ramMb < 1 || vcpus < 1 || diskGb < 0) {
            throw new IllegalArgumentException("Expected a flavor with RAM and vCPUs, but '" + name + "' has " + ramMb
                    + " MB, " + vcpus + " vCPUs, " + diskGb + " GB");
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
                .sorted(
                        Attribute.EXTRA_SPECS,
                        extraSpecs.entrySet().stream()
                                .map(spec -> spec.getKey() + "=" + spec.getValue())
                                .toList())
                .build();
    }
}
