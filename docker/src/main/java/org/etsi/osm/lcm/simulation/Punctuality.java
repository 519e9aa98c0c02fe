package org.etsi.osm.lcm.simulation;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.etsi.osm.lcm.core.model.InFlight;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVca;
import org.jspecify.annotations.Nullable;

/** What has to be answered in time, and what has to be given time. Confined to the run's thread. */
final class Punctuality {
    /** A lease of somebody who died is over by then, and what was accepted late has arrived. */
    private static final int ENOUGH_MS = 35_000;

    private final SimWorld world;
    private final Set<List<Object>> sentInPeace = new HashSet<>();
    private final Set<List<Object>> carriedOver = new HashSet<>();
    /** By its owner; a VIM that doesn't answer has the same code. */
    private final Set<List<Object>> timedOut = new HashSet<>();

    Punctuality(SimWorld world) {
        this.world = world;
    }

    /** However often it changes hands, an attempt has its time. */
    void timesOut(@Nullable Operation before, Operation now) {
        if (before == null || before.tasks().size() != now.tasks().size()) {
            return;
        }
        for (int i = 0; i < now.tasks().size(); i++) {
            InFlight is = now.tasks().get(i).inFlight();
            InFlight was = before.tasks().get(i).inFlight();
            boolean isAborted = is != null && is.abort() == InFlight.AbortCause.TIMEOUT;
            boolean wasAborted = was != null && was.abort() == InFlight.AbortCause.TIMEOUT;
            if (is == null || !isAborted || wasAborted) {
                continue;
            }
            TaskSpec spec = now.plan().tasks().get(i);
            timedOut.add(List.of(now.id(), spec.id()));
            long hadMs = world.time().epochMs() - is.sinceEpochMs();
            if (hadMs < spec.timeout().toMillis()) {
                world.violation("Expected an attempt to have its time, but " + spec.id() + " of " + now.id() + " got "
                        + hadMs + " ms of " + spec.timeout());
            }
        }
    }

    /** From now on nothing fails: what is under way and has time enough is to be answered, whoever sent it. */
    void calm(Collection<Operation> stored) {
        for (Operation operation : stored) {
            for (TaskSpec spec : operation.plan().tasks()) {
                InFlight inFlight = operation.task(spec.id()).inFlight();
                boolean hasTime = inFlight != null
                        && inFlight.abort() == null
                        && !spec.type().equals("CreateServer")
                        && world.time().epochMs() - inFlight.sinceEpochMs() + ENOUGH_MS
                                < spec.timeout().toMillis();
                if (hasTime) {
                    carriedOver.add(List.of(operation.id(), spec.id()));
                }
            }
        }
    }

    /** Where nothing fails any more, no command stays without an answer; a server that never boots may. */
    void moved(Operation now, Outgoing.TaskMoved moved) {
        List<Object> task = List.of(now.id(), moved.task());
        boolean isSent = moved.to() == TaskState.RUNNING || moved.to() == TaskState.UNDOING;
        boolean isCarriedOver = carriedOver.remove(task);
        var why = moved.error();
        if (isCarriedOver
                && timedOut.contains(task)
                && why != null
                && why.code().equals("TIMEOUT")) {
            world.violation("Expected what was under way to be sent again, but " + moved.task() + " of " + now.id()
                    + " ended with " + why);
        }
        if (isSent && !world.isFaulty()) {
            sentInPeace.add(task);
        } else if (!isSent && sentInPeace.remove(task)) {
            var error = moved.error();
            boolean isLate = error != null && Set.of("TIMEOUT", "NO_ANSWER").contains(error.code());
            if (moved.to() == TaskState.UNDONE && world.hasSettled()) {
                nothingIsLeft(now.id() + "/" + moved.task());
            }
            if (isLate && !now.plan().task(moved.task()).type().equals("CreateServer")) {
                world.violation("Expected an answer where nothing fails any more, but " + moved.task() + " of "
                        + now.id() + " ended with " + error);
            }
        }
    }

    private void nothingIsLeft(String taskKey) {
        world.outside().vim().snapshot().stream()
                .filter(resource ->
                        resource.tags() != null && resource.tags().task().equals(taskKey))
                .forEach(resource -> world.violation("Expected nothing of " + taskKey
                        + " at the VIM when it is UNDONE and nothing is on its way, but found " + resource));
        new SimVca(world.outside().openSite())
                .ofTask(taskKey)
                .forEach(environment -> world.violation("Expected nothing of " + taskKey
                        + " at the VCA when it is UNDONE and nothing is on its way, but found " + environment));
    }
}
