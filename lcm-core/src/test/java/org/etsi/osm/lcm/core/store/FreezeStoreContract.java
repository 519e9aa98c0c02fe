package org.etsi.osm.lcm.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.etsi.osm.lcm.core.model.Freeze;
import org.etsi.osm.lcm.core.model.Freezes;
import org.etsi.osm.lcm.core.model.Freezes.Outcome;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.port.FreezeStore;
import org.etsi.osm.lcm.core.port.FreezeStore.Changed;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.junit.jupiter.api.Test;

/** What every store of freezes keeps; run on the one in memory and on the real ones. */
public abstract class FreezeStoreContract {
    private static final Selector VIM = new Selector(Selector.Kind.VIM, "vim \uD83D\uDE00.1");

    protected abstract FreezeStore store();

    /** The operations beside it, which begin the epochs. */
    protected abstract OperationStore operations();

    @Test
    void shouldBeginWithNothingFrozen() {
        assertThat(store().current()).isEqualTo(Freezes.NONE);
        assertThat(store().acknowledged()).isEmpty();
    }

    @Test
    void shouldKeepWhatIsFrozenUntilItIsThawed() {
        Freeze freeze = freeze(VIM, "r1");
        assertThat(freeze(freeze).outcome()).isInstanceOf(Outcome.Changed.class);
        freeze(freeze(Selector.EVERYTHING, "r2"));

        assertThat(store().current().version()).isEqualTo(2);
        assertThat(store().current().inForce()).containsExactly(freeze, freeze(Selector.EVERYTHING, "r2"));

        Changed thawed = store().change(now -> now.thaw(VIM, "r3"));
        assertThat(thawed.now()).isEqualTo(store().current());
        assertThat(store().current().version()).isEqualTo(3);
        assertThat(store().current().selectors()).containsExactly(Selector.EVERYTHING);
    }

    @Test
    void shouldAnswerARepeatedRequestAlike() {
        freeze(freeze(VIM, "r1"));
        store().change(now -> now.thaw(VIM, "r2"));

        assertThat(freeze(freeze(VIM, "r1")).outcome()).isEqualTo(new Outcome.Repeated(1));
        assertThat(store().change(now -> now.thaw(VIM, "r2")).outcome()).isEqualTo(new Outcome.Repeated(2));
        assertThat(store().current().version()).isEqualTo(2);
    }

    @Test
    void shouldRejectWhatWouldChangeNothing() {
        freeze(freeze(VIM, "r1"));

        assertThat(freeze(freeze(VIM, "r2")).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("frozen already", "alice", "r1"));
        assertThat(store().change(now -> now.thaw(Selector.EVERYTHING, "r3")).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("isn't frozen"));
        assertThat(store().current().version()).isEqualTo(1);
    }

    @Test
    void shouldBoundHowManyThereAre() {
        for (int i = 0; i < Freezes.MOST; i++) {
            freeze(freeze(new Selector(Selector.Kind.NS, "ns" + i), "r" + i));
        }

        assertThat(freeze(freeze(VIM, "one-more")).outcome()).isInstanceOf(Outcome.Rejected.class);
        assertThat(store().current().inForce()).hasSize(Freezes.MOST);
    }

    @Test
    void shouldLoseNoneOfSeveralAtOnce() throws Exception {
        List<Callable<Changed>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String id = "r" + i;
            all.add(() -> freeze(freeze(new Selector(Selector.Kind.NS, id), id)));
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(all)) {
                assertThat(done.get().outcome()).isInstanceOf(Outcome.Changed.class);
            }
        }

        assertThat(store().current().version()).isEqualTo(8);
        assertThat(store().current().selectors()).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void shouldTakeTheWordOfThePresentOwnerOnly() {
        long first = operations().beginEpoch(3);
        store().acknowledge(3, first, 7);
        store().acknowledge(4, 1, 7);
        assertThat(store().acknowledged()).isEqualTo(Map.of(3, 7L));

        long second = operations().beginEpoch(3);
        assertThat(store().acknowledged()).isEmpty();
        assertThat(store().acknowledge(3, first, 8)).as("of a former owner").isFalse();
        assertThat(store().acknowledged()).isEmpty();

        assertThat(store().acknowledge(3, second, 8)).isTrue();
        store().acknowledge(3, second, 8);
        assertThat(store().acknowledged()).isEqualTo(Map.of(3, 8L));
    }

    private Changed freeze(Freeze freeze) {
        return store().change(now -> now.freeze(freeze));
    }

    private static Freeze freeze(Selector selector, String requestId) {
        return new Freeze(selector, "alice", "maintenance", 1_700_000_000_000L, requestId);
    }
}
