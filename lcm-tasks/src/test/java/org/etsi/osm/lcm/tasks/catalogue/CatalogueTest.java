package org.etsi.osm.lcm.tasks.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    static Stream<TaskType> types() {
        return Catalogue.TYPES.stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldNameEachTypeAsItsClass(TaskType type) throws ClassNotFoundException {
        var itsClass = Class.forName(getClass().getPackageName() + "." + type.name());

        assertThat(itsClass).hasDeclaredFields("TYPE");
        assertThat(Catalogue.find(type.name())).contains(type);
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldAskOfEveryRoTaskForItsVim(TaskType type) {
        boolean asks = type.parameters().stream().anyMatch(field -> field.name().equals("vim") && field.required());

        assertThat(asks).isEqualTo(type.adapters().equals(List.of(TaskType.RO)));
    }

    @Test
    void shouldReadBackWhatItWrites() {
        var image = new FindImage.Parameters("vim", null, "ubuntu", null);
        var flavor = new EnsureFlavor.Parameters("vim", "f", 1024, 1, 10, 5, 512, Map.of("hw:cpu_policy", "dedicated"));
        var network = new CreateNetwork.Parameters("vim", "n", true, "vlan", "physnet", 7);
        var subnet = new CreateSubnet.Parameters(
                "vim", Input.of("net"), "s", 4, "10.0.0.0/24", "", List.of("1.1.1.1"), false, "10.0.0.5", 9, null);
        var port = new CreatePort.Parameters(
                "vim",
                Input.of("net"),
                "p",
                List.of("10.0.0.9"),
                "fa:16:3e:00:00:01",
                List.of(),
                false,
                "direct",
                List.of("0.0.0.0/0"));
        var server = new CreateServer.Parameters(
                "vim",
                "s",
                null,
                Input.of("f"),
                List.of(Input.of("p")),
                List.of(new CreateServer.Volume(Input.of("v"), true, false)),
                List.of(Input.of("g")),
                "#cloud-config",
                true,
                "az");
        var volume = new CreateVolume.Parameters("vim", "v", 10, Input.of("i"), true, true);
        var address = new CreateFloatingIp.Parameters("vim", "a", Input.of("p"), "public");
        var group = new CreateServerGroup.Parameters("vim", "g", "anti-affinity");
        var made = new CreateServer.Outputs(
                "id", "s", List.of(new CreateServer.Interface("p", "n", "mac", List.of("10.0.0.9"))), "host");
        var primitive = new RunPrimitive.Parameters(Input.of("ee"), "touch", Value.Obj.EMPTY.with("f", "/tmp"));

        assertThat(FindImage.Parameters.from(image.toValue())).isEqualTo(image);
        assertThat(EnsureFlavor.Parameters.from(flavor.toValue())).isEqualTo(flavor);
        assertThat(CreateNetwork.Parameters.from(network.toValue())).isEqualTo(network);
        assertThat(CreateSubnet.Parameters.from(subnet.toValue())).isEqualTo(subnet);
        assertThat(CreatePort.Parameters.from(port.toValue())).isEqualTo(port);
        assertThat(CreateServer.Parameters.from(server.toValue())).isEqualTo(server);
        assertThat(CreateVolume.Parameters.from(volume.toValue())).isEqualTo(volume);
        assertThat(CreateFloatingIp.Parameters.from(address.toValue())).isEqualTo(address);
        assertThat(CreateServerGroup.Parameters.from(group.toValue())).isEqualTo(group);
        assertThat(CreateServer.Outputs.from(made.toValue())).isEqualTo(made);
        assertThat(RunPrimitive.Parameters.from(primitive.toValue())).isEqualTo(primitive);
        assertThat(CreateServer.TYPE.checkReceived(server.toValue())).isEmpty();
        assertThat(CreatePort.TYPE.checkReceived(port.toValue())).isEmpty();
        assertThat(CreateSubnet.TYPE.checkReceived(subnet.toValue())).isEmpty();
    }

    @Test
    void shouldReadBackWhatItWritesOfConfiguration() {
        Value.Obj map = Value.Obj.EMPTY.with("k", 1);
        Input ee = Input.output(TaskId.at(0), "environmentId");
        var create = new CreateExecutionEnvironment.Parameters(
                ".ns.vnf-0", "lxc_proxy_charm", "simple", "vnfd", "ee", "vca", map);
        var created = new CreateExecutionEnvironment.Outputs("ns.app.1", "ns", "app");
        var register = new RegisterExecutionEnvironment.Parameters(
                ".ns.vnf-0", "native_charm", "simple", Input.of("10.0.0.9"), "ubuntu", "vnfd", "ee", "vca");
        var install = new InstallConfigurationSoftware.Parameters(ee, "simple", "vnfd", map, 2, "vca");
        var key = new GetPublicKey.Parameters(ee, "vca");
        var known = new GetPublicKey.Outputs("ssh-rsa AAAA");
        var relate = new AddRelation.Parameters(ee, "db", Input.of("b"), "client", "vca");
        var primitive = new RunPrimitive.Parameters(ee, "touch", map, "vca");
        var kdu = new InstallKdu.Parameters(
                "c", "helm-chart-v3", "chart", "i-1", "n", "kdu", "vca", map, List.of(map, Value.Obj.EMPTY));
        var installed = new InstallKdu.Outputs("i-1", List.of(map), "10.0.0.7");
        var uninstall = new UninstallKdu.Parameters("c", "juju-bundle", "i-1", "n", "vca");
        var delete = new DeleteExecutionEnvironment.Parameters("ns.app.1", "vca");
        var remove = new RemoveEnvironments.Parameters("ns", "vca");

        assertThat(CreateExecutionEnvironment.Parameters.from(create.toValue())).isEqualTo(create);
        assertThat(CreateExecutionEnvironment.Outputs.from(created.toValue())).isEqualTo(created);
        assertThat(RegisterExecutionEnvironment.Parameters.from(register.toValue()))
                .isEqualTo(register);
        assertThat(InstallConfigurationSoftware.Parameters.from(install.toValue()))
                .isEqualTo(install);
        assertThat(GetPublicKey.Parameters.from(key.toValue())).isEqualTo(key);
        assertThat(GetPublicKey.Outputs.from(known.toValue())).isEqualTo(known);
        assertThat(AddRelation.Parameters.from(relate.toValue())).isEqualTo(relate);
        assertThat(RunPrimitive.Parameters.from(primitive.toValue())).isEqualTo(primitive);
        assertThat(InstallKdu.Parameters.from(kdu.toValue())).isEqualTo(kdu);
        assertThat(InstallKdu.Outputs.from(installed.toValue())).isEqualTo(installed);
        assertThat(UninstallKdu.Parameters.from(uninstall.toValue())).isEqualTo(uninstall);
        assertThat(DeleteExecutionEnvironment.Parameters.from(delete.toValue())).isEqualTo(delete);
        assertThat(RemoveEnvironments.Parameters.from(remove.toValue())).isEqualTo(remove);
    }

    @Test
    void shouldGiveAnAddressThatIsNotThereAsNull() {
        var port = new CreatePort.Outputs("p", "n", "mac", List.of());
        var kdu = new InstallKdu.Outputs("i", List.of(), null);

        assertThat(List.of(port.toValue(), kdu.toValue()))
                .allMatch(outputs -> outputs.at("/address").equals(Optional.of(new Value.Nil())));
        assertThat(InstallKdu.Outputs.from(kdu.toValue())).isEqualTo(kdu);
        assertThat(new CreatePort.Outputs("p", "n", "mac", List.of("10.0.0.9", "::9"))
                        .toValue()
                        .text("address"))
                .contains("10.0.0.9");
    }

    /** What its class writes is what its contract says, and nothing else. */
    @Test
    void shouldPlanConfigurationByItsContracts() {
        Input ee = Input.output(TaskId.at(0), "environmentId");

        assertThat(List.of(
                        InstallConfigurationSoftware.TYPE.checkPlanned(new InstallConfigurationSoftware.Parameters(
                                        ee, "simple", "vnfd", Value.Obj.EMPTY.with("k", 1), 2, "vca")
                                .toValue()),
                        CreateExecutionEnvironment.TYPE.checkPlanned(new CreateExecutionEnvironment.Parameters(
                                        ".ns", "helm-v3", "chart", "vnfd", "ee", "vca", Value.Obj.EMPTY.with("k", 1))
                                .toValue()),
                        RegisterExecutionEnvironment.TYPE.checkPlanned(new RegisterExecutionEnvironment.Parameters(
                                        ".ns", "native_charm", "simple", ee, "ubuntu", "vnfd", "ee", "vca")
                                .toValue()),
                        GetPublicKey.TYPE.checkPlanned(new GetPublicKey.Parameters(ee, "vca").toValue()),
                        AddRelation.TYPE.checkPlanned(new AddRelation.Parameters(ee, "a", ee, "b", "vca").toValue()),
                        RunPrimitive.TYPE.checkPlanned(
                                new RunPrimitive.Parameters(ee, "touch", Value.Obj.EMPTY, "vca").toValue()),
                        InstallKdu.TYPE.checkPlanned(new InstallKdu.Parameters(
                                        "c", "helm-chart-v3", "m", "i", "n", "k", "v", Value.Obj.EMPTY, List.of())
                                .toValue())))
                .allMatch(Optional::isEmpty);
    }

    @Test
    void shouldAcceptReferencesInPlansOnly() {
        var network = Input.output(TaskId.at(0), "networkId");
        var port = new CreatePort.Parameters("vim", network, "p", List.of(), null, null, null, null, List.of());

        assertThat(CreatePort.TYPE.checkPlanned(port.toValue())).isEmpty();
        assertThat(CreatePort.TYPE.checkReceived(port.toValue()))
                .hasValueSatisfying(failure -> assertThat(failure.message())
                        .isEqualTo("CreatePort: Expected parameter 'networkId' to be a text, but found a reference to"
                                + " t0001/networkId"));
        assertThatThrownBy(network::text).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldSayAllThatIsWrongWithParameters() {
        var given = Value.Obj.EMPTY
                .with("vim", "v")
                .with("ramMb", "much")
                .with("vcpus", 1)
                .with("extra", 1);

        var failure = EnsureFlavor.TYPE.checkPlanned(given).orElseThrow();

        assertThat(failure.code()).isEqualTo("INVALID_PARAMETERS");
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.message())
                .contains("Expected parameter 'name', but it isn't there")
                .contains("Expected parameter 'ramMb' to be a whole number, but found the text 'much'")
                .contains("Expected parameter 'diskGb', but it isn't there")
                .contains("Expected no parameter 'extra', but it is there");
        assertThat(EnsureFlavor.TYPE.checkReceived(given).orElseThrow().message())
                .doesNotContain("extra");
    }

    @Test
    void shouldAnswerUnknownTypesAsUnsupported() {
        var unknown = Catalogue.checkReceived("ro", "CreateBlackHole", Value.Obj.EMPTY)
                .orElseThrow();
        var ofAnother =
                Catalogue.checkReceived("ro", "RunPrimitive", Value.Obj.EMPTY).orElseThrow();

        assertThat(List.of(unknown.code(), ofAnother.code())).containsOnly("UNSUPPORTED");
        assertThat(unknown.retryable()).isTrue();
        assertThat(Catalogue.checkReceived("n2vc", "NoOp", Value.Obj.EMPTY)).isEmpty();
    }

    @Test
    void shouldNeedOneOfSeveralWhereTheTypeSaysSo() {
        assertThat(FindImage.TYPE
                        .checkPlanned(Value.Obj.EMPTY.with("vim", "v"))
                        .orElseThrow()
                        .message())
                .isEqualTo("FindImage: Expected at least one of [id, name, checksum], but found none");
    }
}
