package org.etsi.osm.lcm.core.store.mongo;

import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.etsi.osm.lcm.core.model.Attempt;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Edit;
import org.etsi.osm.lcm.core.model.InFlight;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.TaskTable;
import org.etsi.osm.lcm.core.model.Timer;
import org.jspecify.annotations.Nullable;

/** The facts of tasks as documents, keyed {@code t0001…}; a task that nothing has happened to has none. */
final class TaskCodec {
    private TaskCodec() {}

    static BsonDocument encode(Task task, @Nullable Moment now) {
        return new Doc()
                .put("state", task.state())
                .flag("touched", task.touched())
                .flag("held", task.held())
                .flag("passed", task.passed())
                .flag("abandoned", task.abandoned())
                .flag("mayStillRun", task.mayStillRun())
                .put("attempt", task.attempt())
                .put("sequence", task.sequence())
                .put("inFlight", encode(task.inFlight()))
                .put("timer", encode(task.timer(), now))
                .put("outputs", task.outputs())
                .put("edit", encode(task.edit()))
                .put("error", ValueCodec.encodeFailure(task.error()))
                .list("attempts", task.attempts(), TaskCodec::encode)
                .bson();
    }

    static Task decode(BsonValue document) {
        Fields fields = Fields.of(document);
        return new Task(
                fields.word("state", TaskState.class),
                fields.flag("touched"),
                fields.flag("held"),
                fields.flag("passed"),
                fields.flag("abandoned"),
                fields.flag("mayStillRun"),
                fields.intNumber("attempt"),
                fields.number("sequence"),
                fields.nestedIfAny("inFlight").map(TaskCodec::decodeInFlight).orElse(null),
                fields.treeOrNull("outputs"),
                fields.nestedIfAny("edit").map(TaskCodec::decodeEdit).orElse(null),
                ValueCodec.decodeFailure(fields, "error"),
                fields.listIfAny("attempts").stream()
                        .map(TaskCodec::decodeAttempt)
                        .toList(),
                decodeTimer(fields, "timer"),
                0);
    }

    /** Every task of a table that something has happened to. */
    static BsonDocument encodeTable(TaskTable tasks) {
        var document = new BsonDocument();
        for (int i = 0; i < tasks.size(); i++) {
            if (!tasks.get(i).sameFacts(Task.NEW)) {
                document.put(TaskId.at(i).value(), encode(tasks.get(i), null));
            }
        }
        return document;
    }

    static TaskTable decodeTable(Fields tasks, int size) {
        var table = new Task[size];
        java.util.Arrays.fill(table, Task.NEW);
        tasks.document().forEach((key, document) -> {
            int index = new TaskId(key).index();
            if (index < 0 || index >= size) {
                throw new UnreadableException("Expected " + size + " tasks, but found a task " + key);
            }
            try {
                table[index] = decode(document);
            } catch (RuntimeException e) {
                throw new UnreadableException("Task " + key + ": " + e.getMessage());
            }
        });
        return TaskTable.of(table);
    }

    private static @Nullable Doc encode(@Nullable InFlight inFlight) {
        if (inFlight == null) {
            return null;
        }
        return new Doc()
                .put("action", inFlight.action())
                .put("sequence", inFlight.sequence())
                .put("attempt", inFlight.attempt())
                .put("abort", inFlight.abort())
                .date("since", inFlight.sinceEpochMs());
    }

    private static InFlight decodeInFlight(Fields fields) {
        return new InFlight(
                fields.word("action", CommandAction.class),
                fields.number("sequence"),
                fields.intNumber("attempt"),
                fields.wordOrNull("abort", InFlight.AbortCause.class),
                fields.has("since") ? fields.epochMs("since") : 0);
    }

    private static BsonDocument encode(Attempt attempt) {
        return new Doc()
                .put("action", attempt.action())
                .put("sequence", attempt.sequence())
                .put("attempt", attempt.attempt())
                .put("status", attempt.status())
                .put("error", ValueCodec.encodeFailure(attempt.error()))
                .date("startedAt", attempt.startedEpochMs())
                .date("endedAt", attempt.endedEpochMs())
                .bson();
    }

    private static Attempt decodeAttempt(BsonValue document) {
        Fields fields = Fields.of(document);
        return new Attempt(
                fields.word("action", CommandAction.class),
                fields.number("sequence"),
                fields.intNumber("attempt"),
                fields.word("status", ReplyStatus.class),
                ValueCodec.decodeFailure(fields, "error"),
                fields.has("startedAt") ? fields.epochMs("startedAt") : fields.epochMs("endedAt"),
                fields.epochMs("endedAt"));
    }

    private static @Nullable Doc encode(@Nullable Edit edit) {
        return edit == null
                ? null
                : new Doc()
                        .put("parameters", edit.parameters())
                        .put("actor", edit.actor())
                        .date("at", edit.atEpochMs());
    }

    private static Edit decodeEdit(Fields fields) {
        return new Edit(fields.tree("parameters"), fields.text("actor"), fields.epochMs("at"));
    }

    /** What remains of a timer now; without a now, what remained when it was armed. */
    static @Nullable Doc encode(@Nullable Timer timer, @Nullable Moment now) {
        if (timer == null) {
            return null;
        }
        return new Doc()
                .put("kind", timer.kind())
                .put("originalMs", timer.originalMs())
                .put("remainingMs", now == null ? timer.remainingMs() : timer.remainingMs(now))
                .flag("frozen", timer.frozen())
                .put("armedBy", timer.armedBy());
    }

    static @Nullable Timer decodeTimer(Fields holder, String name) {
        if (!holder.has(name)) {
            return null;
        }
        Fields fields = holder.nested(name);
        return new Timer(
                fields.word("kind", Timer.Kind.class),
                fields.number("originalMs"),
                0,
                fields.number("remainingMs"),
                fields.flag("frozen"),
                fields.number("armedBy"));
    }
}
