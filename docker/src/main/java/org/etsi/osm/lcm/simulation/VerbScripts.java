package org.etsi.osm.lcm.simulation;

import java.util.List;
import java.util.function.UnaryOperator;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;

/** Scripts of the verbs: each brings an operation to where a verb is legal, and asks for it. */
final class VerbScripts {
    private static final String PORT = "CreatePort";
    private static final String SERVER = "CreateServer";
    private static final String NO_OP = "NoOp";
    private static final String LAST = "FindImage";
    private static final String SERVER_STARTS = About.command(CommandAction.EXECUTE, SERVER);

    private VerbScripts() {}

    static List<CrashScript> all() {
        return List.of(
                pausing("pause and resume").then(play -> play.ask(Verb.RESUME)),
                // Where PAUSE comes before the plan, the server isn't next after the first step.
                pausing("step")
                        .timed()
                        .then(play -> play.ask(Verb.STEP))
                        .then(play -> play.askTask(Verb.STEP, SERVER))
                        .then(play -> play.ask(Verb.RESUME)),
                script("breakpoint", CrashPlans::andANoOp)
                        .when(
                                CrashCall.WRITE,
                                About.REQUEST,
                                play -> play.ask(
                                        Verb.BREAKPOINT,
                                        VerbArguments.selector(new Selector(Selector.Kind.TYPE, PORT))))
                        .then(play -> play.ask(Verb.CLEAR))
                        .then(play -> play.ask(Verb.RESUME)),
                whileItStarts("cancel FORCEFUL", play -> play.ask(Verb.CANCEL, VerbArguments.of(CancelMode.FORCEFUL)))
                        .then(play -> play.ask(Verb.RETRY)),
                whileItStarts("cancel GRACEFUL", play -> play.ask(Verb.CANCEL, VerbArguments.of(CancelMode.GRACEFUL)))
                        .then(play -> play.ask(Verb.RETRY)),
                whileItStarts("roll back at once", play -> play.ask(Verb.ROLLBACK)),
                whileItStarts("kill", play -> play.ask(Verb.KILL)),
                failing("roll back a task")
                        .then(play -> play.askTask(Verb.ROLLBACK, PORT))
                        .then(play -> play.ask(Verb.RETRY)),
                failing("roll back down to a task")
                        .then(play -> play.ask(Verb.ROLLBACK, VerbArguments.downTo(play.task(PORT))))
                        .then(play -> play.ask(Verb.RETRY)),
                failing("continue").then(play -> play.ask(Verb.CONTINUE)),
                failing("fail").then(play -> play.ask(Verb.FAIL)),
                failing("rerun").then(play -> play.askTask(Verb.RERUN, NO_OP)),
                failing("terminate what has failed").then(play -> play.request("terminate", CrashPlay.TERMINATE, 1)),
                failing("look")
                        .then(play -> play.askTask(Verb.VERIFY, PORT))
                        .then(play -> play.ask(Verb.PREVIEW))
                        .then(play -> play.askTask(Verb.PREVIEW, PORT)),
                CrashScript.of("skip", plans -> plans.with("CreateNetwork").andAFailure())
                        .thorough()
                        .then(play -> play.askTask(Verb.SKIP, LAST)),
                pausing("hold and release")
                        .then(play -> play.askTask(Verb.HOLD, PORT))
                        .then(play -> play.ask(Verb.RESUME))
                        .then(play -> play.askTask(Verb.RELEASE, PORT)),
                stopping("done by hand").then(play -> play.askTask(Verb.DONE, SERVER)),
                stopping("retry a task")
                        .then(play -> play.askTask(
                                Verb.RETRY, SERVER, VerbArguments.parameters(Value.Obj.EMPTY.with("name", "other")))),
                whileItStarts("reject", play -> play.ask(Verb.FAIL)).rejecting());
    }

    private static CrashScript script(String name, UnaryOperator<CrashPlans> end) {
        return CrashScript.of(name, plans -> end.apply(plans.with(SERVER))).thorough();
    }

    /** Paused before anything has started. */
    private static CrashScript pausing(String name) {
        return script(name, CrashPlans::andANoOp).when(CrashCall.WRITE, About.REQUEST, play -> play.ask(Verb.PAUSE));
    }

    /** Stopped when the server was just created. */
    private static CrashScript stopping(String name) {
        return script(name, CrashPlans::andANoOp)
                .when(CrashCall.CREATE, SERVER_STARTS, play -> play.askTask(Verb.STOP, SERVER));
    }

    /** Everything is done but the last task, which has failed. */
    private static CrashScript failing(String name) {
        return script(name, plans -> plans.andANoOp().andAFailure());
    }

    /** While the server's command is on its way. */
    private static CrashScript whileItStarts(String name, java.util.function.Consumer<CrashPlay> what) {
        return script(name, CrashPlans::andANoOp).when(CrashCall.SEND, SERVER_STARTS, what);
    }
}
