package org.etsi.osm.lcm.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.EventValues;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.kafka.client.OperationJournal;
import org.etsi.osm.lcm.kafka.client.OperationJournal.TimedAttempt;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.jspecify.annotations.Nullable;

/** An operation's journal as the command line shows it: who did what and when, what came of it, and each attempt. */
final class HistoryView {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private HistoryView() {}

    static void print(OperationJournal journal, Output output) {
        int next = 0;
        List<Outgoing> moves = journal.moves();
        for (var decision : journal.decisions()) {
            Outgoing.Decided decided = decision.decided();
            for (; next < moves.size() && moves.get(next).revision() < decided.firstRevision(); next++) {
                // Of a time whose decisions the topic doesn't hold any more.
                output.line("  " + text(moves.get(next), journal));
            }
            output.line(CLOCK.format(Instant.ofEpochMilli(decided.at().epochMs())) + "  r" + decided.revision() + "  "
                    + text(decided.event()));
            for (; next < moves.size() && moves.get(next).revision() <= decided.revision(); next++) {
                output.line("    " + text(moves.get(next), journal));
            }
        }
        for (; next < moves.size(); next++) {
            output.line("  " + text(moves.get(next), journal));
        }
        List<List<String>> rows =
                journal.attempts().stream().map(HistoryView::row).toList();
        if (!rows.isEmpty()) {
            output.line("");
            output.table(List.of("TASK", "ACTION", "ATTEMPT", "STARTED", "TOOK", "ENDED", "LABEL", "ERROR"), rows);
        }
    }

    private static List<String> row(TimedAttempt attempt) {
        return Output.row(
                attempt.task() + " #" + attempt.sequence(),
                attempt.action(),
                attempt.attempt(),
                CLOCK.format(Instant.ofEpochMilli(attempt.startedEpochMs())),
                attempt.ended() == null ? "" : attempt.durationMs() + " ms",
                attempt.ended() == null ? "in flight" : attempt.ended(),
                attempt.label(),
                attempt.error());
    }

    static Value.Obj json(OperationJournal journal) {
        return Value.Obj.EMPTY
                .with("operation", journal.operation().value())
                .with(
                        "verbs",
                        Value.list(journal.decisions().stream()
                                .flatMap(decision -> verb(decision.decided()).stream())
                                .toList()))
                .with(
                        "decisions",
                        Value.list(journal.decisions().stream()
                                .map(decision -> json(decision.decided(), journal))
                                .toList()))
                .with(
                        "attempts",
                        Value.list(journal.attempts().stream()
                                .map(HistoryView::json)
                                .toList()));
    }

    /** What somebody asked for, if this is it. */
    private static List<Value.Obj> verb(Outgoing.Decided decided) {
        @Nullable VerbRequest request = request(decided.event());
        return request == null
                ? List.of()
                : List.of(EventValues.verb(request)
                        .with("at", Instant.ofEpochMilli(decided.at().epochMs()).toString())
                        .with("revision", decided.revision()));
    }

    private static @Nullable VerbRequest request(Event event) {
        return switch (event) {
            case Event.VerbRequested(var request) -> request;
            case Event.Verified seen -> seen.request();
            default -> null;
        };
    }

    private static Value.Obj json(Outgoing.Decided decided, OperationJournal journal) {
        List<Value> moves = new ArrayList<>();
        for (Outgoing move : journal.moves()) {
            if (move.revision() >= decided.firstRevision() && move.revision() <= decided.revision()) {
                moves.add(Value.of(text(move, journal)));
            }
        }
        return Value.Obj.EMPTY
                .with("at", Instant.ofEpochMilli(decided.at().epochMs()).toString())
                .with("firstRevision", decided.firstRevision())
                .with("revision", decided.revision())
                .with("what", text(decided.event()))
                .with("event", EventValues.toValue(decided.event()))
                .with("moves", Value.list(moves));
    }

    private static Value.Obj json(TimedAttempt attempt) {
        Value.Obj json = Value.Obj.EMPTY
                .with("task", attempt.task())
                .with("label", attempt.label())
                .with("action", attempt.action().name())
                .with("attempt", attempt.attempt())
                .with("sequence", attempt.sequence())
                .with(
                        "startedAt",
                        Instant.ofEpochMilli(attempt.startedEpochMs()).toString());
        if (attempt.ended() == null) {
            return json;
        }
        json = json.with("ended", attempt.ended().name())
                .with("endedAt", Instant.ofEpochMilli(attempt.endedEpochMs()).toString())
                .with("durationMs", attempt.durationMs());
        Failure error = attempt.error();
        return error == null
                ? json
                : json.with(
                        "error",
                        Value.Obj.EMPTY
                                .with("code", error.code())
                                .with("message", error.message())
                                .with("retryable", error.retryable())
                                .with("detail", error.detail()));
    }

    /** An event for people. */
    static String text(Event event) {
        return switch (event) {
            case Event.Requested asked ->
                "requested: " + asked.request().type() + " of NS "
                        + asked.request().nsInstanceId()
                        + (asked.queuePosition() > 0 ? ", queue position " + asked.queuePosition() : "");
            case Event.TakenOver(var ownership) -> "taken over by " + ownership.owner();
            case Event.Admitted() -> "its turn at the NS";
            case Event.QueueMoved(int position) -> "queue position " + position;
            case Event.Superseded(var by) -> "superseded by " + by;
            case Event.TerminateWaits(var terminate) -> "makes way for terminate " + terminate;
            case Event.Refused(var why) -> "refused: " + why;
            case Event.Planned(var plan, var planId) -> "planned (" + planId + ")";
            case Event.PlanRefused(var why) -> "no plan: " + why;
            case Event.VerbRequested(var request) -> text(request);
            case Event.Verified seen ->
                text(seen.request()) + ", seen at #" + seen.sequence() + ": " + seen.verdict()
                        + (seen.observed().isEmpty() ? "" : " (" + seen.observed() + ")");
            case Event.FreezesChanged(var freezes) ->
                freezes.isEmpty()
                        ? "no freeze in force"
                        : "frozen: "
                                + String.join(
                                        ", ",
                                        freezes.stream().map(Selector::toString).toList());
            case Event.Replied(var reply) ->
                reply.action() + " of " + reply.task() + " #" + reply.sequence() + " answered " + reply.status();
            case Event.TimerDue(var task, var timer, long armedBy) ->
                timer + (task == null ? " of the operation" : " of " + task) + " has passed";
            case Event.OutboxSent(long revision) -> "everything was told";
            case Event.RecordsVanished() -> "its records have vanished";
        };
    }

    private static String text(VerbRequest request) {
        var text = new StringBuilder(request.verb().name().toLowerCase(Locale.ROOT));
        EventValues.verb(request).fields().forEach((name, value) -> {
            switch (name) {
                case "requestId", "operation", "verb", "actor" -> {}
                case "task" -> text.append(' ').append(request.task());
                default -> text.append(", ").append(name).append(' ').append(Json.text(value));
            }
        });
        return text + " by " + request.actor() + " (" + request.requestId() + ")";
    }

    private static String text(Outgoing move, OperationJournal journal) {
        return switch (move) {
            case Outgoing.TaskMoved moved ->
                moved.task() + " " + label(moved, journal) + ": " + moved.from() + " -> " + moved.to() + " (attempt "
                        + moved.attempt() + ", #" + moved.sequence() + ")" + text(moved.error());
            case Outgoing.OperationMoved moved ->
                "operation: " + (moved.from() == null ? "new" : moved.from()) + " -> " + moved.to() + " (control "
                        + moved.control() + ", in flight " + moved.inFlight() + ")" + text(moved.error());
            default -> move.toString();
        };
    }

    private static String label(Outgoing.TaskMoved moved, OperationJournal journal) {
        return journal.tasks().stream()
                .filter(task -> task.moved().revision() == moved.revision())
                .map(task -> task.taskType() + " " + task.label())
                .findFirst()
                .orElse("");
    }

    private static String text(@Nullable Failure error) {
        return error == null ? "" : "  " + error;
    }
}
