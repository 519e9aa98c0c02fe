package org.etsi.osm.lcm.simulation;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Fate;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Reason;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.tasks.catalogue.AddRelation;
import org.etsi.osm.lcm.tasks.catalogue.Catalogue;
import org.etsi.osm.lcm.tasks.catalogue.CreateExecutionEnvironment;
import org.etsi.osm.lcm.tasks.catalogue.DeleteExecutionEnvironment;
import org.etsi.osm.lcm.tasks.catalogue.InjectSshKey;
import org.etsi.osm.lcm.tasks.catalogue.InstallConfigurationSoftware;
import org.etsi.osm.lcm.tasks.catalogue.InstallKdu;
import org.etsi.osm.lcm.tasks.catalogue.RegisterExecutionEnvironment;
import org.etsi.osm.lcm.tasks.catalogue.RemoveEnvironments;
import org.etsi.osm.lcm.tasks.catalogue.RemoveLeftovers;
import org.etsi.osm.lcm.tasks.catalogue.RunPrimitive;
import org.etsi.osm.lcm.tasks.catalogue.TaskType;
import org.etsi.osm.lcm.tasks.catalogue.UninstallKdu;

/**
 * Every place where something becomes durable or leaves a process, in engine and adapters: each call of a port that
 * does so, with each task type, action and verb that it can be about, before the call and after. What is told of a
 * task, and what an adapter's ledger keeps of leases, ids and earlier operations, is the same for all task types, and
 * is there once. From what the code knows, not from what runs have met; what can't be is left out by the rules that are
 * stated here.
 */
final class CrashPoints {
    /** How the types of N2VC and the odd ones of RO change the world; the rest goes by its name. */
    private static final Map<String, List<CrashCall>> DOING = Map.of(
            InjectSshKey.TYPE.name(), List.of(CrashCall.AUTHORIZE),
            // A volume that outlives its NS is released.
            RemoveLeftovers.TYPE.name(), List.of(CrashCall.DELETE, CrashCall.RELEASE),
            CreateExecutionEnvironment.TYPE.name(), List.of(CrashCall.VCA_CREATE),
            RegisterExecutionEnvironment.TYPE.name(), List.of(CrashCall.VCA_CREATE),
            InstallConfigurationSoftware.TYPE.name(), List.of(CrashCall.VCA_INSTALL),
            AddRelation.TYPE.name(), List.of(CrashCall.VCA_RELATE),
            RunPrimitive.TYPE.name(), List.of(CrashCall.VCA_START),
            InstallKdu.TYPE.name(), List.of(CrashCall.KDU_INSTALL),
            UninstallKdu.TYPE.name(), List.of(CrashCall.KDU_UNINSTALL));

    private static final Map<String, List<CrashCall>> REMOVING = Map.of(
            DeleteExecutionEnvironment.TYPE.name(), List.of(CrashCall.VCA_DELETE),
            RemoveEnvironments.TYPE.name(), List.of(CrashCall.VCA_DELETE, CrashCall.KDU_UNINSTALL));

    private static final Map<String, List<CrashCall>> UNDOING = Map.of(
            CreateExecutionEnvironment.TYPE.name(), List.of(CrashCall.VCA_DELETE),
            RegisterExecutionEnvironment.TYPE.name(), List.of(CrashCall.VCA_DELETE),
            InstallKdu.TYPE.name(), List.of(CrashCall.KDU_UNINSTALL),
            // Its record, which would keep it from being run anew.
            RunPrimitive.TYPE.name(), List.of(CrashCall.VCA_DISCARD));

    /** What they find broken, or too much of, they remove by the call that undoes them. */
    private static final Set<String> REMAKING = Set.of(
            CreateExecutionEnvironment.TYPE.name(), RegisterExecutionEnvironment.TYPE.name(), InstallKdu.TYPE.name());

    private static final Set<CrashPoint> ALL = enumerate();

    private final Set<CrashPoint> points = new TreeSet<>();

    private CrashPoints() {}

    /** All of them, in order. */
    static Set<CrashPoint> all() {
        return ALL;
    }

    private static Set<CrashPoint> enumerate() {
        var points = new CrashPoints();
        Catalogue.TYPES.forEach(points::ofType);
        for (Verb verb : Verb.values()) {
            if (verb.isOfOperations()) {
                points.ofVerb(verb, false);
            }
            if (verb.isOfTasks()) {
                points.ofVerb(verb, true);
            }
        }
        points.ofStates();
        points.ofTheRest();
        return points.points;
    }

    private void ofType(TaskType type) {
        for (CommandAction action : actions(type)) {
            String about = About.command(action, type.name());
            add(about, CrashCall.SEND, CrashCall.COMMIT, CrashCall.REPLY, CrashCall.ADAPTER_COMMIT);
            // A look is stored nowhere: what a crash loses is asked for again.
            if (action != CommandAction.VERIFY) {
                add(about, CrashCall.WRITE, CrashCall.ACCEPT, CrashCall.RESULT);
            }
            List<CrashCall> changes = changes(type, action);
            changes.forEach(call -> add(about, call));
            if (!changes.isEmpty()) {
                add(about, CrashCall.ISSUE);
            }
            // The end of what is aborted is the end of the command that it aborts.
            if (action == CommandAction.EXECUTE || action == CommandAction.ROLLBACK) {
                add(About.end(action, type.name()), CrashCall.WRITE);
            }
        }
    }

    /** What is impossible to undo is never sent back. */
    static Set<CommandAction> actions(TaskType type) {
        var actions = EnumSet.allOf(CommandAction.class);
        if (type.reversibility() == Reversibility.IMPOSSIBLE) {
            actions.remove(CommandAction.ROLLBACK);
        }
        return actions;
    }

    /** Whether an execution that finds its thing broken, or twice, removes it, and makes it anew. */
    static boolean isRemade(TaskType type) {
        return isMaking(type) || REMAKING.contains(type.name());
    }

    private static boolean isMaking(TaskType type) {
        return type.adapters().contains(TaskType.RO)
                && type.reversibility() == Reversibility.EXACT
                && !type.effectFree();
    }

    /** The calls by which a command changes the world outside; a look and an abort make none. */
    static List<CrashCall> changes(TaskType type, CommandAction action) {
        if (type.effectFree()) {
            return List.of();
        }
        String name = type.name();
        boolean isMaking = isMaking(type);
        boolean isDeleting = type.adapters().contains(TaskType.RO) && name.startsWith("Delete");
        return switch (action) {
            case EXECUTE -> {
                List<CrashCall> usual = isMaking
                        ? List.of(CrashCall.CREATE)
                        : isDeleting ? List.of(CrashCall.DELETE) : REMOVING.getOrDefault(name, List.of());
                yield Stream.concat(
                                DOING.getOrDefault(name, usual).stream(),
                                isRemade(type) ? changes(type, CommandAction.ROLLBACK).stream() : Stream.empty())
                        .toList();
            }
            case ROLLBACK -> UNDOING.getOrDefault(name, isMaking ? List.of(CrashCall.DELETE) : List.of());
            case VERIFY, ABORT -> List.of();
        };
    }

    private void ofVerb(Verb verb, boolean isOnTask) {
        String about = About.verb(verb, isOnTask);
        add(about, CrashCall.TELL, CrashCall.COMMIT);
        // The answer to a read isn't stored.
        if (!verb.isRead()) {
            add(about, CrashCall.WRITE);
        }
    }

    private void ofStates() {
        for (TaskState state : TaskState.values()) {
            add(About.task(state), CrashCall.WRITE, CrashCall.TELL);
        }
        for (OperationState state : OperationState.values()) {
            add(About.operation(state), CrashCall.WRITE, CrashCall.TELL);
        }
    }

    private void ofTheRest() {
        add(About.PARTITION, CrashCall.BEGIN_EPOCH, CrashCall.CLAIM);
        add(About.PLAN, CrashCall.PUT_PLAN, CrashCall.WRITE);
        add(About.REQUEST, CrashCall.WRITE, CrashCall.COMMIT);
        add(About.UPKEEP, CrashCall.WRITE);
        add(About.FREEZES, CrashCall.WRITE, CrashCall.COMMIT, CrashCall.ACKNOWLEDGE);
        add(About.BROKEN, CrashCall.WRITE, CrashCall.SHOW);
        add(About.KILLED, CrashCall.WRITE, CrashCall.SHOW);
        add(About.PROGRESS, CrashCall.REPLY, CrashCall.COMMIT, CrashCall.SHOW);
        add(About.REJECTION, CrashCall.TELL);
        add(About.JOURNAL, CrashCall.TELL);
        add(About.RECORDS, CrashCall.TELL);
        add(About.ANNOUNCEMENT, CrashCall.TELL);
        add(About.VANISHED, CrashCall.COMMIT);
        add(About.UNREADABLE_RECORD, CrashCall.COMMIT);
        add(About.STALE, CrashCall.REPLY);
        add(About.EARLIER, CrashCall.CLOSE);
        add(About.LEASE, CrashCall.KEEP);
        add(About.LEASE_BACK, CrashCall.KEEP);
        add(About.LEARNED, CrashCall.KEEP);
        add(About.SWEEP, CrashCall.ISSUE, CrashCall.DELETE, CrashCall.VCA_DELETE, CrashCall.KDU_UNINSTALL);
        for (Reason reason : Reason.values()) {
            add(About.orphan(reason), CrashCall.RECORD);
        }
        add(About.orphan(Fate.REMOVED), CrashCall.RECORD);
        add(About.orphan(Fate.REMOVAL_FAILED), CrashCall.RECORD);
    }

    private void add(String about, CrashCall... calls) {
        for (CrashCall call : new LinkedHashSet<>(List.of(calls))) {
            points.add(new CrashPoint(call, about, false));
            points.add(new CrashPoint(call, about, true));
        }
    }
}
