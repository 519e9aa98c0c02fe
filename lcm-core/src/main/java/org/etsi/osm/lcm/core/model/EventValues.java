package org.etsi.osm.lcm.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events as trees, for the journal: what the store keeps in the outbox and what the topic of transitions carries is the
 * same. A plan is named by its id alone; who replays looks it up.
 */
public final class EventValues {
    private EventValues() {}

    public static Value.Obj toValue(Event event) {
        return switch (event) {
            case Event.Requested r ->
                kind("Requested")
                        .with("request", request(r.request()))
                        .with("ownership", ownership(r.ownership()))
                        .with("queuePosition", r.queuePosition())
                        .with("freezes", selectors(r.freezes()));
            case Event.TakenOver(var ownership) -> kind("TakenOver").with("ownership", ownership(ownership));
            case Event.Admitted() -> kind("Admitted");
            case Event.QueueMoved(int position) -> kind("QueueMoved").with("position", position);
            case Event.Superseded(var by) -> kind("Superseded").with("by", by.value());
            case Event.TerminateWaits(var terminate) -> kind("TerminateWaits").with("terminate", terminate.value());
            case Event.Refused(var why) -> kind("Refused").with("why", failure(why));
            case Event.Planned(var plan, var planId) -> kind("Planned").with("planId", planId);
            case Event.PlanRefused(var why) -> kind("PlanRefused").with("why", failure(why));
            case Event.VerbRequested(var request) -> kind("VerbRequested").with("verb", verb(request));
            case Event.Verified seen ->
                kind("Verified")
                        .with("verb", verb(seen.request()))
                        .with("task", seen.task().value())
                        .with("sequence", seen.sequence())
                        .with("verdict", seen.verdict().name())
                        .with("outputs", seen.outputs())
                        .with("observed", seen.observed());
            case Event.FreezesChanged(var freezes) -> kind("FreezesChanged").with("freezes", selectors(freezes));
            case Event.Replied(var reply) -> kind("Replied").with("reply", reply(reply));
            case Event.TimerDue(var task, var timer, long armedBy) -> {
                Value.Obj due = kind("TimerDue").with("timer", timer.name()).with("armedBy", armedBy);
                yield task == null ? due : due.with("task", task.value());
            }
            case Event.OutboxSent(long revision) -> kind("OutboxSent").with("revision", revision);
            case Event.RecordsVanished() -> kind("RecordsVanished");
        };
    }

    /**
     * The event that a tree tells of; a {@link Event.Planned} has an empty plan.
     *
     * @throws IllegalArgumentException if it tells of none, with what was expected
     */
    public static Event fromValue(Value.Obj tree) {
        String kind = text(tree, "kind");
        return switch (kind) {
            case "Requested" ->
                new Event.Requested(
                        asRequest(nested(tree, "request")),
                        asOwnership(nested(tree, "ownership")),
                        (int) number(tree, "queuePosition"),
                        asSelectors(tree.items("freezes")));
            case "TakenOver" -> new Event.TakenOver(asOwnership(nested(tree, "ownership")));
            case "Admitted" -> new Event.Admitted();
            case "QueueMoved" -> new Event.QueueMoved((int) number(tree, "position"));
            case "Superseded" -> new Event.Superseded(new OperationId(text(tree, "by")));
            case "TerminateWaits" -> new Event.TerminateWaits(new OperationId(text(tree, "terminate")));
            case "Refused" -> new Event.Refused(asFailure(nested(tree, "why")));
            case "Planned" -> new Event.Planned(Plan.EMPTY, text(tree, "planId"));
            case "PlanRefused" -> new Event.PlanRefused(asFailure(nested(tree, "why")));
            case "VerbRequested" -> new Event.VerbRequested(asVerb(nested(tree, "verb")));
            case "Verified" ->
                new Event.Verified(
                        asVerb(nested(tree, "verb")),
                        new TaskId(text(tree, "task")),
                        number(tree, "sequence"),
                        word(tree, "verdict", VerifyVerdict.class),
                        nested(tree, "outputs"),
                        tree.text("observed").orElse(""));
            case "FreezesChanged" -> new Event.FreezesChanged(asSelectors(tree.items("freezes")));
            case "Replied" -> new Event.Replied(asReply(nested(tree, "reply")));
            case "TimerDue" ->
                new Event.TimerDue(
                        tree.text("task").map(TaskId::new).orElse(null),
                        word(tree, "timer", Timer.Kind.class),
                        number(tree, "armedBy"));
            case "OutboxSent" -> new Event.OutboxSent(number(tree, "revision"));
            case "RecordsVanished" -> new Event.RecordsVanished();
            default ->
                throw new IllegalArgumentException("Expected a kind of event that is known, but found '" + kind + "'");
        };
    }

    /** A verb as it is asked for, on the wire and in the journal. */
    public static Value.Obj verb(VerbRequest request) {
        Value.Obj tree = Value.Obj.EMPTY
                .with("requestId", request.requestId())
                .with("operation", request.operation().value())
                .with("verb", request.verb().name().toLowerCase(Locale.ROOT))
                .with("actor", request.actor());
        var arguments = request.arguments();
        tree = maybe(
                tree,
                "task",
                request.task() == null ? null : Value.of(request.task().value()));
        tree = maybe(
                tree,
                "cancelMode",
                arguments.cancelMode() == null
                        ? null
                        : Value.of(arguments.cancelMode().name()));
        tree = maybe(
                tree,
                "downTo",
                arguments.downTo() == null ? null : Value.of(arguments.downTo().value()));
        tree = maybe(tree, "parameters", arguments.parameters());
        tree = maybe(tree, "outputs", arguments.outputs());
        tree = maybe(tree, "selector", arguments.selector() == null ? null : selector(arguments.selector()));
        tree = maybe(
                tree,
                "of",
                arguments.of() == null ? null : Value.of(arguments.of().name().toLowerCase(Locale.ROOT)));
        Long revision = request.expectedRevision();
        return maybe(tree, "expectedRevision", revision == null ? null : Value.of(revision));
    }

    /**
     * A verb as it was asked for. Unknown fields are ignored.
     *
     * @throws IllegalArgumentException with what was expected and what was found
     */
    public static VerbRequest asVerb(Value.Obj tree) {
        var arguments = new VerbArguments(
                maybeWord(tree, "cancelMode", CancelMode.class),
                tree.text("downTo").map(TaskId::new).orElse(null),
                maybeNested(tree, "parameters"),
                maybeNested(tree, "outputs"),
                tree.field("selector").map(EventValues::asSelector).orElse(null),
                maybeWord(tree, "of", Verb.class));
        return new VerbRequest(
                text(tree, "requestId"),
                new OperationId(text(tree, "operation")),
                tree.text("task").map(TaskId::new).orElse(null),
                word(tree, "verb", Verb.class),
                tree.text("actor").orElse("unknown"),
                arguments,
                tree.field("expectedRevision").isPresent() ? number(tree, "expectedRevision") : null);
    }

    /** A selector as {@code {"by": "vim", "value": "…"}}. */
    public static Value.Obj selector(Selector selector) {
        return Value.Obj.EMPTY
                .with("by", selector.kind().name().toLowerCase(Locale.ROOT))
                .with("value", selector.value());
    }

    /**
     * The selector that a tree tells of.
     *
     * @throws IllegalArgumentException with what was expected and what was found
     */
    public static Selector asSelector(Value tree) {
        return new Selector(
                word(tree, "by", Selector.Kind.class), tree.text("value").orElse(""));
    }

    private static Value.Obj kind(String kind) {
        return Value.Obj.EMPTY.with("kind", kind);
    }

    private static Value.Obj maybe(Value.Obj tree, String name, @Nullable Value value) {
        return value == null ? tree : tree.with(name, value);
    }

    private static Value.Arr selectors(List<Selector> selectors) {
        return Value.list(selectors.stream().map(EventValues::selector).toList());
    }

    private static List<Selector> asSelectors(List<Value> items) {
        return items.stream().map(EventValues::asSelector).toList();
    }

    /** A request with all of its parameters. */
    public static Value.Obj request(OperationRequest request) {
        return Value.Obj.EMPTY
                .with("id", request.id().value())
                .with("nsInstanceId", request.nsInstanceId())
                .with("type", request.type())
                .with("startTime", new Value.Dec(request.startTime()))
                .with("parameters", request.parameters())
                .with("onFailure", request.onFailure().name())
                .with("deadlineMs", request.deadline().toMillis());
    }

    /**
     * The request that a tree tells of.
     *
     * @throws IllegalArgumentException with what was expected and what was found
     */
    public static OperationRequest asRequest(Value.Obj tree) {
        double startTime = switch (tree.field("startTime").orElse(new Value.Nil())) {
            case Value.Dec(double seconds) -> seconds;
            case Value.Int(long seconds) -> seconds;
            default -> throw expected("a number", tree, "startTime");
        };
        return new OperationRequest(
                new OperationId(text(tree, "id")),
                text(tree, "nsInstanceId"),
                text(tree, "type"),
                startTime,
                nested(tree, "parameters"),
                word(tree, "onFailure", FailurePolicy.class),
                Duration.ofMillis(number(tree, "deadlineMs")));
    }

    private static Value.Obj ownership(Ownership ownership) {
        return Value.Obj.EMPTY
                .with("partition", ownership.partition())
                .with("epoch", ownership.epoch())
                .with("owner", ownership.owner());
    }

    private static Ownership asOwnership(Value.Obj tree) {
        return new Ownership((int) number(tree, "partition"), number(tree, "epoch"), text(tree, "owner"));
    }

    private static Value.Obj failure(Failure failure) {
        return Value.Obj.EMPTY
                .with("code", failure.code())
                .with("message", failure.message())
                .with("retryable", failure.retryable())
                .with("detail", failure.detail());
    }

    private static Failure asFailure(Value.Obj tree) {
        return new Failure(
                text(tree, "code"),
                text(tree, "message"),
                truth(tree, "retryable"),
                Optional.ofNullable(maybeNested(tree, "detail")).orElse(Value.Obj.EMPTY));
    }

    private static Value.Obj reply(Reply reply) {
        Value.Obj tree = Value.Obj.EMPTY
                .with("operation", reply.operation().value())
                .with("task", reply.task().value())
                .with("action", reply.action().name())
                .with("attempt", reply.attempt())
                .with("sequence", reply.sequence())
                .with("status", reply.status().name())
                .with("highestSequence", reply.highestSequence())
                .with("outputs", reply.outputs())
                .with("observed", reply.observed());
        tree = maybe(tree, "failure", reply.failure() == null ? null : failure(reply.failure()));
        return maybe(
                tree,
                "verdict",
                reply.verdict() == null ? null : Value.of(reply.verdict().name()));
    }

    private static Reply asReply(Value.Obj tree) {
        var failure = maybeNested(tree, "failure");
        return new Reply(
                new OperationId(text(tree, "operation")),
                new TaskId(text(tree, "task")),
                word(tree, "action", CommandAction.class),
                (int) number(tree, "attempt"),
                number(tree, "sequence"),
                word(tree, "status", ReplyStatus.class),
                number(tree, "highestSequence"),
                nested(tree, "outputs"),
                tree.text("observed").orElse(""),
                failure == null ? null : asFailure(failure),
                maybeWord(tree, "verdict", VerifyVerdict.class));
    }

    private static String text(Value tree, String name) {
        return tree.field(name)
                .filter(Value.Text.class::isInstance)
                .flatMap(Value::asText)
                .orElseThrow(() -> expected("a text", tree, name));
    }

    private static long number(Value tree, String name) {
        if (tree.field(name).orElse(null) instanceof Value.Int(long number)) {
            return number;
        }
        throw expected("a whole number", tree, name);
    }

    private static boolean truth(Value tree, String name) {
        if (tree.field(name).orElse(null) instanceof Value.Bool(boolean truth)) {
            return truth;
        }
        throw expected("true or false", tree, name);
    }

    private static Value.Obj nested(Value tree, String name) {
        var found = maybeNested(tree, name);
        if (found == null) {
            throw expected("a map", tree, name);
        }
        return found;
    }

    private static Value.@Nullable Obj maybeNested(Value tree, String name) {
        var found = tree.field(name).orElse(null);
        if (found != null && !(found instanceof Value.Obj)) {
            throw expected("a map", tree, name);
        }
        return (Value.Obj) found;
    }

    private static <E extends Enum<E>> E word(Value tree, String name, Class<E> type) {
        E found = maybeWord(tree, name, type);
        if (found == null) {
            throw expected("one of " + List.of(type.getEnumConstants()), tree, name);
        }
        return found;
    }

    private static <E extends Enum<E>> @Nullable E maybeWord(Value tree, String name, Class<E> type) {
        if (tree.field(name).isEmpty()) {
            return null;
        }
        String word = tree.text(name).orElse("");
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(word)) {
                return constant;
            }
        }
        throw expected("one of " + List.of(type.getEnumConstants()), tree, name);
    }

    private static IllegalArgumentException expected(String what, Value tree, String name) {
        String found = tree.field(name).map(Object::toString).orElse("nothing");
        return new IllegalArgumentException("Expected " + what + " in '" + name + "', but found "
                + found.substring(0, Math.min(found.length(), 80)));
    }
}
