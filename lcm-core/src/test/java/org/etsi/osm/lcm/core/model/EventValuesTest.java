package org.etsi.osm.lcm.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the journal and the wire say of events and verbs is what they are, and what they can't say is refused. */
class EventValuesTest {
    private static final List<Value> WRONG = List.of(
            Value.of(""),
            Value.of("x".repeat(300)),
            Value.of(-1),
            Value.of(Long.MIN_VALUE),
            new Value.Dec(1e300),
            Value.of(true),
            new Value.Nil(),
            Value.Arr.EMPTY,
            Value.list(List.of(Value.of(7))),
            Value.Obj.EMPTY,
            Value.Obj.EMPTY.with("by", "nobody"));

    static Stream<Event> events() {
        return EventSamples.all().stream();
    }

    static Stream<VerbRequest> verbs() {
        return EventSamples.verbs().stream();
    }

    @ParameterizedTest
    @MethodSource("events")
    void shouldReadBackEveryEvent(Event event) {
        assertThat(EventValues.fromValue(EventValues.toValue(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void shouldReadBackEveryArgumentOfAVerb(VerbRequest request) {
        assertThat(EventValues.asVerb(EventValues.verb(request))).isEqualTo(request);
    }

    @Test
    void shouldHaveASampleOfEveryEvent() {
        var kinds = EventSamples.all().stream().map(Event::getClass).distinct();

        assertThat(kinds).hasSize(Event.class.getPermittedSubclasses().length);
    }

    @ParameterizedTest
    @MethodSource("events")
    void shouldIgnoreUnknownFields(Event event) {
        Value.Obj tree = EventValues.toValue(event).with("fromTheFuture", Value.list(List.of(Value.of(1))));

        assertThat(EventValues.fromValue(tree)).isEqualTo(event);
    }

    /** Goal: whatever any one field is replaced by or lacks, there is an event or one clear exception, nothing else. */
    @ParameterizedTest
    @MethodSource("events")
    void shouldMeetWrongValuesWithOneClearError(Event event) {
        wronged(EventValues.toValue(event)).forEach(tree -> {
            try {
                assertThat(EventValues.fromValue(tree)).isNotNull();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("Expected");
                assertThat(e.getMessage()).hasSizeLessThan(600);
            }
        });
    }

    @Test
    void shouldSayWhatWasExpectedOfAVerb() {
        Value.Obj verb = EventValues.verb(EventSamples.verbs().getFirst());

        assertThatThrownBy(() -> EventValues.asVerb(verb.with("verb", "explode")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'verb'")
                .hasMessageContaining("explode");
        assertThatThrownBy(() -> EventValues.asVerb(verb.with("parameters", "none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a map in 'parameters'");
        assertThatThrownBy(() -> EventValues.asVerb(verb.with("expectedRevision", "soon")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'expectedRevision'");
        assertThatThrownBy(() -> EventValues.asVerb(verb.with("task", 7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected a task id such as t0001");
        assertThatThrownBy(() -> EventValues.fromValue(Value.Obj.EMPTY.with("kind", "Exploded")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Exploded");
    }

    /** The tree with each field of each of its maps replaced by each wrong value, one at a time. */
    private static Stream<Value.Obj> wronged(Value.Obj tree) {
        return tree.fields().entrySet().stream()
                .flatMap(field -> Stream.concat(
                                WRONG.stream(),
                                field.getValue() instanceof Value.Obj inner ? wronged(inner) : Stream.empty())
                        .map(wrong -> tree.with(field.getKey(), wrong)));
    }
}
