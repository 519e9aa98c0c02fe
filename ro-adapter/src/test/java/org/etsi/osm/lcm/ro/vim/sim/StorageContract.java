package org.etsi.osm.lcm.ro.vim.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.TAGS;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.found;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.network;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.port;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.FindQuery;
import org.etsi.osm.lcm.ro.vim.FlavorSpec;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.ServerGroupSpec;
import org.etsi.osm.lcm.ro.vim.ServerSpec;
import org.etsi.osm.lcm.ro.vim.Status;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.VimException.Code;
import org.etsi.osm.lcm.ro.vim.VolumeSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a VIM does with volumes and groups of servers; run on every state. */
public abstract class StorageContract {
    private SimVimWorld world = new SimVimWorld(new MemorySimVimState());
    private SimVim vim = world.open(SimSettings.instant());

    protected abstract SimVimState emptyState();

    @BeforeEach
    void open() {
        world = new SimVimWorld(emptyState());
        vim = world.open(SimSettings.instant());
    }

    @Test
    void shouldBootFromAVolumeThatHoldsAnImage() {
        var bootable = volume("root", image(), false);
        var data = volume("data", null, false);
        var spec = onVolumes("vm", List.of(bootable, data));

        var server = vim.create(spec, TAGS);

        assertThat(get(server).differencesFrom(spec)).isEmpty();
        assertThat(get(server).values(Attribute.VOLUME_IDS)).containsExactly(bootable.id(), data.id());
        assertThat(get(bootable).values(Attribute.SERVER_IDS)).containsExactly(server.id());
    }

    @Test
    void shouldRefuseToBootFromAVolumeWithoutAnImage() {
        var empty = volume("data", null, false);

        assertThat(refused(() -> vim.create(onVolumes("vm", List.of(empty)), TAGS)))
                .isEqualTo(Code.INVALID);
        assertThat(get(empty).values(Attribute.SERVER_IDS)).isEmpty();
    }

    @Test
    void shouldRefuseAVolumeThatIsTooSmallForItsImage() {
        var image = world.state().get(image()).orElseThrow();
        world.state().replace(image, image.with(Attribute.MIN_DISK_GB, List.of("11")));

        assertThat(refused(() -> volume("root", image.id(), false))).isEqualTo(Code.INVALID);
        assertThat(vim.list(Kind.VOLUME, TagQuery.anyOfOurs())).isEmpty();
    }

    @Test
    void shouldGiveAVolumeToOneServerUnlessSeveralMayHaveIt() {
        var own = volume("own", null, false);
        var shared = volume("shared", null, true);
        var first = vim.create(onImage("first", List.of(own, shared)), TAGS);

        assertThat(refused(() -> vim.create(onImage("second", List.of(own)), TAGS)))
                .isEqualTo(Code.CONFLICT);
        var second = vim.create(onImage("second", List.of(shared)), TAGS);

        assertThat(get(shared).values(Attribute.SERVER_IDS)).containsExactlyInAnyOrder(first.id(), second.id());
        vim.delete(Kind.SERVER, first.id());
        assertThat(get(shared).values(Attribute.SERVER_IDS)).containsExactly(second.id());
        assertThat(refused(() -> vim.delete(Kind.VOLUME, shared.id()))).isEqualTo(Code.CONFLICT);
        vim.delete(Kind.VOLUME, own.id());
        vim.delete(Kind.SERVER, second.id());
        vim.delete(Kind.VOLUME, shared.id());
        assertThat(vim.list(Kind.VOLUME, TagQuery.anyOfOurs())).isEmpty();
    }

    @Test
    void shouldHoldOnToPortsOfServersThatShareAVolume() {
        var shared = volume("shared", null, true);
        var port = port(vim, network(vim, "n", "10.1.0.0/24"));
        vim.create(onImage("first", List.of(shared), port.id()), TAGS);

        assertThat(refused(() -> vim.create(onImage("second", List.of(shared), port.id()), TAGS)))
                .isEqualTo(Code.CONFLICT);
        assertThat(get(shared).values(Attribute.SERVER_IDS)).hasSize(1);
    }

    @Test
    void shouldHoldOnToAVolumeWhileItsServerIsBeingDeleted() {
        vim = world.open(SimSettings.instant().withDeleteLatency(Duration.ofSeconds(3)));
        var volume = volume("data", null, false);
        var server = vim.create(onImage("vm", List.of(volume)), TAGS);
        vim.delete(Kind.SERVER, server.id());

        assertThat(refused(() -> vim.delete(Kind.VOLUME, volume.id()))).isEqualTo(Code.CONFLICT);
        world.pass(Duration.ofSeconds(3));
        vim.delete(Kind.VOLUME, volume.id());

        assertThat(vim.get(Kind.VOLUME, volume.id())).isEmpty();
    }

    @Test
    void shouldReleaseWhatIsToBeKept() {
        var spec = new VolumeSpec("data", 10, null, null, null, false, true);
        var kept = vim.create(spec, TAGS);
        assertThat(get(kept).differencesFrom(spec)).isEmpty();
        assertThat(vim.find(FindQuery.byId(Kind.VOLUME, kept.id()))).isEmpty();

        vim.release(Kind.VOLUME, kept.id());
        vim.release(Kind.VOLUME, kept.id());

        assertThat(vim.list(Kind.VOLUME, TagQuery.anyOfOurs())).isEmpty();
        assertThat(vim.find(FindQuery.byId(Kind.VOLUME, kept.id())))
                .singleElement()
                .satisfies(volume -> assertThat(volume.value(Attribute.KEEP)).isEmpty())
                .extracting(Resource::status)
                .isEqualTo(Status.ACTIVE);
        var server = vim.create(onImage("vm", List.of(kept)), TAGS);
        assertThat(get(kept).values(Attribute.SERVER_IDS)).containsExactly(server.id());
    }

    @Test
    void shouldHaveNothingToReleaseWhereNothingIs() {
        var before = vim.snapshot();

        vim.release(Kind.VOLUME, "none");
        vim.release(Kind.IMAGE, image());

        assertThat(vim.snapshot()).isEqualTo(before);
    }

    @Test
    void shouldPutServersIntoGroupsThatAreThere() {
        var group = vim.create(new ServerGroupSpec("g", "anti-affinity"), TAGS);
        var spec = inGroup("vm", group.id());

        var server = vim.create(spec, TAGS);

        assertThat(get(server).differencesFrom(spec)).isEmpty();
        assertThat(refused(() -> vim.create(inGroup("other", "none"), TAGS))).isEqualTo(Code.INVALID);
        vim.release(Kind.SERVER_GROUP, group.id());
        assertThat(vim.find(FindQuery.byId(Kind.SERVER_GROUP, group.id()))).hasSize(1);
    }

    @Test
    void shouldFindFlavorsWithTheSameFurtherDisksOnly() {
        var plain = new FlavorSpec("plain", 4096, 2, 10, Map.of());
        var more = new FlavorSpec("more", 4096, 2, 10, 5, 512, Map.of());
        for (var spec : List.of(plain, more)) {
            var made = vim.create(spec, TAGS);
            assertThat(made.differencesFrom(spec)).isEmpty();
            vim.release(Kind.FLAVOR, made.id());
        }

        assertThat(vim.find(FindQuery.flavorLike(plain)))
                .extracting(Resource::name)
                .containsExactly("plain");
        assertThat(vim.find(FindQuery.flavorLike(more)))
                .extracting(Resource::name)
                .containsExactly("more");
    }

    private Resource volume(String name, @Nullable String image, boolean shared) {
        return vim.create(new VolumeSpec(name, 10, image, null, null, shared, false), TAGS);
    }

    private String image() {
        return found(vim, Kind.IMAGE, "ubuntu22.04").id();
    }

    private ServerSpec onVolumes(String name, List<Resource> volumes) {
        return server(name, null, volumes, List.of(), List.of());
    }

    private ServerSpec onImage(String name, List<Resource> volumes, String... ports) {
        return server(name, image(), volumes, List.of(ports), List.of());
    }

    private ServerSpec inGroup(String name, String group) {
        return server(name, image(), List.of(), List.of(), List.of(group));
    }

    private ServerSpec server(
            String name, @Nullable String image, List<Resource> volumes, List<String> ports, List<String> groups) {
        return new ServerSpec(
                name,
                image,
                found(vim, Kind.FLAVOR, "m1.small").id(),
                ports,
                null,
                false,
                null,
                null,
                groups,
                volumes.stream()
                        .map(volume -> new ServerSpec.BlockDevice(volume.id(), false))
                        .toList());
    }

    private Resource get(Resource resource) {
        return vim.get(resource.kind(), resource.id()).orElseThrow();
    }

    private static Code refused(ThrowingCallable call) {
        return catchThrowableOfType(VimException.class, call).code();
    }
}
