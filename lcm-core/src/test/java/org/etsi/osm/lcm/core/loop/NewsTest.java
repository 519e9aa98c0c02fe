package org.etsi.osm.lcm.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.etsi.osm.lcm.core.engine.Plans;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.junit.jupiter.api.Test;

/** What is shown of an operation though it isn't stored: what its tasks see, with their labels. */
class NewsTest {
    private static final int TASKS = 12;

    private static Shop atWork() {
        var shop = new Shop(Plans.wide(TASKS)).assigned().requested("op1").settle();
        shop.after(Duration.ofSeconds(2));
        shop.bus.shown.clear();
        return shop;
    }

    private static void observes(Shop shop, String task, String what) {
        shop.receive(new Inbound.Replied(Reply.progress(shop.command("op1", task), Value.Obj.EMPTY, what)));
    }

    @Test
    void shouldShowTheLastWordOfEachTaskAndTheLatestLast() {
        var shop = atWork();
        int bulks = shop.bulks;
        observes(shop, "t0003", "building");
        observes(shop, "t0011", "building");
        observes(shop, "t0002", "building");
        observes(shop, "t0003", "booting");

        shop.settle();

        assertThat(shop.bus.shown).containsExactly(List.of("no-op 11 building", "no-op 2 building", "no-op 3 booting"));
        assertThat(shop.bulks).as("nothing is written for it").isEqualTo(bulks);
    }

    @Test
    void shouldShowNewsAtMostOnceASecondAndTheNewestOnesThen() {
        var shop = atWork();
        observes(shop, "t0001", "building");
        shop.settle().after(Duration.ofMillis(999));
        observes(shop, "t0001", "booting");
        shop.settle();
        assertThat(shop.bus.shown).containsExactly(List.of("no-op 1 building"));

        shop.after(Duration.ofMillis(1));
        observes(shop, "t0002", "building");
        shop.settle();

        assertThat(shop.bus.shown).last().isEqualTo(List.of("no-op 1 booting", "no-op 2 building"));
    }

    @Test
    void shouldShowNothingOfATaskThatIsOver() {
        var shop = atWork();
        observes(shop, "t0001", "booting");
        shop.settle().after(Duration.ofSeconds(1)).succeeds("op1", "t0001").settle();

        assertThat(shop.bus.shown).last().isEqualTo(List.of());
    }
}
