package org.etsi.osm.lcm.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.etsi.osm.lcm.core.store.StoreSamples;
import org.junit.jupiter.api.Test;

/** Plans in exports are what they were, with whatever texts there are in them. */
class PlanValuesTest {
    private static final Plan PLAN = StoreSamples.chain(3);

    @Test
    void shouldReadBackEveryFieldOfEveryTask() {
        assertThat(PlanValues.fromValue(PlanValues.toValue(PLAN)).tasks()).isEqualTo(PLAN.tasks());
        assertThat(PlanValues.fromValue(Value.Arr.EMPTY).size()).isZero();
    }

    @Test
    void shouldSayWhatATaskLacks() {
        var first = (Value.Obj) PlanValues.toValue(PLAN).items().getFirst();

        for (String field : List.of("id", "type", "label", "adapter", "timeoutMs", "retry", "reversibility")) {
            assertThatThrownBy(() -> PlanValues.fromValue(Value.list(List.of(first.with(field, new Value.Nil())))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + field + "'");
        }
        assertThatThrownBy(() -> PlanValues.fromValue(Value.of("none"))).isInstanceOf(IllegalArgumentException.class);
    }
}
