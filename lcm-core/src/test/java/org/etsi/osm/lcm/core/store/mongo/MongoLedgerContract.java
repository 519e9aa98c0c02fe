package org.etsi.osm.lcm.core.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.adapter.LedgerEntry;
import org.etsi.osm.lcm.core.adapter.LedgerStore;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Outcome;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Write;
import org.etsi.osm.lcm.core.adapter.LedgerStoreContract;
import org.etsi.osm.lcm.core.adapter.OrphanStore;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Fate;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Orphan;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Reason;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.StoreSamples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ledger's contract on MongoDB, and the orphan ledger beside it. */
abstract class MongoLedgerContract extends LedgerStoreContract {
    private final TestMongo mongo;
    private final MongoLedgerStore ledger;

    MongoLedgerContract(TestMongo mongo) {
        this.mongo = mongo;
        this.ledger = mongo.connection().ledger("lcm_ro_ledger");
        ledger.prepare();
    }

    @Override
    protected LedgerStore store() {
        return ledger;
    }

    @Override
    protected void spoil(String taskKey) {
        mongo.database()
                .getCollection("lcm_ro_ledger")
                .updateOne(Filters.eq("_id", taskKey), Updates.set("command", "gone"));
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void shouldTellWhichOfManyUpdatesConflicted() {
        LedgerEntry one = entry(0, Value.Obj.EMPTY);
        LedgerEntry two = entry(1, Value.Obj.EMPTY);
        ledger.write(List.of(new Write(null, one), new Write(null, two)));
        ledger.write(List.of(new Write(one, one.withRevision(2))));

        assertThat(ledger.write(List.of(
                        new Write(one, one.withRevision(2)),
                        new Write(two, two.withRevision(2)),
                        new Write(null, entry(2, Value.Obj.EMPTY)))))
                .containsEntry(one.taskKey(), Outcome.CONFLICT)
                .containsEntry(two.taskKey(), Outcome.WRITTEN)
                .containsEntry("op-1/t0003", Outcome.WRITTEN);
        assertThat(ledger.write(List.of())).isEmpty();
    }

    @Test
    void shouldKeepHostileTextsAndCutWhatIsTooDeep() {
        Value deep = Value.of("ground");
        for (int i = 0; i < 300; i++) {
            deep = Value.Obj.EMPTY.with("d", deep);
        }
        LedgerEntry hostile = entry(0, StoreSamples.hostileTree());

        assertThat(ledger.write(List.of(
                        new Write(null, hostile), new Write(null, entry(1, Value.Obj.EMPTY.with("x", deep))))))
                .doesNotContainValue(Outcome.CONFLICT);

        assertThat(ledger.get(List.of(hostile.taskKey()))).containsValue(hostile);
        assertThat(ledger.get(List.of("op-1/t0002")))
                .hasValueSatisfying(new org.assertj.core.api.Condition<>(
                        entry -> entry.command().parameters().toString().contains("omitted: nested too deep"),
                        "a text where it was cut"));
    }

    @Test
    void shouldPassOverAnEntryThatCannotBeRead() {
        ledger.write(List.of(
                new Write(null, entry(0, Value.Obj.EMPTY)),
                new Write(null, entry(1, Value.Obj.EMPTY)),
                new Write(null, entry(2, Value.Obj.EMPTY))));
        mongo.database()
                .getCollection("lcm_ro_ledger")
                .updateOne(Filters.eq("_id", "op-1/t0001"), Updates.set("command", "gone"));

        assertThat(ledger.open(0, Optional.empty(), 1))
                .extracting(LedgerEntry::taskKey)
                .containsExactly("op-1/t0002");
        assertThat(ledger.get(List.of("op-1/t0001"))).isEmpty();
    }

    @Test
    void shouldRecordAnOrphanOncePerReason() {
        MongoOrphanStore orphans = mongo.connection().orphans();
        orphans.prepare();
        Orphan found = orphan("server-1", Reason.LATE, Fate.REPORTED, 1_000);
        Orphan removed = orphan("server-1", Reason.LATE, Fate.REMOVED, 3_000);
        Orphan surplus = orphan("server-1", Reason.SURPLUS, Fate.REPORTED, 2_000);

        OrphanStore port = orphans;
        port.record(found);
        port.record(surplus);
        port.record(removed);

        assertThat(port.latest(10)).containsExactly(removed, surplus);
        assertThat(port.latest(1)).containsExactly(removed);
    }

    private static Orphan orphan(String id, Reason reason, Fate fate, long seenEpochMs) {
        return new Orphan("vim/1", id, "server", "ns-1", "op-1/t0001", reason, fate, "", seenEpochMs);
    }

    private static LedgerEntry entry(int task, Value.Obj parameters) {
        var command = new Command(
                new OperationId("op-1"),
                "ns-1",
                TaskId.at(task),
                "ro",
                "CreateServer",
                CommandAction.EXECUTE,
                1,
                1,
                parameters,
                parameters,
                60_000,
                new ReplyTo("lcm-inbox", 5, "ns-1"));
        return LedgerEntry.first(0, command).withRevision(1);
    }
}
