package org.etsi.osm.lcm.kafka.osm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Value;

/**
 * The rules by which NBI, osmclient and the GUI read OSM's records (contracts §6), and the combinations that no reader
 * may ever see. Each rule that is broken gives one sentence. The methods about one document hold at any moment; read
 * operations before the NS's record for {@link #between}, since the operation's own record is written last.
 */
public final class OsmReadingRules {
    private static final Set<String> NS_STATES =
            Set.of("NOT_INSTANTIATED", "BUILDING", "READY", "BROKEN", "TERMINATING", "DEGRADED");
    private static final Set<String> CURRENT_OPERATIONS = Set.of(
            "IDLE",
            "INSTANTIATING",
            "TERMINATING",
            "RUNNING ACTION",
            "UPDATING",
            "SCALING",
            "HEALING",
            "MIGRATING",
            "VERTICALSCALE",
            "START",
            "STOP",
            "REBUILD");
    private static final Set<String> OPERATIONAL = Set.of(
            "init",
            "running",
            "failed",
            "terminating",
            "terminated",
            "scaling",
            "updating",
            "healing",
            "start",
            "stop",
            "rebuild");
    private static final Set<String> CONFIG = Set.of(
            "init",
            "configured",
            "failed",
            "terminating",
            "terminated",
            "configuring pre-scaling",
            "configuring post-scaling");
    private static final Set<String> CONFIGURATION = Set.of(
            "CREATING",
            "REGISTERING",
            "INSTALLING SW",
            "EXECUTING PRIMITIVE",
            "READY",
            "BROKEN",
            "TERMINATING",
            "DELETED");
    private static final Set<String> VIM_STATES = Set.of(
            "BUILD",
            "ACTIVE",
            "DONE",
            "ERROR",
            "VIM_ERROR",
            "DELETED",
            "DELETING",
            "DOWN",
            "INACTIVE",
            "PAUSED",
            "SUSPENDED",
            "OTHER",
            "ACTIVE:NoMgmtIP");
    private static final Set<String> ENDS = Set.of("COMPLETED", "PARTIALLY_COMPLETED", "FAILED", "ROLLED_BACK");
    private static final List<String> CONSTANTS = List.of(
            "target_element",
            "member-vnf-index",
            "vdu_id",
            "kdu_name",
            "vdu_count_index",
            "vdu_name",
            "vnfd_id",
            "type",
            "ee_descriptor_id",
            "charm_name",
            "operational-status",
            "detailed-status",
            "step");

    private final String subject;
    private final Value document;
    private final List<String> broken = new ArrayList<>();

    private OsmReadingRules(String subject, Value document) {
        this.subject = subject + " " + document.text("_id").orElse("without _id");
        this.document = document;
    }

    /** What is wrong with an NS record, at any moment. */
    public static List<String> ofNsr(Value nsr) {
        var rules = new OsmReadingRules("nsr", nsr);
        rules.states();
        rules.operation();
        rules.errors();
        rules.configuration();
        rules.links("vld", "image", "flavor", "affinity-or-anti-affinity-group", "shared-volumes");
        return List.copyOf(rules.broken);
    }

    /** What is wrong with a VNF record, at any moment. */
    public static List<String> ofVnfr(Value vnfr) {
        var rules = new OsmReadingRules("vnfr", vnfr);
        rules.expectOneOf("/_admin/nsState", Set.of("NOT_INSTANTIATED", "INSTANTIATED"));
        rules.expect(!rules.text("/ip-address").contains(";"), "one ip-address");
        rules.links("vld");
        rules.links("vdur");
        vnfr.items("vdur").forEach(rules::server);
        vnfr.items("kdur").forEach(rules::kdu);
        return List.copyOf(rules.broken);
    }

    /** What is wrong with an operation record, at any moment. */
    public static List<String> ofOperation(Value operation) {
        var rules = new OsmReadingRules("nslcmop", operation);
        String state = rules.text("/operationState");
        rules.expect(
                List.of(OperationState.values()).stream().anyMatch(s -> s.name().equals(state)),
                "an operationState of SOL005");
        rules.expect(isNumber(operation, "statusEnteredTime"), "a number as statusEnteredTime");
        rules.expect(isNumber(operation, "startTime"), "a number as startTime");
        rules.expect(has(operation, "stage"), "stage to be there, which osmclient reads without asking");
        long position =
                operation.field("queuePosition").orElse(new Value.Nil()) instanceof Value.Int(var number) ? number : 0;
        rules.expect(position >= 0 && (position == 0 || state.equals("PROCESSING")), "a place in the queue only there");
        boolean failed = state.equals("FAILED") || state.equals("FAILED_TEMP");
        if (failed) {
            rules.expect(!rules.text("/errorMessage").isBlank(), "an errorMessage, which osmclient wraps");
        }
        if (state.equals("COMPLETED")) {
            rules.expect(rules.text("/errorMessage").isEmpty(), "no errorMessage");
        }
        if (ENDS.contains(state)) {
            rules.expect(!rules.text("/detailed-status").isBlank(), "a detailed-status at the end");
            rules.expect(rules.text("/stage").isEmpty(), "no stage at the end");
        }
        for (Value step : operation.at("/_admin/operations").map(Value::items).orElse(List.of())) {
            rules.expect(step.text("primitive").isPresent(), "a primitive in each of _admin.operations");
        }
        return List.copyOf(rules.broken);
    }

    /** What is wrong between operations and the record of their NS that was read after them. */
    public static List<String> between(List<? extends Value> operations, Value nsr) {
        var rules = new OsmReadingRules("nsr", nsr);
        for (Value operation : operations) {
            String id = operation.text("_id").orElse("");
            boolean isOver = ENDS.contains(operation.text("operationState").orElse(""));
            rules.expect(
                    !isOver || !rules.text("/currentOperationID").equals(id),
                    "another currentOperationID than " + id + ", which has ended");
        }
        return List.copyOf(rules.broken);
    }

    /** What is wrong between the records of an NS when nothing moves any more. */
    public static List<String> settled(Value nsr, List<? extends Value> vnfrs, List<? extends Value> operations) {
        var all = new ArrayList<String>(ofNsr(nsr));
        var rules = new OsmReadingRules("nsr", nsr);
        rules.expect(rules.text("/currentOperation").equals("IDLE"), "nothing going on");
        // Not at any moment: what is configured is written just before the state that follows from it.
        rules.expect(
                !rules.text("/nsState").equals("READY")
                        || nsr.items("configurationStatus").stream()
                                .allMatch(one -> one.text("status")
                                        .filter("READY"::equals)
                                        .isPresent()),
                "each configurationStatus READY too");
        for (Value vnfr : vnfrs) {
            all.addAll(ofVnfr(vnfr));
            rules.expect(
                    vnfr.at("/_admin/nsState").equals(nsr.at("/_admin/nsState")),
                    "the _admin.nsState of VNF "
                            + vnfr.text("member-vnf-index-ref").orElse("?"));
            boolean isThere = vnfr.items("vdur").stream()
                    .anyMatch(vdur -> vdur.text("status").orElse("").equals("ACTIVE"));
            rules.expect(
                    !isThere || !rules.text("/nsState").equals("NOT_INSTANTIATED"),
                    "no active server of VNF "
                            + vnfr.text("member-vnf-index-ref").orElse("?"));
        }
        operations.forEach(operation -> {
            all.addAll(ofOperation(operation));
            rules.expect(
                    !operation.text("operationState").orElse("").equals("PROCESSING")
                            && operation
                                    .text("isCancelPending")
                                    .filter("true"::equals)
                                    .isEmpty(),
                    "operation " + operation.text("_id").orElse("?") + " at rest, without a pending cancel");
        });
        all.addAll(rules.broken);
        return all;
    }

    /** What is wrong with an operation's way from one reading to a later one: an end is an end. */
    public static List<String> ofChange(Value before, Value after) {
        var rules = new OsmReadingRules("nslcmop", after);
        String was = before.text("operationState").orElse("");
        rules.expect(!ENDS.contains(was) || rules.text("/operationState").equals(was), "to stay " + was);
        rules.expect(
                number(after, "statusEnteredTime") >= number(before, "statusEnteredTime"),
                "a statusEnteredTime that never goes back");
        return List.copyOf(rules.broken);
    }

    private void states() {
        expectOneOf("/nsState", NS_STATES);
        expectOneOf("/_admin/nsState", Set.of("NOT_INSTANTIATED", "INSTANTIATED"));
        expectOneOf("/currentOperation", CURRENT_OPERATIONS);
        expectOneOf("/operational-status", OPERATIONAL);
        expectOneOf("/config-status", CONFIG);
        expect(has(document, "detailed-status"), "a detailed-status");
        String state = text("/nsState");
        boolean isIn = text("/_admin/nsState").equals("INSTANTIATED");
        if (state.equals("READY")) {
            expect(isIn, "_admin.nsState INSTANTIATED while it is READY");
            expect(text("/operational-status").equals("running"), "operational-status running while it is READY");
            expect(text("/config-status").equals("configured"), "config-status configured while it is READY");
        }
        if (state.equals("NOT_INSTANTIATED")) {
            expect(!isIn, "_admin.nsState NOT_INSTANTIATED too");
        }
        if (state.equals("BROKEN")) {
            expect(
                    text("/operational-status").equals("failed")
                            || text("/config-status").equals("failed"),
                    "a failed status while it is BROKEN");
        }
    }

    private void operation() {
        String state = text("/nsState");
        String current = text("/currentOperation");
        String id = text("/currentOperationID");
        boolean isIdle = current.equals("IDLE");
        expect(isIdle == id.isEmpty(), "a currentOperationID exactly while it isn't IDLE");
        expect(text("/_admin/current-operation").equals(id), "_admin.current-operation to be currentOperationID");
        expect(text("/_admin/nslcmop").equals(id), "_admin.nslcmop to be currentOperationID");
        expect(text("/_admin/operation-type").equals(isIdle ? "" : current), "_admin.operation-type to tell the same");
        expect(state.equals("BUILDING") == current.equals("INSTANTIATING"), "BUILDING exactly while INSTANTIATING");
        expect(state.equals("TERMINATING") == current.equals("TERMINATING"), "TERMINATING in both or in none");
    }

    private void errors() {
        expect(has(document, "errorDescription") && has(document, "errorDetail"), "both error fields to be there");
        if (Set.of("BROKEN", "DEGRADED").contains(text("/nsState"))) {
            expect(!text("/errorDescription").isBlank(), "an errorDescription, which osmclient shows");
            expect(!text("/errorDetail").isBlank(), "an errorDetail, which osmclient shows");
        }
    }

    private void configuration() {
        List<Value> statuses = document.items("configurationStatus");
        List<Value> environments =
                document.at("/_admin/deployed/VCA").map(Value::items).orElse(List.of());
        expect(statuses.size() == environments.size(), "as many configurationStatus as _admin.deployed.VCA");
        for (int i = 0; i < statuses.size(); i++) {
            String status = statuses.get(i).text("status").orElse("");
            expect(CONFIGURATION.contains(status), "a known status in configurationStatus." + i);
            expect(
                    Set.of("NS", "VNF", "VDU", "KDU")
                            .contains(statuses.get(i).text("elementType").orElse("")),
                    "a known elementType in configurationStatus." + i);
        }
        for (int i = 0; i < environments.size(); i++) {
            Value environment = environments.get(i);
            List<String> missing =
                    CONSTANTS.stream().filter(field -> !has(environment, field)).toList();
            expect(missing.isEmpty(), missing + " in _admin.deployed.VCA." + i);
        }
        for (Value kdu : document.at("/_admin/deployed/K8s").map(Value::items).orElse(List.of())) {
            expect(kdu.text("kdu-name").isPresent(), "a kdu-name in each of _admin.deployed.K8s");
        }
    }

    private void links(String... lists) {
        for (String list : lists) {
            for (Value element : document.items(list)) {
                if (element.field("vim_info").orElse(Value.Obj.EMPTY) instanceof Value.Obj(var accounts)) {
                    accounts.forEach((account, info) -> expect(
                            !account.startsWith("vim:") || has(info, "vim_id") || has(info, "vim_status"),
                            "no empty vim_info of " + account + " in " + list));
                }
            }
        }
    }

    private void server(Value vdur) {
        String name = vdur.text("vdu-id-ref").orElse("?");
        Optional<String> status = vdur.text("status");
        expect(status.isEmpty() || VIM_STATES.contains(status.get()), "a known status of VDU " + name);
        boolean isActive = status.filter("ACTIVE"::equals).isPresent();
        expect(!isActive || vdur.text("vim-id").isPresent(), "a vim-id of VDU " + name + ", which is ACTIVE");
    }

    private void kdu(Value kdur) {
        String name = kdur.text("kdu-name").orElse("?");
        boolean isReady = kdur.text("status").filter("READY"::equals).isPresent();
        expect(!isReady || has(kdur, "services"), "services of KDU " + name + ", which is READY");
    }

    private void expectOneOf(String pointer, Set<String> known) {
        expect(known.contains(text(pointer)), "a known value at " + pointer);
    }

    private String text(String pointer) {
        return document.at(pointer).flatMap(Value::asText).orElse("");
    }

    private void expect(boolean holds, String what) {
        if (!holds) {
            broken.add(subject + ": expected " + what + ", but found " + shown());
        }
    }

    private String shown() {
        return List.of("nsState", "currentOperation", "operationState", "operational-status", "config-status").stream()
                .flatMap(field -> document.text(field).map(value -> field + " " + value).stream())
                .toList()
                .toString();
    }

    private static boolean has(Value value, String field) {
        return value instanceof Value.Obj(var fields) && fields.containsKey(field);
    }

    private static boolean isNumber(Value value, String field) {
        return value.field(field)
                .filter(v -> v instanceof Value.Dec || v instanceof Value.Int)
                .isPresent();
    }

    private static double number(Value value, String field) {
        return switch (value.field(field).orElse(new Value.Nil())) {
            case Value.Dec(var number) -> number;
            case Value.Int(var number) -> number;
            default -> 0;
        };
    }
}
