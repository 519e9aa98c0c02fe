package org.etsi.osm.lcm.ro.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.ro.task.VimScene.OTHERS;

import java.util.List;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.FindQuery;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.ServerGroupSpec;
import org.etsi.osm.lcm.ro.vim.ServerSpec;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.VimException.Code;
import org.etsi.osm.lcm.ro.vim.VolumeSpec;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.etsi.osm.lcm.ro.vim.sim.SimFault.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks that make, find, keep and delete volumes, groups and public addresses, with whatever the VIM does wrong. */
class VolumesAndAddressesTest {
    private final VimScene scene = new VimScene();

    static Stream<Arguments> makers() {
        return Stream.of("CreateVolume", "CreateServerGroup", "CreateFloatingIp", "CreateServer")
                .flatMap(type -> VimScene.passingFaults().stream().map(fault -> Arguments.of(type, fault)));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("makers")
    void shouldMakeOneAndUndoItWhateverTheVimDoesOnce(String type, SimFault.Effect effect) {
        var parameters = parametersOf(type);
        var kind = kindOf(type);
        int before = scene.ours(kind).size();
        scene.strikeOnce(kind, Operation.CREATE, effect);

        var outputs = scene.succeeds(type, parameters);

        assertThat(scene.settled().succeeds(type, parameters)).isEqualTo(outputs);
        assertThat(scene.ours(kind))
                .hasSize(before + 1)
                .anySatisfy(made -> assertThat(outputs.fields()).containsValue(Value.of(made.id())));
        scene.strikeOnce(kind, Operation.DELETE, new SimFault.HalfDelete(true));
        scene.undone(type, parameters);
        assertThat(scene.settled().ours(kind)).hasSize(before);
    }

    static Stream<Arguments> deleters() {
        var faults = List.of(
                new SimFault.Refuse(Code.UNAVAILABLE),
                new SimFault.LoseAnswer(),
                new SimFault.HalfDelete(true),
                new SimFault.HalfDelete(false));
        return Stream.of("DeleteVolume", "DeleteServerGroup", "DeleteFloatingIp")
                .flatMap(type -> faults.stream().map(fault -> Arguments.of(type, fault)));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("deleters")
    void shouldDeleteByIdWhateverTheVimDoesOnce(String type, SimFault.Effect effect) {
        var creator = type.replace("Delete", "Create");
        var kind = kindOf(creator);
        scene.succeeds(creator, parametersOf(creator));
        var id = scene.ours(kind).getFirst().id();
        scene.strikeOnce(kind, Operation.DELETE, effect);

        scene.succeeds(type, Value.Obj.EMPTY.with("id", id));

        assertThat(scene.vim.get(kind, id)).isEmpty();
        assertThat(scene.succeeds(type, Value.Obj.EMPTY.with("id", id)).fields())
                .isEmpty();
    }

    @Test
    void shouldBootAServerFromAVolumeInAGroup() {
        var outputs = scene.succeeds("CreateServer", serverOnVolumes());

        var server = scene.vim
                .get(Kind.SERVER, outputs.text("serverId").orElseThrow())
                .orElseThrow();
        assertThat(server.value(Attribute.IMAGE_ID)).isEmpty();
        assertThat(server.values(Attribute.SERVER_GROUP_IDS)).hasSize(1);
        var volumes = server.values(Attribute.VOLUME_IDS);
        assertThat(scene.vim.get(Kind.VOLUME, volumes.getFirst()).orElseThrow().name())
                .isEqualTo("root");
        assertThat(volumes).hasSize(2);
        scene.undone("CreateServer", serverOnVolumes(volumes.getFirst(), volumes.getLast(), "unused"));
        assertThat(scene.ours(Kind.VOLUME)).hasSize(2);
    }

    @Test
    void shouldSayWhatAServerLacks() {
        var volume = scene.vim.create(volumeSpec("root", true), OTHERS);
        var group = scene.vim.create(new ServerGroupSpec("g", "affinity"), OTHERS);

        assertThat(scene.fails("CreateServer", serverOnVolumes(volume.id(), "no-volume", group.id()))
                        .message())
                .isEqualTo("Expected volume no-volume at the VIM, but it isn't there");
        assertThat(scene.fails("CreateServer", serverOnVolumes(volume.id(), volume.id(), "no-group"))
                        .message())
                .isEqualTo("Expected server_group no-group at the VIM, but it isn't there");
        var other = scene.vim.create(onVolume(volume), OTHERS);
        var failure = scene.fails("CreateServer", serverOnVolumes(volume.id(), volume.id(), group.id()));
        assertThat(failure.message())
                .isEqualTo("Expected volume " + volume.id() + " to be free, but server " + other.id() + " has it");
        assertThat(failure.retryable()).isTrue();
    }

    @Test
    void shouldFindVolumesAndGroupsThatAreNotOursOnly() {
        var volume = scene.vim.create(volumeSpec("data", false), OTHERS);
        var group = scene.vim.create(new ServerGroupSpec("g", "affinity"), OTHERS);
        assertThat(scene.fails("FindVolume", Value.Obj.EMPTY.with("id", volume.id()))
                        .code())
                .isEqualTo("NOT_FOUND");
        scene.vim.release(Kind.VOLUME, volume.id());
        scene.vim.release(Kind.SERVER_GROUP, group.id());

        assertThat(scene.succeeds("FindVolume", Value.Obj.EMPTY.with("id", volume.id()))
                        .text("volumeId"))
                .contains(volume.id());
        assertThat(scene.succeeds("FindServerGroup", Value.Obj.EMPTY.with("id", group.id()))
                        .text("serverGroupId"))
                .contains(group.id());
    }

    @Test
    void shouldTakeAPublicAddressFromTheNetworkOfThatIdOrName() {
        var external = scene.found(Kind.NETWORK, "public");
        var port = scene.port();
        var parameters = Value.Obj.EMPTY.with("name", "a").with("portId", port.id());

        for (String network : List.of(external.id(), "public")) {
            var outputs = scene.succeeds("CreateFloatingIp", parameters.with("network", network));
            assertThat(outputs.text("address"))
                    .hasValueSatisfying(address -> assertThat(address).startsWith("198.51.100."));
            assertThat(outputs.text("portId")).contains(port.id());
            scene.undone("CreateFloatingIp", parameters);
        }
        var absent = scene.fails("CreateFloatingIp", parameters.with("network", "mgmt"));
        assertThat(absent.message())
                .isEqualTo("Expected an external network 'mgmt' at VIM account vim-1, but there is none");
        assertThat(absent.retryable()).isFalse();
        assertThat(scene.fails("CreateFloatingIp", parameters.with("portId", "none"))
                        .message())
                .isEqualTo("Expected port none at the VIM, but it isn't there");
    }

    @Test
    void shouldReleaseAVolumeThatIsToBeKeptWhenItsNsEnds() {
        var kept = scene.vim.create(new VolumeSpec("data", 10, null, null, null, false, true), OTHERS);
        var gone = scene.vim.create(volumeSpec("root", true), OTHERS);
        scene.vim.create(onVolume(gone), OTHERS);
        scene.vim.create(new ServerGroupSpec("g", "affinity"), OTHERS);
        scene.succeeds("CreateFloatingIp", parametersOf("CreateFloatingIp"));
        var ofAnother = scene.vim.create(volumeSpec("other", false), new Tags("ns-2", "op-9/t0001"));
        scene.strikeOnce(Kind.VOLUME, Operation.RELEASE, new SimFault.LoseAnswer());

        scene.succeeds("RemoveLeftovers", Value.Obj.EMPTY.with("ns", VimScene.NS));

        assertThat(scene.vim.find(FindQuery.byId(Kind.VOLUME, kept.id()))).hasSize(1);
        assertThat(scene.vim.get(Kind.VOLUME, gone.id())).isEmpty();
        assertThat(scene.ours(Kind.VOLUME)).extracting(Resource::id).containsExactly(ofAnother.id());
        for (Kind kind : List.of(Kind.SERVER, Kind.SERVER_GROUP, Kind.FLOATING_IP, Kind.PORT, Kind.NETWORK)) {
            assertThat(scene.ours(kind)).as("%s", kind).isEmpty();
        }
    }

    @Test
    void shouldRollBackEvenAVolumeThatIsToBeKept() {
        var parameters = parametersOf("CreateVolume").with("keep", true);
        assertThat(scene.succeeds("CreateVolume", parameters).field("keep")).contains(new Value.Bool(true));

        scene.undone("CreateVolume", parameters);

        assertThat(scene.ours(Kind.VOLUME)).isEmpty();
        assertThat(scene.vim.find(FindQuery.byName(Kind.VOLUME, "data"))).isEmpty();
    }

    @Test
    void shouldEnsureAFlavorWithFurtherDisks() {
        var parameters = Value.Obj.EMPTY
                .with("name", "f")
                .with("ramMb", 512)
                .with("vcpus", 1)
                .with("diskGb", 1)
                .with("ephemeralGb", 5)
                .with("swapMb", 256);

        var outputs = scene.succeeds("EnsureFlavor", parameters);

        assertThat(outputs.field("created")).contains(new Value.Bool(true));
        assertThat(scene.ours(Kind.FLAVOR)).singleElement().satisfies(flavor -> {
            assertThat(flavor.value(Attribute.EPHEMERAL_GB)).contains("5");
            assertThat(flavor.value(Attribute.SWAP_MB)).contains("256");
        });
    }

    private Value.Obj parametersOf(String type) {
        return switch (type) {
            case "CreateVolume" ->
                Value.Obj.EMPTY
                        .with("name", "data")
                        .with("sizeGb", 10)
                        .with("imageId", scene.found(Kind.IMAGE, "ubuntu22.04").id());
            case "CreateServerGroup" -> Value.Obj.EMPTY.with("name", "g").with("policy", "anti-affinity");
            case "CreateFloatingIp" ->
                Value.Obj.EMPTY.with("name", "a").with("portId", scene.port().id());
            default -> serverOnVolumes();
        };
    }

    private static Kind kindOf(String type) {
        return switch (type) {
            case "CreateVolume" -> Kind.VOLUME;
            case "CreateServerGroup" -> Kind.SERVER_GROUP;
            case "CreateFloatingIp" -> Kind.FLOATING_IP;
            default -> Kind.SERVER;
        };
    }

    private Value.Obj serverOnVolumes() {
        var root = scene.vim.create(volumeSpec("root", true), OTHERS);
        var data = scene.vim.create(volumeSpec("data", false), OTHERS);
        var group = scene.vim.create(new ServerGroupSpec("g", "affinity"), OTHERS);
        return serverOnVolumes(root.id(), data.id(), group.id());
    }

    private Value.Obj serverOnVolumes(String root, String data, String group) {
        return Value.Obj.EMPTY
                .with("name", "vm")
                .with("flavorId", scene.found(Kind.FLAVOR, "m1.small").id())
                .with("portIds", Value.Arr.EMPTY)
                .with("volumes", Value.list(List.of(volume(data, false), volume(root, true))))
                .with("serverGroupIds", Value.list(List.of(Value.of(group))));
    }

    private static Value volume(String id, boolean boots) {
        return Value.Obj.EMPTY.with("volumeId", id).with("boot", boots);
    }

    private VolumeSpec volumeSpec(String name, boolean bootable) {
        var image = bootable ? scene.found(Kind.IMAGE, "ubuntu22.04").id() : null;
        return new VolumeSpec(name, 10, image, null, null, false, false);
    }

    private ServerSpec onVolume(Resource volume) {
        return new ServerSpec(
                "other",
                null,
                scene.found(Kind.FLAVOR, "m1.small").id(),
                List.of(),
                null,
                false,
                null,
                null,
                List.of(),
                List.of(new ServerSpec.BlockDevice(volume.id(), false)));
    }
}
