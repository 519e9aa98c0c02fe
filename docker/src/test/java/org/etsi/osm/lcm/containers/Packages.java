package org.etsi.osm.lcm.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.cli.Catalog;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.demo.Samples;
import org.etsi.osm.lcm.kafka.wire.Fixtures;

/** The packages whose services are interrupted: our sample, and OSM's own where the fixtures are. */
final class Packages {
    private Packages() {}

    /** Stores them; gives the NSDs of which there is to be an NS each. */
    static List<String> onboard(Catalog catalog) {
        Samples.onboard(catalog);
        List<String> nsds = new ArrayList<>(List.of("sample-ns", "sample-ns"));
        if (Fixtures.present()) {
            onboardOsms(catalog);
            nsds.addAll(List.of("hackfest_proxycharm-ns", "openldap_ns"));
        }
        return nsds;
    }

    private static void onboardOsms(Catalog catalog) {
        Path packages = Fixtures.folder().resolve("packages");
        Path vnf = packages.resolve("hackfest_proxycharm_vnf");
        String descriptor = "hackfest_proxycharm_vnfd.yaml";
        try {
            catalog.onboard(
                    "hackfest_proxycharm_vnf",
                    descriptor,
                    Files.readAllBytes(vnf.resolve(descriptor)),
                    Map.of("cloud_init/cloud-config.txt", Files.readAllBytes(vnf.resolve("cloud-config.txt"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String name : List.of("openldap_knf", "hackfest_proxycharm_ns", "openldap_ns")) {
            catalog.onboard(packages.resolve(name));
        }
    }

    /** What OSM's packages ask of an instantiation: the network that is there already. */
    static Value.Obj parameters(String nsd) {
        if (nsd.equals("sample-ns")) {
            return Value.Obj.EMPTY;
        }
        var vld = Value.Obj.EMPTY.with("name", "mgmtnet").with("vim-network-name", "mgmt");
        return Value.Obj.EMPTY.with("vld", Value.list(List.of(vld)));
    }
}
