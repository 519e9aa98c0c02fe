package org.etsi.osm.lcm.ro.vim.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.TAGS;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.found;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.ip;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.network;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.port;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Deletion;
import org.etsi.osm.lcm.ro.vim.FindQuery;
import org.etsi.osm.lcm.ro.vim.FlavorSpec;
import org.etsi.osm.lcm.ro.vim.FloatingIpSpec;
import org.etsi.osm.lcm.ro.vim.KeypairSpec;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.NetworkSpec;
import org.etsi.osm.lcm.ro.vim.PortSpec;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.ServerGroupSpec;
import org.etsi.osm.lcm.ro.vim.ServerSpec;
import org.etsi.osm.lcm.ro.vim.Status;
import org.etsi.osm.lcm.ro.vim.SubnetSpec;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.VimException.Code;
import org.etsi.osm.lcm.ro.vim.VimException.Outcome;
import org.etsi.osm.lcm.ro.vim.VolumeSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a VIM does when nothing goes wrong but what a user does wrong; run on every state. */
public abstract class VimContract {
    private SimVimWorld world = new SimVimWorld(new MemorySimVimState());
    private SimVim vim = world.open(SimSettings.instant());

    protected abstract SimVimState emptyState();

    @BeforeEach
    void open() {
        world = new SimVimWorld(emptyState());
        vim = world.open(SimSettings.instant());
    }

    @Test
    void shouldShowAServerAsAskedOnceItHasBooted() {
        vim = world.open(SimSettings.instant().withBootLatency(Duration.ofSeconds(10)));
        var network = network(vim, "data", "10.1.0.0/24");
        var port = port(vim, network);
        var spec = ServerSpec.of(
                "vm",
                found(vim, Kind.IMAGE, "ubuntu22.04").id(),
                found(vim, Kind.FLAVOR, "m1.small").id(),
                List.of(port.id()));

        var server = vim.create(spec, TAGS);
        assertThat(server.status()).isEqualTo(Status.BUILD);
        world.pass(Duration.ofSeconds(9));
        assertThat(get(server).status()).isEqualTo(Status.BUILD);
        world.pass(Duration.ofSeconds(1));

        assertThat(get(server).status()).isEqualTo(Status.ACTIVE);
        assertThat(get(server).differencesFrom(spec)).isEmpty();
        assertThat(get(server).tags()).isEqualTo(TAGS);
        assertThat(get(server).values(Attribute.FIXED_IPS)).containsExactly(ip(port));
        assertThat(get(port).values(Attribute.SERVER_IDS)).containsExactly(server.id());
    }

    @Test
    void shouldLeaveTheVimAsItWasWhenEverythingIsDeleted() {
        var before = vim.snapshot();
        var network = network(vim, "data", "10.1.0.0/24");
        var port = port(vim, network);
        var group = vim.create(new ServerGroupSpec("g", "anti-affinity"), TAGS);
        var keypair = vim.create(new KeypairSpec("k", "ssh-ed25519 AAAA"), TAGS);
        var volume = vim.create(new VolumeSpec("v", 10, null, null, null, false, false), TAGS);
        var flavor = vim.create(new FlavorSpec("f", 1024, 1, 10, Map.of("hw:numa_nodes", "1")), TAGS);
        var publicIp = vim.create(
                new FloatingIpSpec("fip", found(vim, Kind.NETWORK, "public").id(), port.id(), null), TAGS);
        var server = vim.create(
                new ServerSpec(
                        "vm",
                        found(vim, Kind.IMAGE, "ubuntu22.04").id(),
                        flavor.id(),
                        List.of(port.id()),
                        "#cloud-config",
                        true,
                        "nova",
                        keypair.name(),
                        List.of(group.id()),
                        List.of(new ServerSpec.BlockDevice(volume.id(), false))),
                TAGS);
        assertThat(vim.snapshot()).hasSize(before.size() + 9);

        for (var ours : List.of(publicIp, server, volume, port, network, flavor, group, keypair)) {
            assertThat(vim.delete(ours.kind(), ours.id())).isEqualTo(Deletion.ACCEPTED);
            assertThat(vim.get(ours.kind(), ours.id())).isEmpty();
            assertThat(vim.delete(ours.kind(), ours.id())).isEqualTo(Deletion.ABSENT);
        }

        assertThat(vim.snapshot()).isEqualTo(before);
    }

    @Test
    void shouldListByNsAndByTask() {
        var one = vim.create(NetworkSpec.named("a"), new Tags("ns-1", "t1"));
        var two = vim.create(NetworkSpec.named("a"), new Tags("ns-1", "t2"));
        var other = vim.create(NetworkSpec.named("a"), new Tags("ns-2", "t1"));

        assertThat(vim.list(Kind.NETWORK, TagQuery.ofNs("ns-1"))).containsExactlyInAnyOrder(one, two);
        assertThat(vim.list(Kind.NETWORK, TagQuery.ofTask("t1"))).containsExactlyInAnyOrder(one, other);
        assertThat(vim.list(Kind.NETWORK, TagQuery.of(new Tags("ns-1", "t1")))).containsExactly(one);
        assertThat(vim.list(Kind.NETWORK, TagQuery.anyOfOurs())).containsExactlyInAnyOrder(one, two, other);
        assertThat(vim.list(Kind.SUBNET, TagQuery.anyOfOurs())).isEmpty();
    }

    @Test
    void shouldFindOnlyWhatIsNotOurs() {
        vim.create(NetworkSpec.named("mgmt"), TAGS);
        var small = new FlavorSpec("any", 2048, 1, 20, Map.of());
        vim.create(small, TAGS);

        var mgmt = vim.find(FindQuery.byName(Kind.NETWORK, "mgmt"));
        assertThat(mgmt)
                .singleElement()
                .satisfies(network -> assertThat(network.tags()).isNull());
        assertThat(vim.find(FindQuery.byId(Kind.NETWORK, mgmt.getFirst().id()))).isEqualTo(mgmt);
        assertThat(vim.find(FindQuery.flavorLike(small)))
                .extracting(Resource::name)
                .containsExactly("m1.small");
        assertThat(vim.find(FindQuery.flavorLike(new FlavorSpec("any", 2048, 1, 20, Map.of("hw:cpu_policy", "d")))))
                .isEmpty();
        var checksum =
                found(vim, Kind.IMAGE, "cirros034").value(Attribute.CHECKSUM).orElseThrow();
        assertThat(vim.find(FindQuery.imageByChecksum(checksum)))
                .extracting(Resource::name)
                .containsExactly("cirros034");
    }

    @Test
    void shouldPutTagsIntoNamesWhereNothingElseCarriesThem() {
        var group = vim.create(new ServerGroupSpec("g", "affinity"), TAGS);

        assertThat(Tags.inName(group.name())).contains(TAGS);
        assertThat(vim.list(Kind.SERVER_GROUP, TagQuery.of(TAGS))).containsExactly(group);
    }

    @Test
    void shouldGiveAddressesOfTheProfileOnly() {
        var network = vim.create(NetworkSpec.named("n"), TAGS);
        vim.create(
                new SubnetSpec(
                        "s", network.id(), 4, "10.1.0.0/24", null, List.of("9.9.9.9"), true, "10.1.0.10", 2, null),
                TAGS);

        assertThat(List.of(ip(port(vim, network)), ip(port(vim, network)))).containsExactly("10.1.0.10", "10.1.0.11");
        refused(Code.CONFLICT, () -> port(vim, network));
        var wanted = new PortSpec("p", network.id(), List.of("10.1.0.77"), null, null, null, null, List.of());
        assertThat(vim.create(wanted, TAGS).differencesFrom(wanted)).isEmpty();
        refused(Code.IP_IN_USE, () -> vim.create(wanted, TAGS));
        refused(
                Code.INVALID,
                () -> vim.create(
                        new PortSpec("p", network.id(), List.of("10.2.0.1"), null, null, null, null, List.of()), TAGS));
    }

    @Test
    void shouldReuseAnAddressThatWasGivenBack() {
        var network = network(vim, "n", "10.1.0.0/29");
        var ports = List.of(port(vim, network), port(vim, network), port(vim, network), port(vim, network));
        var last = port(vim, network);
        refused(Code.CONFLICT, () -> port(vim, network));

        vim.delete(Kind.PORT, ports.get(1).id());

        assertThat(ip(port(vim, network))).isEqualTo(ip(ports.get(1)));
        assertThat(ip(last)).isEqualTo("10.1.0.6");
    }

    @Test
    void shouldTakeOverAnAddressWhoseOwnerNeverCameToExist() {
        var network = network(vim, "n", "10.1.0.0/30");
        var subnet = vim.list(Kind.SUBNET, TagQuery.of(TAGS)).getFirst().id();
        var abandoned = new SimVimState.Claim("died-before-it-was-stored", world.instant());
        world.state().claim(SimClaims.address(subnet, "10.1.0.2"), abandoned);
        refused(Code.CONFLICT, () -> port(vim, network));

        world.pass(Duration.ofSeconds(31));

        assertThat(ip(port(vim, network))).isEqualTo("10.1.0.2");
        refused(Code.CONFLICT, () -> port(vim, network));
    }

    @Test
    void shouldFinishOrCallOffADeleteThatWasAbandoned() {
        var used = network(vim, "used", "10.1.0.0/24");
        port(vim, used);
        var unused = network(vim, "unused", "10.2.0.0/24");
        for (var network : List.of(used, unused)) {
            var stored = world.state().get(network.id()).orElseThrow();
            world.state().replace(stored, stored.in(SimResource.Phase.DELETING, world.instant()));
        }

        assertThat(get(used).status()).isEqualTo(Status.ACTIVE);
        assertThat(vim.get(Kind.NETWORK, unused.id())).isEmpty();
    }

    @Test
    void shouldGiveOneAddressPerIpVersion() {
        var network = network(vim, "n", "10.1.0.0/24");
        vim.create(SubnetSpec.of("s6", network.id(), "fd00:1::/64"), TAGS);

        assertThat(port(vim, network).values(Attribute.FIXED_IPS)).containsExactly("10.1.0.2", "fd00:1:0:0:0:0:0:2");
    }

    @Test
    void shouldRefuseToDeleteWhatIsInUse() {
        var network = network(vim, "n", "10.1.0.0/24");
        var subnet = vim.list(Kind.SUBNET, TagQuery.of(TAGS)).getFirst();
        var port = port(vim, network);
        var flavor = vim.create(new FlavorSpec("f", 1024, 1, 10, Map.of()), TAGS);
        var volume = vim.create(new VolumeSpec("v", 10, null, null, null, false, false), TAGS);
        var image = found(vim, Kind.IMAGE, "ubuntu22.04").id();
        vim.create(
                new ServerSpec(
                        "vm",
                        image,
                        flavor.id(),
                        List.of(port.id()),
                        null,
                        false,
                        null,
                        null,
                        List.of(),
                        List.of(new ServerSpec.BlockDevice(volume.id(), true))),
                TAGS);

        for (var used : List.of(network, subnet, flavor, volume)) {
            refused(Code.CONFLICT, () -> vim.delete(used.kind(), used.id()));
            assertThat(get(used).status()).isEqualTo(Status.ACTIVE);
        }
        refused(Code.CONFLICT, () -> server(vim, "other", port.id()));
    }

    @Test
    void shouldLeaveNothingTakenByARefusedCreate() {
        var network = network(vim, "n", "10.1.0.0/29");
        var free = port(vim, network);
        var taken = port(vim, network);
        server(vim, "one", taken.id());
        var sameMac = new PortSpec("p", network.id(), List.of(), mac(taken), null, null, null, List.of());

        refused(Code.CONFLICT, () -> server(vim, "two", free.id(), taken.id()));
        for (int i = 0; i < 10; i++) {
            refused(Code.CONFLICT, () -> vim.create(sameMac, TAGS));
        }

        assertThat(server(vim, "three", free.id()).values(Attribute.PORT_IDS)).containsExactly(free.id());
        assertThat(port(vim, network).values(Attribute.FIXED_IPS)).isNotEmpty();
    }

    @Test
    void shouldDetachAPortThatIsDeletedByHand() {
        var port = port(vim, network(vim, "n", "10.1.0.0/24"));
        var server = server(vim, "vm", port.id());

        vim.delete(Kind.PORT, port.id());

        assertThat(get(server).values(Attribute.PORT_IDS)).isEmpty();
    }

    @Test
    void shouldFreePortsAndTakeVolumesAlongWhenAServerGoes() {
        vim = world.open(SimSettings.instant().withDeleteLatency(Duration.ofSeconds(3)));
        var port = port(vim, network(vim, "n", "10.1.0.0/24"));
        var image = found(vim, Kind.IMAGE, "ubuntu22.04").id();
        var volume = vim.create(new VolumeSpec("v", 10, image, null, null, false, false), TAGS);
        var device = new ServerSpec.BlockDevice(volume.id(), true);
        var server = vim.create(
                new ServerSpec(
                        "vm",
                        null,
                        found(vim, Kind.FLAVOR, "m1.small").id(),
                        List.of(port.id()),
                        null,
                        false,
                        null,
                        null,
                        List.of(),
                        List.of(device)),
                TAGS);

        vim.delete(Kind.SERVER, server.id());
        assertThat(get(server).status()).isEqualTo(Status.DELETING);
        assertThat(vim.delete(Kind.SERVER, server.id())).isEqualTo(Deletion.ACCEPTED);
        world.pass(Duration.ofSeconds(3));

        assertThat(vim.get(Kind.SERVER, server.id())).isEmpty();
        assertThat(vim.get(Kind.VOLUME, volume.id())).isEmpty();
        assertThat(get(port).values(Attribute.SERVER_IDS)).isEmpty();
        assertThat(server(vim, "next", port.id()).status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        var flavor = found(vim, Kind.FLAVOR, "m1.small").id();
        var image = found(vim, Kind.IMAGE, "ubuntu22.04").id();
        var network = network(vim, "n", "10.1.0.0/24");
        var before = vim.snapshot();

        refused(Code.IMAGE_MISSING, () -> vim.create(ServerSpec.of("vm", "none", flavor, List.of()), TAGS));
        refused(Code.NOT_FOUND, () -> vim.create(ServerSpec.of("vm", image, "none", List.of()), TAGS));
        refused(Code.NOT_FOUND, () -> vim.create(ServerSpec.of("vm", image, flavor, List.of("none")), TAGS));
        refused(Code.NOT_FOUND, () -> vim.create(PortSpec.on("p", "none"), TAGS));
        refused(Code.NOT_FOUND, () -> vim.create(SubnetSpec.of("s", "none", "10.1.0.0/24"), TAGS));
        refused(Code.INVALID, () -> vim.create(SubnetSpec.of("s", network.id(), "10.1.0.0/16"), TAGS));
        refused(Code.INVALID, () -> vim.create(SubnetSpec.of("s", network.id(), "10.1.0.0"), TAGS));
        var gateway =
                new SubnetSpec("s", network.id(), 4, "10.3.0.0/24", "10.4.0.1", List.of(), true, null, null, null);
        refused(Code.INVALID, () -> vim.create(gateway, TAGS));
        refused(Code.INVALID, () -> vim.create(new FloatingIpSpec("f", network.id(), null, null), TAGS));
        refused(Code.CONFLICT, () -> vim.create(new FlavorSpec("m1.small", 1, 1, 1, Map.of()), TAGS));
        assertThat(vim.snapshot()).isEqualTo(before);
    }

    @Test
    void shouldHoldTheQuotas() {
        vim = world.open(SimSettings.instant().withQuotas(new SimQuotas(2, 3, 5000, 2, 1)));
        var network = network(vim, "n", "10.1.0.0/24");
        refused(Code.QUOTA, () -> vim.create(NetworkSpec.named("two"), TAGS));
        port(vim, network);
        port(vim, network);
        refused(Code.QUOTA, () -> port(vim, network));
        server(vim, "one");
        var medium = found(vim, Kind.FLAVOR, "m1.medium").id();
        var image = found(vim, Kind.IMAGE, "ubuntu22.04").id();
        refused(Code.QUOTA, () -> vim.create(ServerSpec.of("ram", image, medium, List.of()), TAGS));
        var two = server(vim, "two");
        refused(Code.QUOTA, () -> server(vim, "three"));

        vim.delete(Kind.SERVER, two.id());

        assertThat(server(vim, "three").status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void shouldBeOneVimForAllProcesses() {
        var network = network(vim, "n", "10.1.0.0/24");
        var other = world.open(SimSettings.instant());

        var port = port(other, network);

        assertThat(get(port)).isEqualTo(port);
        assertThat(ip(port(vim, network))).isNotEqualTo(ip(port));
        assertThat(other.snapshot()).isEqualTo(vim.snapshot());
    }

    @Test
    void shouldNotPlantAgainWhatWasRemovedByHand() {
        var image = found(vim, Kind.IMAGE, "cirros034");
        vim.delete(Kind.IMAGE, image.id());

        assertThat(world.open(SimSettings.instant()).get(Kind.IMAGE, image.id()))
                .isEmpty();
    }

    private static String mac(Resource port) {
        return port.value(Attribute.MAC).orElseThrow();
    }

    private Resource get(Resource resource) {
        return vim.get(resource.kind(), resource.id()).orElseThrow();
    }

    private static void refused(Code code, ThrowingCallable call) {
        assertThatExceptionOfType(VimException.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.outcome()).isEqualTo(Outcome.KNOWN_NOT_DONE);
            assertThat(refusal.requestId()).startsWith("req-");
            assertThat(refusal).hasMessageStartingWith("Expected");
        });
    }
}
