package org.etsi.osm.lcm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.Test;

class ReliabilityPageTest {
    private static final Value.Obj SIMULATION = Value.Obj.EMPTY
            .with("seeds", 20_000)
            .with("transitions", 1_234_567)
            .with("survived", 1_234_567)
            .with("millis", 91_234);

    @Test
    void shouldTellFiguresOneByOne() {
        String page = ReliabilityPage.of(Map.of("simulation", SIMULATION));

        assertThat(page)
                .contains("- 1,234,567 of 1,234,567 persisted transitions survived in simulation")
                .contains("| seeds | 20,000 |")
                .contains("| took | 91.2 s |");
    }

    @Test
    void shouldTellListsAsTables() {
        var planted = Value.Obj.EMPTY
                .with("planted", 1)
                .with("caught", 1)
                .with(
                        "bugs",
                        Value.list(List.of(Value.Obj.EMPTY
                                .with("name", "undone a|b")
                                .with("recoveryMs", 1_500)
                                .with("rolledBack", 2))));

        assertThat(ReliabilityPage.of(Map.of("planted-bugs", planted)))
                .contains("| name | recovery | rolled back |\n| --- | --- | --- |\n| undone a\\|b | 1.5 s | 2 |\n");
    }

    @Test
    void shouldSayWhatWasLeftOut() {
        assertThat(ReliabilityPage.of(Map.of("simulation", SIMULATION)))
                .contains("- not run in this build: interruptions of real processes survived")
                .containsOnlyOnce("## Interrupted processes")
                .contains("**Not run in this build.**");
    }
}
