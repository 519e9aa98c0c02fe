package org.etsi.osm.lcm.kafka.osm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.osm.RecordUpdate.Target;

/**
 * From the snapshot of an operation to the updates of OSM's records that show it. Pure: the same snapshot gives the
 * same updates, so any of them may be repeated.
 */
public final class Projection {
    private static final Value NIL = new Value.Nil();
    private static final Set<Phase> OVER =
            Set.of(Phase.HELD, Phase.PARKED, Phase.COMPLETED, Phase.PARTIAL, Phase.FAILED, Phase.ROLLED_BACK);

    private Projection() {}

    /** The updates, in the order in which they have to be made: the operation's own record last. */
    public static List<RecordUpdate> of(Operation operation) {
        Phase phase = Phase.of(operation);
        List<RecordUpdate> updates = new ArrayList<>();
        if (hadItsTurn(operation)) {
            if (OVER.contains(phase) && phase != Phase.PARKED) {
                updates.addAll(ResourceRecords.of(operation, phase));
            }
            if (operation.isPlanned() && phase != Phase.PARKED) {
                updates.addAll(ConfigurationRecords.of(operation, phase, false));
            }
            NsStatus status = NsStatus.of(operation, phase);
            if (status != null) {
                String ns = operation.request().nsInstanceId();
                if (status.admin() != null) {
                    updates.add(
                            RecordUpdate.of(new Target.Vnfrs(ns), Map.of("_admin.nsState", Value.of(status.admin()))));
                }
                // A parked one is shown at each takeover: by then a terminate may have gone past it.
                var target = new Target.Guarded("nsrs", ns, phase == Phase.PARKED);
                updates.add(RecordUpdate.of(target, nsr(operation, phase, status)));
            }
        }
        NsStatus ended = NsStatus.of(operation, phase);
        if (!hadItsTurn(operation) && OVER.contains(phase) && ended != null) {
            // Refused while it was planned, it has the NS's record behind it; refused in the queue, another one has.
            var target = new Target.Guarded("nsrs", operation.request().nsInstanceId(), true);
            updates.add(RecordUpdate.of(target, nsr(operation, phase, ended)));
        }
        updates.add(nslcmop(operation, phase));
        return updates;
    }

    /** What the operation's own record shows when no snapshot of it can be read. */
    public static Map<String, Value> unreadable(String reason) {
        return ended(OperationState.FAILED_TEMP, parkedText(reason));
    }

    /** What the operation's own record shows when it was closed without a snapshot. */
    public static Map<String, Value> killed(String reason) {
        return ended(OperationState.FAILED, reason);
    }

    private static Map<String, Value> ended(OperationState state, String text) {
        var set = new LinkedHashMap<String, Value>();
        set.put("operationState", Value.of(state.name()));
        set.put("queuePosition", Value.of(0));
        set.put("stage", Value.of(""));
        set.put("detailed-status", Value.of(text));
        set.put("errorMessage", Value.of(text));
        set.put("isCancelPending", Value.of(false));
        return set;
    }

    private static String parkedText(String reason) {
        return "Parked, since its own state is broken; terminate the network service: " + reason;
    }

    /** What is shown of an operation on its way, with news that aren't stored; late ones change nothing. */
    public static List<RecordUpdate> progress(Operation operation, List<Reply> news) {
        Phase phase = Phase.of(operation);
        if (OVER.contains(phase) || phase == Phase.QUEUED) {
            return List.of();
        }
        String observed = news.isEmpty() ? "" : ", " + observed(operation, news.getLast());
        var text = Value.of(detailedStatus(operation, phase) + observed);
        List<RecordUpdate> updates = new ArrayList<>();
        if (operation.isPlanned() && NsStatus.of(operation, phase) != null) {
            updates.addAll(ConfigurationRecords.of(operation, phase, true));
            updates.add(RecordUpdate.of(
                    new Target.Fenced(operation.request().nsInstanceId(), true, List.of()),
                    Map.of("detailed-status", text)));
        }
        updates.add(RecordUpdate.of(
                new Target.Guarded("nslcmops", operation.id().value()),
                Map.of("detailed-status", text, "stage", Value.of(stage(operation, phase)))));
        return updates;
    }

    /** Nothing moves any more, for now or for good. */
    static boolean isOver(Phase phase) {
        return OVER.contains(phase);
    }

    private static String observed(Operation operation, Reply reply) {
        boolean isKnown = operation.plan().contains(reply.task());
        return (isKnown
                        ? operation.plan().task(reply.task()).label()
                        : reply.task().value()) + " " + reply.observed();
    }

    /** An operation that never had the NS mustn't touch its records: another one may be at work there. */
    private static boolean hadItsTurn(Operation operation) {
        return operation.occupies() || operation.isPlanned();
    }

    private static RecordUpdate nslcmop(Operation operation, Phase phase) {
        var set = new LinkedHashMap<String, Value>();
        List<String> unset = new ArrayList<>();
        // OSM has no word for parked: as FAILED_TEMP, nothing moves until an operator acts.
        set.put(
                "operationState",
                Value.of((phase == Phase.PARKED ? OperationState.FAILED_TEMP : operation.state()).name()));
        set.put("statusEnteredTime", new Value.Dec(operation.stateEnteredEpochMs() / 1_000.0));
        set.put("queuePosition", Value.of(phase == Phase.QUEUED ? operation.queuePosition() : 0));
        set.put("stage", Value.of(stage(operation, phase)));
        set.put("detailed-status", Value.of(detailedStatus(operation, phase)));
        if (operation.request().type().equals("terminate")) {
            List<Value> primitives = SubOperations.of(operation);
            if (!primitives.isEmpty()) {
                set.put("_admin.operations", Value.list(primitives));
            }
        }
        if (OVER.contains(phase)) {
            boolean isGood = phase == Phase.COMPLETED;
            set.put("errorMessage", Value.of(isGood ? "" : errorMessage(operation)));
            set.put("isCancelPending", Value.of(false));
            unset.add("cancelMode");
        }
        return new RecordUpdate(new Target.Guarded("nslcmops", operation.id().value()), set, unset, Map.of());
    }

    private static Map<String, Value> nsr(Operation operation, Phase phase, NsStatus status) {
        boolean isIdle = status.currentOperation().equals("IDLE");
        Value id = isIdle ? NIL : Value.of(operation.id().value());
        boolean isBad = phase == Phase.HELD || phase == Phase.PARKED || phase == Phase.FAILED || phase == Phase.PARTIAL;
        var set = new LinkedHashMap<String, Value>();
        set.put("nsState", Value.of(status.nsState()));
        set.put("currentOperation", Value.of(status.currentOperation()));
        set.put("currentOperationID", id);
        set.put("operational-status", Value.of(status.operationalStatus()));
        set.put("config-status", Value.of(status.configStatus()));
        set.put("detailed-status", Value.of(detailedStatus(operation, phase)));
        set.put("errorDescription", isBad ? Value.of(errorDescription(operation)) : NIL);
        set.put("errorDetail", isBad ? Value.of(errorText(operation)) : NIL);
        set.put("_admin.current-operation", id);
        set.put("_admin.nslcmop", id);
        set.put("_admin.operation-type", isIdle ? NIL : Value.of(status.currentOperation()));
        if (status.admin() != null) {
            set.put("_admin.nsState", Value.of(status.admin()));
        }
        return set;
    }

    private static String stage(Operation operation, Phase phase) {
        return switch (phase) {
            case STARTING -> Stage.first(operation).text();
            case RUNNING -> Stage.of(operation).text();
            case ROLLING_BACK -> "Rolling back.";
            case QUEUED, HELD, PARKED, COMPLETED, PARTIAL, FAILED, ROLLED_BACK -> "";
        };
    }

    private static String detailedStatus(Operation operation, Phase phase) {
        return switch (phase) {
            case QUEUED -> "Waiting for " + operation.queuePosition() + " related tasks to be completed.";
            case STARTING -> stage(operation, phase);
            case RUNNING, ROLLING_BACK -> (stage(operation, phase) + " " + counted(operation)).strip();
            case COMPLETED -> "Done";
            case HELD -> "Failed, waiting for retry, rollback or fail: " + errorText(operation);
            case PARKED, PARTIAL, FAILED -> errorText(operation);
            case ROLLED_BACK ->
                operation.error() == null ? "Rolled back" : "Rolled back after: " + errorText(operation);
        };
    }

    private static String counted(Operation operation) {
        int done = 0;
        for (int i = 0; i < operation.tasks().size(); i++) {
            done += operation.tasks().get(i).state().isSatisfied() ? 1 : 0;
        }
        return done + " of " + operation.tasks().size() + " tasks";
    }

    /** Never empty and never null where it is shown: osmclient wraps it. */
    private static String errorText(Operation operation) {
        String parked = operation.parked();
        if (parked != null) {
            return parkedText(parked);
        }
        Failure error = operation.error();
        StringBuilder text = new StringBuilder(error == null ? "" : error.toString());
        int named = 0;
        for (int i = 0; i < operation.tasks().size() && named < 5; i++) {
            Task task = operation.tasks().get(i);
            boolean hasFailed = task.state() == TaskState.FAILED || task.state() == TaskState.UNDO_FAILED;
            Failure why = task.error();
            if (hasFailed && why != null) {
                String line = operation.plan().tasks().get(i).label() + ": " + why;
                if (text.indexOf(why.message()) < 0) {
                    text.append(text.isEmpty() ? "" : "; ").append(line);
                }
                named++;
            }
        }
        return text.isEmpty()
                ? "The operation is "
                        + operation.state().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : text.toString();
    }

    /** As OSM's own: where it was, and what went wrong there. */
    private static String errorMessage(Operation operation) {
        return Stage.ofFailure(operation)
                        .map(stage -> stage.text() + " Detail: ")
                        .orElse("")
                + errorText(operation);
    }

    private static String errorDescription(Operation operation) {
        String doing = operation.request().type().equals("terminate") ? "TERMINATING" : "INSTANTIATING";
        String where =
                Stage.ofFailure(operation).map(stage -> ", " + stage.text()).orElse("");
        return "Operation: " + doing + "." + operation.id().value() + where;
    }
}
