package org.etsi.osm.lcm.core.engine;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to an operation next, always in the same order; verbs that are rejected are left out. */
final class Moves {
    static final Value.Obj OUTPUTS = Value.Obj.EMPTY.with("id", "1");
    private static final Selector NO_OPS = new Selector(Selector.Kind.TYPE, "NoOp");
    private static final Selector EVERYTHING = Selector.EVERYTHING;

    private final Plan plan;
    private final int gates;

    /** @param gates how many holds, freezes and breakpoints there may be at once */
    Moves(Plan plan, int gates) {
        this.plan = plan;
        this.gates = gates;
    }

    private boolean mayGate(Operation operation) {
        int present = (operation.steering().frozenBy().isEmpty() ? 0 : 1)
                + (operation.steering().breakpoints().isEmpty() ? 0 : 1);
        for (int i = 0; i < operation.plan().size(); i++) {
            present += operation.tasks().get(i).held() ? 1 : 0;
        }
        return present < gates;
    }

    /** What the world does by itself, then, if {@code verbs}, what somebody asks for. */
    List<Event> of(Operation operation, boolean verbs) {
        var moves = new ArrayList<Event>();
        if (operation.state().isTerminal()) {
            return moves;
        }
        if (operation.parked() == null) {
            planning(operation, moves);
            replies(operation, moves);
            timers(operation, moves);
            if (verbs) {
                circumstances(operation, moves);
            }
        }
        if (verbs) {
            verbs(operation, moves);
        }
        return moves;
    }

    private void planning(Operation operation, List<Event> moves) {
        if (operation.state() != OperationState.PROCESSING) {
            return;
        }
        if (!operation.occupies()) {
            moves.add(new Event.Admitted());
            moves.add(new Event.Refused(Play.BROKEN));
        } else if (!operation.isPlanned()) {
            moves.add(new Event.Planned(plan, "plan-1"));
            moves.add(new Event.PlanRefused(Play.BROKEN));
        }
    }

    private static void replies(Operation operation, List<Event> moves) {
        var inFlight = operation.frontier().inFlight();
        for (int i = inFlight.next(0); i >= 0; i = inFlight.next(i + 1)) {
            var command =
                    Commands.inFlight(operation, TaskId.at(i), "lcm-inbox").orElseThrow();
            moves.add(new Event.Replied(Reply.succeeded(command, OUTPUTS)));
            moves.add(new Event.Replied(Reply.of(command, ReplyStatus.FAILED, Play.FLAKY)));
            moves.add(new Event.Replied(Reply.of(command, ReplyStatus.FAILED, Play.BROKEN)));
            moves.add(new Event.Replied(Reply.of(command, ReplyStatus.STOPPED, null)));
        }
    }

    private static void timers(Operation operation, List<Event> moves) {
        for (int i = 0; i < operation.plan().size(); i++) {
            timer(TaskId.at(i), operation.tasks().get(i).timer(), moves);
        }
        timer(null, operation.deadline(), moves);
    }

    private static void timer(@Nullable TaskId task, @Nullable Timer timer, List<Event> moves) {
        if (timer != null && !timer.frozen()) {
            moves.add(new Event.TimerDue(task, timer.kind(), timer.armedBy()));
        }
    }

    /** What neither adapters nor this operation's operator do. */
    private void circumstances(Operation operation, List<Event> moves) {
        boolean isFrozen = !operation.steering().frozenBy().isEmpty();
        if (isFrozen || mayGate(operation)) {
            moves.add(new Event.FreezesChanged(isFrozen ? List.of() : List.of(EVERYTHING)));
        }
        moves.add(new Event.TerminateWaits(new OperationId("op9")));
        moves.add(new Event.Superseded(new OperationId("op9")));
        moves.add(new Event.RecordsVanished());
    }

    private void verbs(Operation operation, List<Event> moves) {
        for (Verb verb : Verb.values()) {
            boolean isGate = verb == Verb.HOLD || verb == Verb.BREAKPOINT;
            if (verb.isRead() || (isGate && !mayGate(operation))) {
                continue;
            }
            if (verb.isOfOperations()) {
                arguments(operation, null, verb).forEach(a -> ask(operation, null, verb, a, moves));
            }
            for (int i = 0; verb.isOfTasks() && i < operation.plan().size(); i++) {
                TaskId task = TaskId.at(i);
                arguments(operation, task, verb).forEach(a -> ask(operation, task, verb, a, moves));
            }
        }
    }

    private static List<VerbArguments> arguments(Operation operation, @Nullable TaskId task, Verb verb) {
        var best = Verbs.best(operation, task, verb);
        return switch (verb) {
            case CANCEL -> List.of(VerbArguments.of(CancelMode.GRACEFUL), VerbArguments.of(CancelMode.FORCEFUL));
            case BREAKPOINT ->
                operation.steering().breakpoints().isEmpty() ? List.of(VerbArguments.selector(NO_OPS)) : List.of();
            case RETRY -> task == null ? List.of(VerbArguments.NONE) : List.of(VerbArguments.NONE, best);
            case ROLLBACK -> task == null ? rollbacks(operation) : List.of(VerbArguments.NONE);
            case PAUSE,
                    RESUME,
                    STEP,
                    CLEAR,
                    CONTINUE,
                    FAIL,
                    KILL,
                    UNPARK,
                    HOLD,
                    RELEASE,
                    STOP,
                    RERUN,
                    SKIP,
                    DONE,
                    VERIFY,
                    PREVIEW -> List.of(best);
        };
    }

    private static List<VerbArguments> rollbacks(Operation operation) {
        var all = new ArrayList<>(List.of(VerbArguments.NONE));
        operation.plan().tasks().forEach(task -> all.add(VerbArguments.downTo(task.id())));
        return all;
    }

    private static void ask(
            Operation operation, @Nullable TaskId task, Verb verb, VerbArguments arguments, List<Event> moves) {
        var request = new VerbRequest("q", operation.id(), task, verb, "alice", arguments, null);
        if (Verbs.objection(operation, request, ParameterCheck.NONE).isPresent()) {
            return;
        }
        moves.add(
                verb == Verb.DONE && task != null
                        ? verified(operation, request, task)
                        : new Event.VerbRequested(request));
    }

    private static Event verified(Operation operation, VerbRequest request, TaskId task) {
        Task asked = operation.task(task);
        return new Event.Verified(request, task, asked.sequence(), VerifyVerdict.HOLDS, OUTPUTS, "");
    }

    /** Whether somebody has asked for it, so that it counts among the verbs of a bounded exploration. */
    static boolean isAsked(Event event) {
        return switch (event) {
            case Event.VerbRequested asked -> true;
            case Event.Verified asked -> true;
            case Event.FreezesChanged asked -> true;
            case Event.TerminateWaits asked -> true;
            case Event.Superseded asked -> true;
            case Event.RecordsVanished asked -> true;
            case Event.Requested r -> false;
            case Event.TakenOver t -> false;
            case Event.Admitted a -> false;
            case Event.QueueMoved q -> false;
            case Event.Refused r -> false;
            case Event.Planned p -> false;
            case Event.PlanRefused p -> false;
            case Event.Replied r -> false;
            case Event.TimerDue t -> false;
            case Event.OutboxSent o -> false;
        };
    }

    /** Whether it gives the operation up, so that an exit that needs it isn't one. */
    static boolean givesUp(Event event) {
        boolean isVerb = event instanceof Event.VerbRequested(var request)
                && (request.verb() == Verb.KILL || request.verb() == Verb.FAIL);
        return isVerb
                || event instanceof Event.TerminateWaits
                || event instanceof Event.Superseded
                || event instanceof Event.RecordsVanished;
    }
}
