package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.tasks.catalogue.Catalogue;
import org.etsi.osm.lcm.tasks.catalogue.TaskType;

/** Scripts that lead to every crash point there is: one for each task type, and those of the verbs. */
final class CrashScripts {
    private CrashScripts() {}

    static List<CrashScript> all() {
        var all = new ArrayList<CrashScript>();
        for (TaskType type : Catalogue.TYPES) {
            all.add(type.reversibility() == Reversibility.IMPOSSIBLE ? takenDown(type.name()) : made(type.name()));
        }
        Catalogue.TYPES.stream().filter(CrashPoints::isRemade).forEach(type -> all.add(madeAnew(type.name())));
        all.addAll(VerbScripts.all());
        all.addAll(TroubleScripts.all());
        return all;
    }

    /** A task is stopped, goes again, and is looked at; when a later one fails, it is rolled back. */
    static CrashScript made(String type) {
        return stopping(
                        CrashScript.of(
                                "make with " + type, plans -> plans.with(type).andAFailure()),
                        type)
                .then(play -> play.ask(Verb.RETRY))
                .then(play -> play.ask(Verb.VERIFY))
                .then(play -> play.ask(Verb.ROLLBACK));
    }

    /** What is made comes out broken; the next attempt removes it, and makes it anew. */
    private static CrashScript madeAnew(String type) {
        return CrashScript.of("make anew with " + type, plans -> plans.with(type))
                .when(CrashCall.WRITE, About.command(CommandAction.EXECUTE, type), play -> play.breakWhatIsMadeBy(type))
                .then(play -> {
                    // Whose adapter has died meanwhile is at its next attempt already.
                    if (play.latest().state() == OperationState.FAILED_TEMP) {
                        play.ask(Verb.RETRY);
                    }
                });
    }

    /** A deletion is stopped, goes again, and is looked at. */
    private static CrashScript takenDown(String type) {
        return stopping(
                        CrashScript.of("take down with " + type, plans -> {
                            CrashPlans all = type.equals("RemoveLeftovers") ? plans.keepingVolumes() : plans;
                            CrashPlans.made(type).forEach(all::with);
                            return all;
                        }),
                        type)
                .takingDown(type)
                .then(play -> play.request("terminate", CrashPlay.TERMINATE, 1))
                .then(play -> play.ask(Verb.RETRY))
                .then(play -> play.ask(Verb.VERIFY));
    }

    /** The adapters are asleep until the ABORT is on its way, so that the task can't be over before. */
    private static CrashScript stopping(CrashScript script, String type) {
        return script.when(CrashCall.WRITE, About.command(CommandAction.EXECUTE, type), play -> {
                    play.adaptersSleep();
                    play.askTask(Verb.STOP, type);
                })
                .when(CrashCall.SEND, About.command(CommandAction.ABORT, type), CrashPlay::adaptersWake);
    }
}
