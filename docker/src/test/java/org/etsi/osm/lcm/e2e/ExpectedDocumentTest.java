package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.junit.jupiter.api.Test;

/** The comparison that the tests of whole documents rely on. */
class ExpectedDocumentTest {
    private static Value.Obj document(String yaml) {
        return (Value.Obj) OsmYaml.read(yaml);
    }

    @Test
    void shouldAcceptTheSameDocumentWhateverTheKindOfItsNumbers() {
        var expected = ExpectedDocument.of(document("{a: 1, b: {c: [x, {}]}, d: null}"));

        assertThat(expected.differences(document("{d: null, b: {c: [x, {}]}, a: 1.0}")))
                .isEmpty();
    }

    @Test
    void shouldTellEveryDifferenceAtOnce() {
        var expected = ExpectedDocument.of(document("{a: 1, b: {c: x}, d: null, e: []}"));

        assertThat(expected.differences(document("{a: 2, b: {c: x, more: y}, e: [1]}")))
                .containsExactly(
                        "/a: expected 1, but found 2",
                        "/b/more: expected nothing, but found 'y'",
                        "/d: expected null, but there is nothing",
                        "/e: expected [], but there is nothing",
                        "/e/0: expected nothing, but found 1");
    }

    @Test
    void shouldTakeChangesAndRulesInPlaceOfWhatWasThere() {
        long now = System.currentTimeMillis();
        var expected = ExpectedDocument.of(document("{a: {b: 1, c: 2}, d: null, gone: {x: 1}, t: 0}"))
                .with("/a", "text")
                .with("/d/e", 5)
                .with("/t", ExpectedDocument.Rule.since(now))
                .with("/id", ExpectedDocument.Rule.text("[0-9a-f]+"))
                .without("/gone");

        Value.Obj right = document("{a: text, d: {e: 5}, id: 12af}").with("t", new Value.Dec(now / 1_000.0));
        assertThat(expected.differences(right)).isEmpty();
        assertThat(expected.differences(right.with("t", 5).with("id", "xyz"))).hasSize(2);
        assertThat(expected.differences(right.with("gone", Value.Obj.EMPTY))).hasSize(1);
    }
}
