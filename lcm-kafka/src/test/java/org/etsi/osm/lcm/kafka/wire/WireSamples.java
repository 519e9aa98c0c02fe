package org.etsi.osm.lcm.kafka.wire;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;

/** One of each message, with every field that it can have; the golden files are what they look like. */
final class WireSamples {
    static final OperationId OPERATION = new OperationId("7a0b2c4d-1111-4222-8333-444455556666");
    static final String NS = "5e6f7081-aaaa-4bbb-8ccc-ddddeeee0000";
    private static final TaskId TASK = new TaskId("t0007");
    private static final Value.Obj OUTPUTS = Value.Obj.EMPTY
            .with("serverId", "srv-1")
            .with("addresses", Value.list(List.of(Value.of("10.0.0.7"), Value.of("fd00::7"))));
    private static final Failure FAILURE = new Failure(
            "VIM_QUOTA",
            "Expected room for one more server, but the quota of 10 is used up",
            true,
            Value.Obj.EMPTY.with("requestId", "req-42"));

    private WireSamples() {}

    static Command execute() {
        var parameters = Value.Obj.EMPTY
                .with("name", "web-1 \u2028 \"quoted\" \\ / \ud83d\ude00")
                .with("ram", 2048)
                .with("weight", new Value.Dec(0.5))
                .with("found", true)
                .with("nothing", new Value.Nil());
        return new Command(
                OPERATION,
                NS,
                TASK,
                "ro",
                "CreateServer",
                CommandAction.EXECUTE,
                2,
                3,
                parameters,
                null,
                600_000,
                new ReplyTo("lcm-inbox", 4, NS));
    }

    static Command rollback() {
        return new Command(
                OPERATION,
                NS,
                TASK,
                "ro",
                "CreateServer",
                CommandAction.ROLLBACK,
                1,
                4,
                Value.Obj.EMPTY,
                OUTPUTS,
                600_000,
                new ReplyTo("lcm-inbox", 4, NS));
    }

    /** Of a task that was never at work: it has no sequence yet. */
    static Command verify() {
        return new Command(
                OPERATION,
                NS,
                TASK,
                "ro",
                "CreateServer",
                CommandAction.VERIFY,
                0,
                0,
                Value.Obj.EMPTY,
                null,
                600_000,
                new ReplyTo("lcm-inbox", 4, NS));
    }

    static Reply succeeded() {
        return Reply.succeeded(execute(), OUTPUTS);
    }

    static Reply failed() {
        return Reply.of(execute(), ReplyStatus.FAILED, FAILURE);
    }

    static Reply stale() {
        return Reply.stale(execute(), 9);
    }

    static Reply verified() {
        return new Reply(
                OPERATION,
                TASK,
                CommandAction.VERIFY,
                1,
                5,
                ReplyStatus.SUCCEEDED,
                0,
                Value.Obj.EMPTY,
                "flavor is m1.large, not m1.small",
                null,
                VerifyVerdict.DIFFERS);
    }

    static VerbRequest verb() {
        return new VerbRequest(
                "req-0001", OPERATION, null, Verb.CANCEL, "alice", VerbArguments.of(CancelMode.FORCEFUL), 17L);
    }

    static Answer answer() {
        return new Answer(
                "req-0001",
                OPERATION,
                null,
                Verb.PAUSE,
                true,
                "",
                OperationState.PROCESSING,
                Control.PAUSED,
                18,
                2,
                EnumSet.of(Verb.RESUME, Verb.CANCEL),
                Value.Obj.EMPTY);
    }

    /** One of each verb, each with the arguments that it knows. */
    static List<VerbRequest> verbs() {
        return Stream.of(Verb.values()).map(WireSamples::verb).toList();
    }

    private static VerbRequest verb(Verb verb) {
        var plain = VerbRequest.of("req-" + verb.name().toLowerCase(Locale.ROOT), OPERATION, verb, "alice");
        return switch (verb) {
            case PAUSE, RESUME, FAIL, KILL, UNPARK, CONTINUE -> plain;
            case HOLD, RELEASE, STOP, RERUN, DONE, STEP, VERIFY -> plain.on(TASK);
            case CANCEL -> plain.with(VerbArguments.of(CancelMode.FORCEFUL)).expecting(17L);
            case BREAKPOINT -> plain.with(VerbArguments.selector(new Selector(Selector.Kind.TYPE, "CreateServer")));
            case CLEAR -> plain.with(VerbArguments.selector(new Selector(Selector.Kind.TASK, TASK.value())));
            case RETRY ->
                plain.on(TASK)
                        .with(VerbArguments.parameters(
                                Value.Obj.EMPTY.with("flavor", "m1.small").with("userData", new Value.Nil())));
            case ROLLBACK -> plain.with(VerbArguments.downTo(new TaskId("t0003")));
            case SKIP -> plain.on(TASK).with(VerbArguments.outputs(OUTPUTS));
            case PREVIEW -> plain.with(VerbArguments.NONE.previewing(Verb.ROLLBACK));
        };
    }

    static Answer answerOfTask() {
        return new Answer(
                "req-0003",
                OPERATION,
                TASK,
                Verb.SKIP,
                false,
                "Expected a task that failed or waits, but it is DONE",
                OperationState.FAILED_TEMP,
                Control.RUN,
                19,
                0,
                EnumSet.of(Verb.RERUN, Verb.ROLLBACK, Verb.VERIFY, Verb.PREVIEW),
                Value.Obj.EMPTY.with("outputs", OUTPUTS));
    }

    static TransitionCodec.Decision decision() {
        return new TransitionCodec.Decision(
                OPERATION,
                NS,
                "instantiate",
                new Outgoing.Decided(
                        22, 20, new Moment(9_500, 1_760_000_004_000L), new Event.VerbRequested(verb(Verb.RETRY))));
    }

    /** One of each request that belongs to no operation, by its file's name. */
    static Map<String, WideRequest> wide() {
        var vim = new Selector(Selector.Kind.VIM, "4a4425f7-0000-4000-8000-000000000001");
        var all = new LinkedHashMap<String, WideRequest>();
        all.put("freeze.freeze", new WideRequest.Freeze("req-0010", "alice", vim, "storage is being moved"));
        all.put("freeze.thaw", new WideRequest.Thaw("req-0011", "alice", Selector.EVERYTHING));
        all.put("freeze.list", new WideRequest.ListFreezes("req-0012", "alice"));
        all.put(
                "plan.operation",
                new WideRequest.DryRun("req-0013", "alice", java.util.Optional.of(OPERATION.value()), Value.Obj.EMPTY));
        all.put(
                "plan.request",
                new WideRequest.DryRun(
                        "req-0014",
                        "alice",
                        java.util.Optional.empty(),
                        Value.Obj.EMPTY
                                .with("nsInstanceId", NS)
                                .with("type", "terminate")
                                .with("operationParams", Value.Obj.EMPTY.with("autoremove", true))));
        return all;
    }

    static OperationRequest request() {
        return new OperationRequest(
                OPERATION,
                NS,
                "instantiate",
                1_760_000_000.123456,
                Value.Obj.EMPTY.with("nsName", "shop").with("vimAccountId", "4a4425f7-0000-4000-8000-000000000001"),
                FailurePolicy.HOLD,
                Duration.ofHours(2));
    }

    static TransitionCodec.TaskTransition taskMoved() {
        return new TransitionCodec.TaskTransition(
                OPERATION,
                NS,
                "instantiate",
                "CreateServer",
                "server web-1",
                "ro",
                Map.of("vnf", "web", "vim", "4a4425f7-0000-4000-8000-000000000001"),
                new Outgoing.TaskMoved(
                        21,
                        1_760_000_003_500L,
                        TASK,
                        TaskState.RUNNING,
                        TaskState.FAILED,
                        2,
                        3,
                        "Replied",
                        FAILURE,
                        OUTPUTS));
    }

    static TransitionCodec.OperationTransition operationMoved() {
        return new TransitionCodec.OperationTransition(
                OPERATION,
                NS,
                "instantiate",
                new Outgoing.OperationMoved(
                        22,
                        1_760_000_004_000L,
                        OperationState.PROCESSING,
                        OperationState.FAILED_TEMP,
                        Control.RUN,
                        0,
                        0,
                        "Replied",
                        FAILURE));
    }

    static Rejected rejected() {
        return new Rejected("Expected YAML, but found tabs", "ns", 0, 41, "instantiate", 7, "\tbroken");
    }

    /** File name → the bytes that go out. */
    static Map<String, byte[]> encoded() {
        var all = new LinkedHashMap<String, byte[]>();
        all.put("command.execute", CommandCodec.encode(execute()));
        all.put("command.rollback", CommandCodec.encode(rollback()));
        all.put("command.verify", CommandCodec.encode(verify()));
        all.put("reply.succeeded", InboxCodec.encode(new Inbound.Replied(succeeded())));
        all.put("reply.failed", InboxCodec.encode(new Inbound.Replied(failed())));
        all.put("reply.stale", InboxCodec.encode(new Inbound.Replied(stale())));
        all.put("reply.verified", InboxCodec.encode(new Inbound.Replied(verified())));
        all.put("request", InboxCodec.encode(new Inbound.Requested(request())));
        all.put("verb.inbox", InboxCodec.encode(new Inbound.Asked(verb())));
        all.put("vanished", InboxCodec.encode(new Inbound.Vanished(OPERATION)));
        all.put("freezes-changed", InboxCodec.encode(new Inbound.FreezesChanged(7)));
        wide().forEach((name, request) -> all.put(name, WideCodec.encode(request)));
        all.put(
                "answer.freeze",
                WideCodec.encodeAnswer(
                        "req-0010",
                        "freeze",
                        java.util.Optional.empty(),
                        true,
                        "",
                        Value.Obj.EMPTY
                                .with("version", 7)
                                .with("acknowledged", Value.list(List.of(Value.of(0), Value.of(1))))
                                .with("missing", Value.Arr.EMPTY)
                                .with("freezes", Value.Arr.EMPTY)));
        all.put("verb.control", ControlCodec.encode(verb()));
        all.put("answer.accepted", ControlCodec.encode(answer()));
        verbs().forEach(verb ->
                all.put("verb." + verb.verb().name().toLowerCase(Locale.ROOT), ControlCodec.encode(verb)));
        all.put("answer.task", ControlCodec.encode(answerOfTask()));
        all.put("decision", TransitionCodec.encode(decision()));
        all.put(
                "answer.rejected",
                ControlCodec.encodeRejection("req-0002", java.util.Optional.of("no-such-op"), "no such operation"));
        all.put("task-state", TransitionCodec.encode(taskMoved()));
        all.put("operation-state", TransitionCodec.encode(operationMoved()));
        all.put("rejected", rejected().encode());
        return all;
    }

    /** File name → what it has to be read as. */
    static Map<String, Object> values() {
        var all = new LinkedHashMap<String, Object>();
        all.put("command.execute", execute());
        all.put("command.rollback", rollback());
        all.put("command.verify", verify());
        all.put("reply.succeeded", new Inbound.Replied(succeeded()));
        all.put("reply.failed", new Inbound.Replied(failed()));
        all.put("reply.stale", new Inbound.Replied(stale()));
        all.put("reply.verified", new Inbound.Replied(verified()));
        all.put("request", new Inbound.Requested(request()));
        all.put("verb.inbox", new Inbound.Asked(verb()));
        all.put("vanished", new Inbound.Vanished(OPERATION));
        all.put("freezes-changed", new Inbound.FreezesChanged(7));
        wide().forEach((name, request) -> all.put(name, java.util.Optional.of(request)));
        all.put("verb.control", verb());
        verbs().forEach(verb -> all.put("verb." + verb.verb().name().toLowerCase(Locale.ROOT), verb));
        all.put("decision", decision());
        all.put("task-state", taskMoved());
        all.put("operation-state", operationMoved());
        all.put("rejected", rejected());
        return all;
    }

    static Object decode(String name, byte[] bytes) {
        return switch (name) {
            case "command.execute", "command.rollback", "command.verify" -> CommandCodec.decode(bytes);
            case "freeze.freeze", "freeze.thaw", "freeze.list", "plan.operation", "plan.request" ->
                WideCodec.decode(bytes);
            case "answer.accepted", "answer.rejected", "answer.task", "answer.freeze" ->
                ControlCodec.decodeAnswer(bytes);
            case "decision" -> TransitionCodec.decodeDecision(bytes);
            case "task-state" -> TransitionCodec.decodeTask(bytes);
            case "operation-state" -> TransitionCodec.decodeOperation(bytes);
            case "rejected" -> Rejected.decode(bytes);
            case "verb.inbox" -> InboxCodec.decode(bytes);
            default -> name.startsWith("verb.") ? ControlCodec.decodeVerb(bytes) : InboxCodec.decode(bytes);
        };
    }
}
