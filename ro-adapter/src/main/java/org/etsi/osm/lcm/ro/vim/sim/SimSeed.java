package org.etsi.osm.lcm.ro.vim.sim;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.FlavorSpec;
import org.etsi.osm.lcm.ro.vim.Kind;

/**
 * What an account finds in its VIM on the first day. Ids follow from the names, so that several processes seed the
 * same.
 */
public record SimSeed(List<String> images, List<SeedNetwork> networks, List<FlavorSpec> flavors) {
    private static final String MARK = "seeded/";

    /** An existing network with one subnet. */
    public record SeedNetwork(String name, String cidr, boolean external) {}

    public SimSeed {
        images = List.copyOf(images);
        networks = List.copyOf(networks);
        flavors = List.copyOf(flavors);
    }

    /** The images of OSM's own dummy VIM and its hackfest packages, the networks these ask for, and a few flavors. */
    public static SimSeed usual() {
        return new SimSeed(
                List.of(
                        "cirros034",
                        "cirros040",
                        "ubuntu16.04",
                        "ubuntu1604",
                        "ubuntu18.04",
                        "ubuntu20.04",
                        "ubuntu22.04",
                        "ubuntu24.04",
                        "hackfest3-mgmt",
                        "hackfest-pktgen"),
                List.of(
                        new SeedNetwork("mgmt", "10.20.0.0/16", false),
                        new SeedNetwork("osm-ext", "10.30.0.0/16", false),
                        new SeedNetwork("public", "198.51.100.0/24", true)),
                List.of(
                        new FlavorSpec("m1.tiny", 512, 1, 1, Map.of()),
                        new FlavorSpec("m1.small", 2048, 1, 20, Map.of()),
                        new FlavorSpec("m1.medium", 4096, 2, 40, Map.of())));
    }

    public static SimSeed empty() {
        return new SimSeed(List.of(), List.of(), List.of());
    }

    /** The same seed with more images. */
    public SimSeed withImages(List<String> more) {
        return new SimSeed(Stream.concat(images.stream(), more.stream()).toList(), networks, flavors);
    }

    /** Puts each thing there once in the life of a state: what was removed by hand since then stays removed. */
    void plant(SimVimState state, Instant now) {
        images.forEach(image -> plant(
                state,
                seeded(
                        Kind.IMAGE,
                        image,
                        now,
                        Map.of(
                                Attribute.CHECKSUM, List.of(HexFormat.of().toHexDigits(image.hashCode())),
                                Attribute.SIZE_BYTES, List.of("1048576"),
                                Attribute.MIN_DISK_GB, List.of("0"),
                                Attribute.MIN_RAM_MB, List.of("0")))));
        flavors.forEach(flavor -> plant(state, seeded(Kind.FLAVOR, flavor.name(), now, flavor.attributes())));
        networks.forEach(network -> plant(state, network, now));
    }

    private static void plant(SimVimState state, SeedNetwork network, Instant now) {
        var stored = seeded(
                Kind.NETWORK,
                network.name(),
                now,
                Map.of(
                        Attribute.SHARED, List.of("true"),
                        Attribute.EXTERNAL, List.of(Boolean.toString(network.external()))));
        plant(state, stored);
        var cidr = Cidr.parse(network.cidr());
        var subnet = seeded(
                Kind.SUBNET,
                network.name() + "-subnet",
                now,
                Map.of(
                        Attribute.NETWORK_ID, List.of(stored.id()),
                        Attribute.IP_VERSION, List.of(Integer.toString(cidr.version())),
                        Attribute.CIDR, List.of(cidr.toString()),
                        Attribute.GATEWAY, List.of(cidr.text(cidr.first())),
                        Attribute.DHCP, List.of("true")));
        plant(state, subnet);
    }

    private static void plant(SimVimState state, SimResource seed) {
        var mark = MARK + seed.id();
        if (state.claimOn(mark).isEmpty()) {
            state.insert(seed);
            // Marked last: a process that dies in between leaves no mark, and the next one sees to it.
            state.claim(mark, new SimVimState.Claim(seed.id(), seed.readyAt()));
        }
    }

    private static SimResource seeded(Kind kind, String name, Instant now, Map<Attribute, List<String>> attributes) {
        var id = UUID.nameUUIDFromBytes((kind + ":" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
        return new SimResource(kind, id, name, null, SimResource.Phase.LIVE, now, null, null, attributes, 1);
    }
}
