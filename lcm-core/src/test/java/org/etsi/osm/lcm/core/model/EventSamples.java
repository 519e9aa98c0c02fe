package org.etsi.osm.lcm.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One of each event, with every field that it can have, and a verb with every argument. */
public final class EventSamples {
    public static final OperationId OPERATION = new OperationId("7a0b2c4d-1111-4222-8333-444455556666");

    private static final TaskId TASK = new TaskId("t0007");
    private static final Ownership OWNERSHIP = new Ownership(3, 12, "engine-1");
    private static final Failure FAILURE =
            new Failure("VIM_QUOTA", "the quota is used up", true, Value.Obj.EMPTY.with("requestId", "req-42"));
    private static final Failure BARE_FAILURE = Failure.permanent("BROKEN", "it is broken");
    private static final Value.Obj TREE = Value.Obj.EMPTY
            .with("$set", "a.b")
            .with("list", Value.list(List.of(Value.of(1), new Value.Nil(), new Value.Dec(0.5))));
    private static final List<Selector> SELECTORS = List.of(
            new Selector(Selector.Kind.NS, "ns-1"),
            new Selector(Selector.Kind.VIM, "vim-1"),
            new Selector(Selector.Kind.TYPE, "CreateServer"),
            Selector.EVERYTHING);

    private EventSamples() {}

    /** A verb of each kind, with an argument of each kind among them. */
    public static List<VerbRequest> verbs() {
        var asked = new ArrayList<VerbRequest>();
        for (Verb verb : Verb.values()) {
            var plain = VerbRequest.of("req-" + verb, OPERATION, verb, "alice");
            asked.add(plain);
            asked.add(plain.on(TASK).expecting(17L));
        }
        Stream.of(
                        VerbArguments.of(CancelMode.FORCEFUL),
                        VerbArguments.of(CancelMode.GRACEFUL),
                        VerbArguments.downTo(TASK),
                        VerbArguments.parameters(TREE),
                        VerbArguments.parameters(Value.Obj.EMPTY),
                        VerbArguments.outputs(TREE),
                        VerbArguments.selector(new Selector(Selector.Kind.VNF, "vnf 1")),
                        VerbArguments.selector(Selector.EVERYTHING),
                        VerbArguments.NONE.previewing(Verb.ROLLBACK),
                        everyArgument())
                .map(arguments ->
                        VerbRequest.of("req-0001", OPERATION, Verb.RETRY, "bob").with(arguments))
                .forEach(asked::add);
        return asked;
    }

    private static VerbArguments everyArgument() {
        return new VerbArguments(CancelMode.FORCEFUL, TASK, TREE, TREE, SELECTORS.getFirst(), Verb.SKIP);
    }

    public static List<Event> all() {
        var events = new ArrayList<Event>(List.of(
                new Event.Requested(request(), OWNERSHIP, 2, SELECTORS),
                new Event.Requested(request(), OWNERSHIP, 0, List.of()),
                new Event.TakenOver(OWNERSHIP),
                new Event.Admitted(),
                new Event.QueueMoved(4),
                new Event.Superseded(new OperationId("op-2")),
                new Event.TerminateWaits(new OperationId("op-3")),
                new Event.Refused(FAILURE),
                new Event.Planned(Plan.EMPTY, "plan-1"),
                new Event.PlanRefused(BARE_FAILURE),
                new Event.Verified(
                        VerbRequest.of("req-d", OPERATION, Verb.DONE, "alice").on(TASK),
                        TASK,
                        5,
                        VerifyVerdict.HOLDS,
                        TREE,
                        "it is there"),
                new Event.FreezesChanged(SELECTORS),
                new Event.FreezesChanged(List.of()),
                new Event.TimerDue(TASK, Timer.Kind.TIMEOUT, 9),
                new Event.TimerDue(null, Timer.Kind.DEADLINE, 1),
                new Event.OutboxSent(21),
                new Event.RecordsVanished()));
        for (ReplyStatus status : ReplyStatus.values()) {
            events.add(new Event.Replied(reply(status)));
        }
        verbs().stream().map(Event.VerbRequested::new).forEach(events::add);
        return events;
    }

    private static OperationRequest request() {
        return new OperationRequest(
                OPERATION,
                "ns-1",
                "instantiate",
                1_760_000_000.123456,
                TREE,
                FailurePolicy.ROLLBACK,
                Duration.ofHours(2));
    }

    private static Reply reply(ReplyStatus status) {
        boolean isFailed = status == ReplyStatus.FAILED;
        return new Reply(
                OPERATION,
                TASK,
                CommandAction.EXECUTE,
                2,
                3,
                status,
                status == ReplyStatus.STALE ? 9 : 0,
                isFailed ? Value.Obj.EMPTY : TREE,
                "booting",
                isFailed ? FAILURE : null,
                isFailed ? null : VerifyVerdict.DIFFERS);
    }
}
