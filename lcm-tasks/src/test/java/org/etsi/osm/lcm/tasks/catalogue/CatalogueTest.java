package org.etsi.osm.lcm.tasks.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
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
        var flavor = new EnsureFlavor.Parameters("vim", "f", 1024, 1, 10, Map.of("hw:cpu_policy", "dedicated"));
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
                "vim", "s", Input.of("i"), Input.of("f"), List.of(Input.of("p")), "#cloud-config", true, "az");
        var made = new CreateServer.Outputs(
                "id", "s", List.of(new CreateServer.Interface("p", "n", "mac", List.of("10.0.0.9"))), "host");
        var primitive = new RunPrimitive.Parameters(Input.of("ee"), "touch", Value.Obj.EMPTY.with("f", "/tmp"));

        assertThat(FindImage.Parameters.from(image.toValue())).isEqualTo(image);
        assertThat(EnsureFlavor.Parameters.from(flavor.toValue())).isEqualTo(flavor);
        assertThat(CreateNetwork.Parameters.from(network.toValue())).isEqualTo(network);
        assertThat(CreateSubnet.Parameters.from(subnet.toValue())).isEqualTo(subnet);
        assertThat(CreatePort.Parameters.from(port.toValue())).isEqualTo(port);
        assertThat(CreateServer.Parameters.from(server.toValue())).isEqualTo(server);
        assertThat(CreateServer.Outputs.from(made.toValue())).isEqualTo(made);
        assertThat(RunPrimitive.Parameters.from(primitive.toValue())).isEqualTo(primitive);
        assertThat(CreateServer.TYPE.checkReceived(server.toValue())).isEmpty();
        assertThat(CreatePort.TYPE.checkReceived(port.toValue())).isEmpty();
        assertThat(CreateSubnet.TYPE.checkReceived(subnet.toValue())).isEmpty();
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
