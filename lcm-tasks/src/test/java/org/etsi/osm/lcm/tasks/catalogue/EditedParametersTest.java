package org.etsi.osm.lcm.tasks.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EditedParametersTest {
    private static final Value.Obj PORT =
            Value.Obj.EMPTY.with("vim", "vim1").with("networkId", "net").with("name", "eth0");

    static Stream<TaskType> types() {
        return Catalogue.TYPES.stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldAskEveryTypeToReadThem(TaskType type) {
        assertThat(EditedParameters.isRead(type)).isTrue();
    }

    /** Goal: it is called while deciding, so whatever an operator sends it must not throw. */
    @ParameterizedTest
    @MethodSource("types")
    void shouldNeverThrow(TaskType type) {
        List<Value> hostile = List.of(
                new Value.Nil(),
                Value.of(""),
                Value.of(-1),
                Value.of(Long.MAX_VALUE),
                new Value.Dec(Double.MAX_VALUE),
                Value.of(true),
                Value.Arr.EMPTY,
                Value.list(List.of(new Value.Nil(), Value.of(1))),
                Value.Obj.EMPTY,
                new Value.Ref(new TaskId("t0001"), "/id"));
        for (Value each : hostile) {
            Value.Obj parameters = Value.Obj.EMPTY;
            for (Field field : type.parameters()) {
                parameters = parameters.with(field.name(), each);
            }
            assertThat(EditedParameters.objection(type.name(), parameters)).isNotNull();
        }
        assertThat(EditedParameters.objection(type.name(), Value.Obj.EMPTY.with("misspelt", "x")))
                .hasValueSatisfying(objection -> assertThat(objection).contains(type.name(), "misspelt"));
    }

    @Test
    void shouldTakeWhatTheTypeTakes() {
        assertThat(EditedParameters.objection("CreatePort", PORT)).isEmpty();
        assertThat(EditedParameters.objection("CreatePort", PORT.with("mac", "fa:16:3e:00:00:01")))
                .isEmpty();
    }

    @Test
    void shouldSayWhatIsWrongWithAnEdit() {
        assertThat(EditedParameters.objection("CreatePort", PORT.with("portSecurity", "maybe")))
                .contains("CreatePort: Expected parameter 'portSecurity' to be a true or false, but found the text"
                        + " 'maybe'");
        assertThat(EditedParameters.objection("CreatePort", PORT.with("fixedIp", "10.0.0.9")))
                .contains("CreatePort: Expected no parameter 'fixedIp', but it is there");
        assertThat(EditedParameters.objection("CreatePort", PORT.with("name", new Value.Nil())))
                .contains("CreatePort: Expected parameter 'name', but it isn't there");
        assertThat(EditedParameters.objection(
                        "CreateVolume",
                        Value.Obj.EMPTY.with("vim", "vim1").with("name", "v").with("sizeGb", 1L << 40)))
                .hasValueSatisfying(objection -> assertThat(objection).contains("CreateVolume", "sizeGb"));
    }

    @Test
    void shouldNotObjectToReferencesAndUnknownTypes() {
        assertThat(EditedParameters.objection(
                        "CreatePort", PORT.with("networkId", new Value.Ref(new TaskId("t0001"), "/networkId"))))
                .isEmpty();
        assertThat(EditedParameters.objection("FromTheFuture", Value.Obj.EMPTY.with("x", 1)))
                .isEmpty();
    }
}
