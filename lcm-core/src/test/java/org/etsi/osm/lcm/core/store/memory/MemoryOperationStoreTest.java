package org.etsi.osm.lcm.core.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.etsi.osm.lcm.core.store.StoreSamples.accepted;
import static org.etsi.osm.lcm.core.store.StoreSamples.ended;
import static org.etsi.osm.lcm.core.store.StoreSamples.id;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.OperationStore.Outcome;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.core.store.OperationStoreContract;
import org.etsi.osm.lcm.core.store.memory.StoreFaults.WriteFate;
import org.junit.jupiter.api.Test;

class MemoryOperationStoreTest extends OperationStoreContract {
    private static final Ownership OWNER = new Ownership(0, 1, "engine");

    private final MemoryOperationStore store = new MemoryOperationStore();
    private final Operation first = accepted("op-1", OWNER);
    private final Operation second = ended(first, OperationState.FAILED_TEMP);
    private final List<Write> update = List.of(new Write.Update(first, second, 0));

    @Override
    protected OperationStore store() {
        return store;
    }

    @Override
    protected void breakDocument(OperationId id) {
        store.breakDocument(id, "broken by the test");
    }

    @Test
    void shouldLoseAWriteThatFailsBefore() {
        store.write(List.of(new Write.Insert(first)));
        fails(WriteFate.failsBefore());

        assertThatThrownBy(() -> store.write(update)).isInstanceOf(StoreUnavailableException.class);

        assertThat(revision("op-1")).isEqualTo(1);
    }

    @Test
    void shouldKeepAWriteWhoseAnswerIsLost() {
        store.write(List.of(new Write.Insert(first)));
        fails(WriteFate.failsAfter());

        assertThatThrownBy(() -> store.write(update)).isInstanceOf(StoreUnavailableException.class);

        assertThat(revision("op-1")).isEqualTo(2);
    }

    @Test
    void shouldLetAWriteArriveLateIfItStillMatches() {
        store.write(List.of(new Write.Insert(first)));
        fails(WriteFate.late());
        assertThatThrownBy(() -> store.write(update)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.write(update)).isInstanceOf(StoreUnavailableException.class);
        assertThat(revision("op-1")).isEqualTo(1);
        assertThat(store.lateWrites()).isEqualTo(2);

        store.landLate(0);
        assertThat(revision("op-1")).isEqualTo(2);
        store.landLate(0);

        assertThat(revision("op-1")).isEqualTo(2);
        assertThat(store.lateWrites()).isZero();
        assertThat(store.writesApplied()).isEqualTo(2);
    }

    @Test
    void shouldAnswerAPartialBulkAsADatabaseDoes() {
        Operation other = accepted("op-2", OWNER);
        store.write(List.of(new Write.Insert(first), new Write.Insert(other)));
        fails(WriteFate.partial(Set.of(id("op-1"))));

        var outcomes = store.write(List.of(
                new Write.Update(first, second, 0), new Write.Update(other, ended(other, OperationState.FAILED), 0)));

        assertThat(outcomes).containsOnlyKeys(id("op-1"), id("op-2")).doesNotContainValue(Outcome.WRITTEN);
        assertThat(revision("op-1")).isEqualTo(1);
        assertThat(revision("op-2")).isEqualTo(2);
    }

    @Test
    void shouldFailOtherCallsBeforeOrAfterTheyAreDone() {
        store.faults(new StoreFaults() {
            @Override
            public CallFate onCall(Call call) {
                return call == Call.BEGIN_EPOCH ? CallFate.FAILS_AFTER : CallFate.FAILS_BEFORE;
            }
        });

        assertThatThrownBy(() -> store.beginEpoch(0)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.load(OWNER, Optional.empty(), 1)).isInstanceOf(StoreUnavailableException.class);

        store.faults(StoreFaults.NONE);
        assertThat(store.beginEpoch(0)).isEqualTo(2);
    }

    private void fails(WriteFate fate) {
        store.faults(new StoreFaults() {
            @Override
            public WriteFate onWrite(List<Write> batch) {
                return fate;
            }
        });
    }

    private long revision(String operation) {
        store.faults(StoreFaults.NONE);
        return Objects.requireNonNull(store.stamps(List.of(id(operation))).get(id(operation)))
                .revision();
    }
}
