package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.engine.Verbs;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asks of an operation: anything at all while things go wrong, and afterwards what leads it on to an
 * end, by a detour now and then.
 */
final class Wishes {
    private static final int MOST_RETRIES = 2;
    private static final int MOST_DETOURS = 4;
    private static final int MOST_ENDS = 3;

    private static final Set<Verb> ONWARD = EnumSet.of(Verb.RETRY, Verb.CONTINUE, Verb.ROLLBACK, Verb.FAIL);
    private static final Set<Verb> OF_TASKS =
            EnumSet.of(Verb.RETRY, Verb.SKIP, Verb.DONE, Verb.ROLLBACK, Verb.RERUN, Verb.STEP);
    private static final Set<Verb> ENDS = EnumSet.of(Verb.ROLLBACK, Verb.FAIL);

    private static final Set<TaskState> TROUBLE =
            EnumSet.of(TaskState.FAILED, TaskState.STOPPED, TaskState.UNDO_FAILED);

    private final Chance chance;
    private final Map<OperationId, Integer> retries = new HashMap<>();
    private final Map<OperationId, Integer> detours = new HashMap<>();
    private final Supplier<String> ids;

    /** @param ids gives each request an id of its own */
    Wishes(Chance chance, Supplier<String> ids) {
        this.chance = chance;
        this.ids = ids;
    }

    /** Anything, of an operation that may not even exist; mostly something that is legal. */
    VerbRequest anything(OperationId id, @Nullable Operation known) {
        boolean hasTasks = known != null && known.plan().size() > 0;
        if (known == null || !hasTasks || chance.oneIn(5)) {
            var task = known != null && hasTasks && chance.oneIn(2) ? someTask(known) : null;
            return request(id, known, task, pick(List.of(Verb.values())));
        }
        var task = chance.oneIn(3) ? null : chance.oneIn(2) ? someTask(known) : someTroubled(known);
        var legal = new ArrayList<>(Verbs.legal(known, task));
        legal.sort(null);
        return request(id, known, task, legal.isEmpty() ? Verb.PREVIEW : pick(legal));
    }

    /** To kill is for the desperate. */
    private Verb pick(List<Verb> verbs) {
        Verb verb = chance.pick(verbs);
        return verb == Verb.KILL && !chance.oneIn(4) ? Verb.PAUSE : verb;
    }

    /** What leads an operation on that rests, in this order. */
    List<VerbRequest> onward(Operation operation) {
        var wishes = new ArrayList<VerbRequest>();
        for (TaskSpec spec : operation.plan().tasks()) {
            if (operation.task(spec.id()).held()) {
                wishes.add(plain(operation, Verb.RELEASE).on(spec.id()));
            }
        }
        if (operation.control() == Control.PAUSED) {
            boolean isStep = detours.merge(operation.id(), 1, Integer::sum) <= MOST_DETOURS && chance.oneIn(3);
            if (isStep && Verbs.legal(operation).contains(Verb.STEP)) {
                wishes.add(plain(operation, Verb.STEP));
                return wishes;
            }
            if (!operation.steering().breakpoints().isEmpty()) {
                wishes.add(plain(operation, Verb.CLEAR));
            }
            wishes.add(plain(operation, Verb.RESUME));
        } else if (operation.state() == OperationState.FAILED_TEMP) {
            wishes.add(forward(operation));
        }
        return wishes;
    }

    private VerbRequest forward(Operation operation) {
        int taken = detours.merge(operation.id(), 1, Integer::sum);
        if (taken > MOST_DETOURS) {
            var verb = taken > MOST_DETOURS + MOST_ENDS ? Verb.FAIL : oneOf(ENDS, Verbs.legal(operation), Verb.FAIL);
            return plain(operation, verb);
        }
        if (operation.plan().size() > 0 && chance.oneIn(2)) {
            TaskId task = chance.oneIn(3) ? someTask(operation) : someTroubled(operation);
            var verb = oneOf(OF_TASKS, Verbs.legal(operation, task), Verb.VERIFY);
            return request(operation.id(), operation, task, verb);
        }
        var verb = oneOf(ONWARD, Verbs.legal(operation), Verb.FAIL);
        if (verb == Verb.RETRY && retries.merge(operation.id(), 1, Integer::sum) > MOST_RETRIES) {
            verb = Verb.FAIL;
        }
        return request(operation.id(), operation, null, verb);
    }

    private Verb oneOf(Set<Verb> wanted, Set<Verb> legal, Verb otherwise) {
        var both = new ArrayList<>(wanted);
        both.retainAll(legal);
        return both.isEmpty() ? otherwise : chance.pick(both);
    }

    private VerbRequest plain(Operation operation, Verb verb) {
        return VerbRequest.of(ids.get(), operation.id(), verb, "operator");
    }

    VerbRequest plain(OperationId id, Verb verb, @Nullable CancelMode mode) {
        return VerbRequest.of(ids.get(), id, verb, "operator").with(VerbArguments.of(mode));
    }

    private VerbRequest request(OperationId id, @Nullable Operation known, @Nullable TaskId task, Verb verb) {
        var request = VerbRequest.of(ids.get(), id, verb, "operator").on(task);
        if (known != null && chance.oneIn(12)) {
            request = request.expecting(known.revision() - chance.below(2));
        }
        return known == null ? request : request.with(arguments(known, task, verb));
    }

    private VerbArguments arguments(Operation operation, @Nullable TaskId task, Verb verb) {
        boolean hasTasks = operation.plan().size() > 0;
        return switch (verb) {
            case CANCEL -> VerbArguments.of(chance.oneIn(3) ? null : chance.pick(List.of(CancelMode.values())));
            case ROLLBACK ->
                task == null && hasTasks && chance.oneIn(2)
                        ? VerbArguments.downTo(someTask(operation))
                        : VerbArguments.NONE;
            case RETRY -> task != null && chance.oneIn(2) ? VerbArguments.parameters(edit()) : VerbArguments.NONE;
            case SKIP -> task == null ? VerbArguments.NONE : VerbArguments.outputs(given(operation, task));
            case BREAKPOINT -> hasTasks ? VerbArguments.selector(breakpoint(operation)) : VerbArguments.NONE;
            case CLEAR -> {
                var set = operation.steering().breakpoints();
                yield set.isEmpty() || chance.oneIn(2) ? VerbArguments.NONE : VerbArguments.selector(chance.pick(set));
            }
            case PREVIEW -> VerbArguments.NONE.previewing(chance.oneIn(3) ? null : pick(List.of(Verb.values())));
            default -> VerbArguments.NONE;
        };
    }

    private Value.Obj edit() {
        return chance.oneIn(2)
                ? Value.Obj.EMPTY.with("note", "edited " + chance.below(3))
                : Value.Obj.EMPTY.with("name", "edited-" + chance.below(3));
    }

    /** Something in each place where a dependent looks. */
    private static Value.Obj given(Operation operation, TaskId task) {
        Value.Obj outputs = Value.Obj.EMPTY;
        for (TaskSpec spec : operation.plan().tasks()) {
            for (Value.Ref ref : operation.parameters(spec.id()).references()) {
                if (ref.task().equals(task)) {
                    outputs = outputs.with(ref.pointer().substring(1), "given by hand");
                }
            }
        }
        return outputs;
    }

    private Selector breakpoint(Operation operation) {
        TaskSpec spec = chance.pick(operation.plan().tasks());
        return chance.oneIn(2)
                ? new Selector(Selector.Kind.TASK, spec.id().value())
                : new Selector(Selector.Kind.TYPE, spec.type());
    }

    /** One that failed or was stopped, if there is one. */
    private TaskId someTroubled(Operation operation) {
        var troubled = operation.plan().tasks().stream()
                .map(TaskSpec::id)
                .filter(task -> TROUBLE.contains(operation.task(task).state()))
                .toList();
        return troubled.isEmpty() ? someTask(operation) : chance.pick(troubled);
    }

    private TaskId someTask(Operation operation) {
        return chance.pick(operation.plan().tasks()).id();
    }
}
