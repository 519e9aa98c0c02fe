package org.etsi.osm.lcm.core.engine;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * What an operation can be in the midst of: snapshots that the engine really reaches, the first one met of each kind.
 */
final class Situations {
    private static final Moment NOW = new Moment(1_000, 1_700_000_001_000L);

    /** The situations of an operation, in the order of the table's columns. */
    static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("queued", "PROCESSING, others of the NS go first");
        COLUMNS.put("planning", "PROCESSING, its plan is being made");
        COLUMNS.put("running", "PROCESSING, control RUN");
        COLUMNS.put("paused", "PROCESSING, control PAUSED");
        COLUMNS.put("stepping", "PROCESSING, control STEP");
        COLUMNS.put("cancelling", "PROCESSING, a GRACEFUL cancel drains");
        COLUMNS.put("draining", "PROCESSING, a task has failed and the rest drains");
        COLUMNS.put("FAILED_TEMP", "waits for an operator");
        COLUMNS.put("undoing", "ROLLING_BACK, control RUN");
        COLUMNS.put("undo paused", "ROLLING_BACK, control PAUSED");
        COLUMNS.put("undo ending", "ROLLING_BACK, coming to rest");
        COLUMNS.put("parked", "its own stored state is broken");
        COLUMNS.put("over", "COMPLETED, PARTIALLY_COMPLETED, FAILED or ROLLED_BACK");
    }

    private Situations() {}

    /** For each situation, snapshots with the first task in each state that it can have there: the first one met. */
    static Map<String, Map<TaskState, Operation>> reached(Plan plan) {
        var engine = new Engine(EngineSettings.DEFAULT);
        var met = new LinkedHashMap<String, Map<TaskState, Operation>>();
        COLUMNS.keySet().forEach(column -> met.put(column, new LinkedHashMap<>()));
        var keys = new StateKeys(plan);
        var moves = new Moves(plan, 0);
        var known = new HashSet<StateKeys.Key>();
        var open = new ArrayDeque<Operation>();
        for (int position = 0; position < 2; position++) {
            var asked = Play.request("op1", "ns1", 1, FailurePolicy.HOLD);
            var requested = new Event.Requested(asked, Play.owner(1), position, List.of());
            open.add(Explorer.plain(engine.accept(requested, NOW).next()));
        }
        while (!open.isEmpty()) {
            Operation operation = open.remove();
            note(operation, met);
            if (!operation.state().isTerminal()) {
                note(operation.parked("broken"), met);
            }
            for (Event event : moves.of(operation, true)) {
                if (event instanceof Event.TerminateWaits) {
                    continue;
                }
                Operation next =
                        Explorer.plain(engine.decide(operation, event, NOW).next());
                if (known.add(keys.of(next, 0))) {
                    open.add(next);
                }
            }
        }
        return met;
    }

    private static void note(Operation operation, Map<String, Map<TaskState, Operation>> met) {
        String column = column(operation);
        if (column != null) {
            var state = operation.isPlanned() ? operation.tasks().get(0).state() : TaskState.WAITING;
            met.computeIfAbsent(column, c -> new LinkedHashMap<>()).putIfAbsent(state, operation);
        }
    }

    private static @Nullable String column(Operation operation) {
        var settle = operation.settle();
        if (operation.parked() != null) {
            return operation.isPlanned() ? "parked" : null;
        }
        return switch (operation.state()) {
            case PROCESSING -> {
                if (!operation.occupies()) {
                    yield settle == null && operation.control() == Control.RUN ? "queued" : null;
                }
                if (!operation.isPlanned()) {
                    yield settle == null && operation.control() == Control.RUN ? "planning" : null;
                }
                if (settle != null) {
                    boolean isCancel =
                            settle.cancelMode() == CancelMode.GRACEFUL && settle.then() == OperationState.FAILED_TEMP;
                    boolean isFailure = settle.cancelMode() == null && settle.blame() != null;
                    boolean isRunning = operation.control() == Control.RUN;
                    yield isRunning && isCancel ? "cancelling" : isRunning && isFailure ? "draining" : null;
                }
                yield switch (operation.control()) {
                    case RUN -> "running";
                    case PAUSED -> "paused";
                    case STEP -> "stepping";
                };
            }
            case FAILED_TEMP -> operation.isPlanned() && operation.occupies() ? "FAILED_TEMP" : null;
            case ROLLING_BACK -> {
                if (settle != null) {
                    yield "undo ending";
                }
                yield switch (operation.control()) {
                    case RUN -> "undoing";
                    case PAUSED -> "undo paused";
                    case STEP -> null;
                };
            }
            case COMPLETED, PARTIALLY_COMPLETED, FAILED, ROLLED_BACK -> operation.isPlanned() ? "over" : null;
        };
    }
}
