package org.etsi.osm.lcm.ro.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.bson.Document;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.ro.account.store.MongoAccountRecords;
import org.etsi.osm.lcm.ro.vim.AccountVims;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Vim;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.Vims;
import org.etsi.osm.lcm.ro.vim.sim.Latency;
import org.etsi.osm.lcm.ro.vim.sim.MemorySimVimState;
import org.etsi.osm.lcm.ro.vim.sim.SimDriver;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.etsi.osm.lcm.ro.vim.sim.Surroundings;
import org.etsi.osm.lcm.ro.vim.sim.store.TestMongo;
import org.etsi.osm.lcm.ro.vim.store.MongoVimAccounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks with the real records and the simulated VIM. */
@SuppressWarnings("NullAway.Init")
class AccountChecksTest {
    private static final double NOW = 1_760_000_000.0;

    private final Counters counters = new Counters();
    private final MemorySimVimState state = new MemorySimVimState();
    private TestMongo mongo;
    private MongoCollection<Document> accounts;
    private MongoAccountRecords records;
    private Vims vims;
    private AccountChecks checks;
    private long ticksMs = 10_000;

    @BeforeEach
    void open() {
        mongo = new TestMongo();
        accounts = mongo.database().getCollection("vim_accounts");
        records = new MongoAccountRecords(mongo.database(), "lcm-java", InstantSource.system());
        var surroundings = new Surroundings(InstantSource.system(), new Random(1), Latency.none());
        vims = new AccountVims(
                new MongoVimAccounts(mongo.database()),
                Map.of(SimDriver.TYPE, new SimDriver(account -> state, surroundings)));
        checks = checks(vims);
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    private AccountChecks checks(Vims on) {
        return new AccountChecks(records, on, Duration.ofMinutes(1), Duration.ofSeconds(30), counters);
    }

    private static Document operation(String type, String state) {
        return new Document("lcmOperationType", type)
                .append("operationState", state)
                .append("startTime", NOW)
                .append("worker", null);
    }

    /** As NBI stores it. */
    private void insert(String id, String type, Document sim, Document... operations) {
        accounts.insertOne(new Document("_id", id)
                .append("name", id)
                .append("vim_type", type)
                .append("config", new Document("sim", sim))
                .append(
                        "_admin",
                        new Document("operationalState", "PROCESSING")
                                .append("modified", NOW)
                                .append("operations", List.of(operations))));
    }

    private void told(String command, String id, String operation) {
        Value.Obj body = Value.Obj.EMPTY.with("_id", id);
        checks.take(command, operation.isEmpty() ? body : body.with("op_id", id + ":" + operation));
    }

    private void turn() {
        ticksMs += 1_000;
        boolean more = true;
        for (int i = 0; i < 10 && more; i++) {
            more = checks.turn(new Moment(ticksMs, (long) (NOW * 1_000)));
        }
        assertThat(more).isFalse();
    }

    private Document admin(String id) {
        return Objects.requireNonNull(accounts.find(Filters.eq("_id", id)).first())
                .get("_admin", Document.class);
    }

    private Document operation(String id, int place) {
        return admin(id).getList("operations", Document.class).get(place);
    }

    @Test
    void shouldEnableANewAccountWhoseVimAnswers() {
        insert("vim-1", "sim", new Document("boot_ms", 10), operation("create", "PROCESSING"));

        told("created", "vim-1", "0");
        turn();

        assertThat(admin("vim-1"))
                .containsEntry("operationalState", "ENABLED")
                .containsEntry("detailed-status", "Done")
                .containsEntry("current_operation", null);
        assertThat(operation("vim-1", 0))
                .containsEntry("operationState", "COMPLETED")
                .containsEntry("detailed-status", "Done")
                .containsEntry("worker", null);
        assertThat(operation("vim-1", 0).getDouble("statusEnteredTime")).isGreaterThan(NOW);
    }

    @Test
    void shouldSayWhyAnAccountCanNotBeUsed() {
        insert("dummy", "dummy", new Document(), operation("create", "PROCESSING"));
        insert("unreadable", "sim", new Document("boot_ms", "soon"), operation("create", "PROCESSING"));
        insert("away", "sim", new Document(), operation("create", "PROCESSING"));
        told("created", "dummy", "0");
        told("create", "unreadable", "0");
        turn();
        state.put(SimFault.always(
                "f", Kind.NETWORK, SimFault.Operation.LIST, new SimFault.Refuse(VimException.Code.UNAUTHORIZED)));
        told("created", "away", "0");
        turn();

        for (String id : List.of("dummy", "unreadable", "away")) {
            assertThat(admin(id)).as(id).containsEntry("operationalState", "ERROR");
            assertThat(operation(id, 0)).as(id).containsEntry("operationState", "FAILED");
            assertThat(operation(id, 0).getString("detailed-status"))
                    .isEqualTo(admin(id).getString("detailed-status"));
        }
        assertThat(admin("dummy").getString("detailed-status")).contains("there is no driver for 'dummy'");
        assertThat(admin("unreadable").getString("detailed-status")).contains("sim.boot_ms", "soon");
        assertThat(admin("away").getString("detailed-status")).startsWith("UNAUTHORIZED");
        assertThat(counters.get("accounts.errors")).isEqualTo(3);
    }

    /** Goal: an edit counts for the very next call, and its check is made with what it says. */
    @Test
    void shouldCheckAnEditedAccountAsItIsNow() {
        insert("vim-1", "sim", new Document("boot_ms", "soon"), operation("create", "PROCESSING"));
        told("created", "vim-1", "0");
        turn();
        assertThat(admin("vim-1")).containsEntry("operationalState", "ERROR");
        accounts.updateOne(
                Filters.eq("_id", "vim-1"),
                Updates.combine(
                        Updates.set("config.sim.boot_ms", 10),
                        Updates.set("config.sim.call_limit_ms", 900),
                        Updates.push("_admin.operations", operation("edit", "PROCESSING"))));

        told("edited", "vim-1", "1");
        turn();

        assertThat(admin("vim-1")).containsEntry("operationalState", "ENABLED");
        assertThat(operation("vim-1", 0)).containsEntry("operationState", "FAILED");
        assertThat(operation("vim-1", 1)).containsEntry("operationState", "COMPLETED");
        assertThat(vims.vim("vim-1").callLimit()).hasMillis(900);
    }

    @Test
    void shouldDoNothingForASecondMessageAnEndingAccountOrAnUnknownOne() {
        insert("done", "sim", new Document(), operation("create", "COMPLETED"));
        accounts.updateOne(Filters.eq("_id", "done"), Updates.set("_admin.operationalState", "ENABLED"));
        insert("ending", "dummy", new Document(), operation("create", "PROCESSING"));
        accounts.updateOne(Filters.eq("_id", "ending"), Updates.set("_admin.to_delete", true));
        var before = admin("ending");
        told("created", "done", "0");
        told("created", "ending", "0");
        told("edited", "nowhere", "7");
        told("edited", "", "7");
        checks.take("delete", Value.Obj.EMPTY.with("_id", "done"));
        checks.take("created", Value.Obj.EMPTY.with("_id", Value.Obj.EMPTY));
        turn();

        assertThat(admin("done")).doesNotContainKey("detailed-status");
        assertThat(admin("ending")).isEqualTo(before);
        assertThat(counters.get("accounts.enabled") + counters.get("accounts.errors"))
                .isZero();
    }

    @Test
    void shouldLeaveAnotherWorkersOperationAlone() {
        insert("vim-1", "sim", new Document(), operation("create", "PROCESSING").append("worker", "a5adf5972b63"));

        told("created", "vim-1", "0");
        turn();

        assertThat(admin("vim-1")).containsEntry("operationalState", "PROCESSING");
    }

    /** Goal: without an operation it proceeds, and what was committed before a crash is still done. */
    @Test
    void shouldProceedWithoutAnOperationAndAfterARestart() {
        insert("vim-1", "sim", new Document());
        accounts.updateOne(Filters.eq("_id", "vim-1"), Updates.set("_admin.operationalState", "ENABLED"));
        told("edited", "vim-1", "");
        assertThat(admin("vim-1")).containsEntry("operationalState", "PROCESSING");

        accounts.updateOne(Filters.eq("_id", "vim-1"), Updates.set("_admin.modified", NOW - 60));
        checks = checks(vims);
        turn();

        assertThat(admin("vim-1")).containsEntry("operationalState", "ENABLED");
    }

    @Test
    void shouldFindByItselfWhatNoMessageTold() {
        insert("lost", "sim", new Document(), operation("create", "PROCESSING").append("startTime", NOW - 60));
        insert("fresh", "sim", new Document(), operation("create", "PROCESSING"));
        // Claimed before a crash.
        insert(
                "taken",
                "sim",
                new Document(),
                operation("create", "PROCESSING").append("worker", "lcm-java").append("startTime", NOW - 60));

        turn();

        assertThat(admin("lost")).containsEntry("operationalState", "ENABLED");
        assertThat(admin("taken")).containsEntry("operationalState", "ENABLED");
        assertThat(admin("fresh")).containsEntry("operationalState", "PROCESSING");
    }

    /** Goal: the account shows the result of the newest check, in whatever order they end. */
    @Test
    void shouldLeaveTheAccountsStateToTheNewerCheck() {
        insert("vim-1", "dummy", new Document(), operation("create", "PROCESSING"));
        AccountRecords.Pending older = records.claim("vim-1").orElseThrow();
        accounts.updateOne(
                Filters.eq("_id", "vim-1"), Updates.push("_admin.operations", operation("edit", "PROCESSING")));

        records.finish(older, false, "out of date");
        assertThat(admin("vim-1")).containsEntry("operationalState", "PROCESSING");
        records.finish(older, true, "a second time");

        assertThat(operation("vim-1", 0))
                .containsEntry("operationState", "FAILED")
                .containsEntry("detailed-status", "out of date");
        assertThat(operation("vim-1", 1)).containsEntry("operationState", "PROCESSING");
        AccountRecords.Pending newer = records.claim("vim-1").orElseThrow();
        assertThat(newer.operations()).containsExactly(1);
        records.finish(newer, true, "Done");
        assertThat(admin("vim-1")).containsEntry("operationalState", "ENABLED");
    }

    /** Goal: a driver with a bug, or a store that is away, keeps no other account from its check. */
    @Test
    void shouldGoOnAfterABugAndAfterAnOutage() {
        insert("bad", "sim", new Document(), operation("create", "PROCESSING"));
        insert("good", "sim", new Document(), operation("create", "PROCESSING"));
        var outage = new boolean[] {true};
        checks = checks(id -> {
            if (id.equals("bad")) {
                throw new IllegalStateException("a bug");
            }
            return available(outage, vims.vim(id));
        });
        told("created", "bad", "0");
        told("created", "good", "0");

        assertThatThrownBy(this::turn).isInstanceOf(StoreUnavailableException.class);
        outage[0] = false;
        turn();

        assertThat(admin("bad").getString("detailed-status")).contains("a bug");
        assertThat(admin("good")).containsEntry("operationalState", "ENABLED");
        assertThat(Optional.ofNullable(admin("bad").getString("operationalState")))
                .contains("ERROR");
    }

    private static Vim available(boolean[] outage, Vim vim) {
        if (outage[0]) {
            throw new StoreUnavailableException("away");
        }
        return vim;
    }
}
