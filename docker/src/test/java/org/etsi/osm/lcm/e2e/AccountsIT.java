package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** VIM accounts, pings and a placement engine, over real Kafka. */
@Timeout(180)
class AccountsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static Rig rig;
    private static Value.Obj nsd;

    @BeforeAll
    static void start() {
        rig = new Rig(folder);
        Small.onboardVnf(rig.nbi());
        nsd = Small.onboardNs(rig.nbi(), 1);
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    /** As NBI stores it before it publishes. */
    private static Value.Obj account(String id, String type, Value.Obj sim, String... operations) {
        double now = System.currentTimeMillis() / 1_000.0;
        List<Value> stored = List.of(operations).stream()
                .map(operation -> (Value) Value.Obj.EMPTY
                        .with("lcmOperationType", operation)
                        .with("operationState", "PROCESSING")
                        .with("startTime", new Value.Dec(now))
                        .with("worker", new Value.Nil()))
                .toList();
        return Value.Obj.EMPTY
                .with("_id", id)
                .with("name", id)
                .with("vim_type", type)
                .with("config", Value.Obj.EMPTY.with("sim", sim))
                .with(
                        "_admin",
                        Value.Obj.EMPTY
                                .with("operationalState", "PROCESSING")
                                .with("modified", new Value.Dec(now))
                                .with("operations", new Value.Arr(stored)));
    }

    private static void say(String command, String id, String operation) {
        Value.Obj body = Value.Obj.EMPTY.with("_id", id);
        Value.Obj message =
                operation.isEmpty() ? body.with("op_id", new Value.Nil()) : body.with("op_id", id + ":" + operation);
        rig.nbi().publish("vim_account", command, PyYaml.dump(message));
    }

    private static void awaitAccount(String id, String state, String detail) {
        await().atMost(LIMIT).untilAsserted(() -> {
            Value admin = rig.document("vim_accounts", id).field("_admin").orElseThrow();
            assertThat(admin.text("operationalState")).contains(state);
            assertThat(admin.text("detailed-status").orElse("")).contains(detail);
        });
    }

    @Test
    void shouldCheckAnAccountAndRemoveItWhenNobodyNeedsItAnyMore() {
        String vim = UUID.randomUUID().toString();
        var quick = Value.Obj.EMPTY.with("boot_ms", 0).with("delete_ms", 50).with("call_limit_ms", 1_500);
        rig.nbi().documents().put("vim_accounts", account(vim, "dummy", quick, "create"));
        say("created", vim, "0");
        awaitAccount(vim, "ERROR", "no driver for 'dummy'");
        rig.nbi().documents().put("vim_accounts", account(vim, "sim", quick, "edit"));
        say("edited", vim, "0");
        awaitAccount(vim, "ENABLED", "Done");

        Value.Obj nsr = Small.createNs(rig.nbi(), "ns-" + vim, nsd, vim);
        rig.awaitState(rig.nbi().start("instantiate", nsr), "COMPLETED");
        Value.Obj condemned = account(vim, "sim", quick, "delete");
        Value admin = condemned.field("_admin").orElseThrow();
        rig.nbi()
                .documents()
                .put("vim_accounts", condemned.with("_admin", ((Value.Obj) admin).with("to_delete", true)));
        say("delete", vim, "0");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(rig.document("vim_accounts", vim)
                                .at("/_admin/operations/0/detailed-status")
                                .flatMap(Value::asText))
                        .contains("Waits for VNF v1 of NS " + Nbi.id(nsr)));
        rig.awaitState(rig.nbi().start("terminate", nsr), "COMPLETED");
        assertThat(rig.resources(vim, Nbi.id(nsr))).isEmpty();
        String vnfr = Nbi.id(rig.vnfrs(Nbi.id(nsr)).getFirst());
        rig.nbi().set("vnfrs", vnfr, "vim-account-id", null);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(rig.nbi().documents().find("vim_accounts", vim))
                        .isEmpty());
        say("delete", vim, "0");
        say("deleted", vim, "");
        assertThat(rig.rejected()).isEmpty();
    }

    @Test
    void shouldPlaceVnfsWhereThePlacementEngineSays() {
        String first = rig.addVim("first", 0);
        String second = rig.addVim("second", 0);
        Value.Obj nsr = Small.createNs(rig.nbi(), "placed", nsd, first);
        var params = Value.Obj.EMPTY
                .with("placement-engine", "PLA")
                .with("validVimAccounts", Value.list(List.of(Value.of(first), Value.of(second))));
        String operation = rig.nbi().start("instantiate", nsr, params);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(rig.tap().all("pla"))
                        .anySatisfy(asked -> assertThat(OsmYaml.read(asked.value()))
                                .isEqualTo(Value.Obj.EMPTY.with("nslcmopId", operation))));
        assertThat(rig.resources(first, Nbi.id(nsr))).isEmpty();

        var place = Value.Obj.EMPTY.with("member-vnf-index", "v1").with("vimAccountId", second);
        var placement = Value.Obj.EMPTY.with("nslcmopId", operation).with("vnf", Value.list(List.of(place)));
        rig.nbi().publish("pla", "placement", PyYaml.dump(Value.Obj.EMPTY.with("placement", placement)));
        rig.awaitState(operation, "COMPLETED");

        assertThat(rig.resources(first, Nbi.id(nsr))).isEmpty();
        assertThat(rig.resources(second, Nbi.id(nsr)))
                .extracting(Resource::kind)
                .contains(Kind.SERVER);
        assertThat(rig.vnfrs(Nbi.id(nsr)).getFirst().text("vim-account-id")).contains(second);
        assertThat(rig.tap().all("pla").stream().filter(record -> "get_placement".equals(record.key())))
                .hasSize(1);
        rig.awaitState(rig.nbi().start("terminate", nsr), "COMPLETED");
        assertThat(rig.resources(second, Nbi.id(nsr))).isEmpty();
    }

    @Test
    void shouldHearItsOwnPing() {
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(rig.firstLcm().counters().get("admin.pongs")).isPositive());
        Value ping = OsmYaml.read(rig.tap().all("admin").getFirst().value());
        assertThat(ping.text("from")).isEqualTo(Optional.of("lcm"));
        assertThat(ping.text("worker_id").orElse("")).matches("[0-9a-f]{12}");
    }
}
