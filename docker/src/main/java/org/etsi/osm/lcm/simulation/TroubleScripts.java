package org.etsi.osm.lcm.simulation;

import java.util.List;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;

/** Scripts of what comes from outside beside verbs: freezes, faults, broken documents, things that appear late. */
final class TroubleScripts {
    private static final String NETWORK = "CreateNetwork";
    private static final String NETWORK_STARTS = About.command(CommandAction.EXECUTE, NETWORK);
    private static final String ENVIRONMENT = "CreateExecutionEnvironment";
    private static final String KDU = "InstallKdu";
    private static final int LONG_ENOUGH_MS = 40_000;

    private TroubleScripts() {}

    static List<CrashScript> all() {
        return List.of(
                CrashScript.of("freeze and thaw", TroubleScripts::small)
                        .thorough()
                        .when(CrashCall.WRITE, About.REQUEST, CrashPlay::freezeForAWhile),
                CrashScript.of("records vanish", TroubleScripts::small)
                        .when(
                                CrashCall.SEND,
                                NETWORK_STARTS,
                                play -> play.tell(new Inbound.Vanished(CrashPlay.INSTANTIATE))),
                CrashScript.of("a record that nobody understands", TroubleScripts::small)
                        .when(CrashCall.SEND, NETWORK_STARTS, play -> play.tell(new Inbound.Unreadable())),
                CrashScript.of(
                                "a command comes again, too late",
                                plans -> small(plans).andAFailure())
                        .then(play -> play.ask(Verb.ROLLBACK))
                        .then(CrashPlay::repeatFirstCommand),
                broken("unpark").then(CrashPlay::mend).then(play -> play.ask(Verb.UNPARK)),
                broken("kill what is broken").then(play -> play.ask(Verb.KILL)).then(CrashPlay::mend),
                CrashScript.of("go again by itself", plans -> small(plans.retried()))
                        .when(
                                CrashCall.WRITE,
                                NETWORK_STARTS,
                                play -> play.fault(refusing(SimFault.Operation.CREATE, 1))),
                CrashScript.of("fail to undo", plans -> small(plans).andAFailure())
                        .then(play -> {
                            play.fault(refusing(SimFault.Operation.DELETE, SimFault.FOR_EVER));
                            play.ask(Verb.ROLLBACK);
                        })
                        .then(play -> {
                            play.noMoreFaults();
                            play.ask(Verb.ROLLBACK);
                        }),
                CrashScript.of("an adapter dies before it creates", TroubleScripts::small)
                        .when(CrashCall.ISSUE, NETWORK_STARTS, CrashPlay::die),
                CrashScript.of("something too much", TroubleScripts::small).then(play -> {
                    play.network(play.key(NETWORK));
                    play.wait(LONG_ENOUGH_MS);
                }),
                CrashScript.of("something of nobody", TroubleScripts::small).then(play -> {
                    play.network("nobody/t0001");
                    play.wait(LONG_ENOUGH_MS);
                }),
                late("late things"),
                late("late things that are hard to remove")
                        .then(play -> play.fault(refusing(SimFault.Operation.DELETE, 1))));
    }

    private static CrashPlans small(CrashPlans plans) {
        return plans.with(NETWORK);
    }

    /** Paused, and then not to be read any more. */
    private static CrashScript broken(String name) {
        return CrashScript.of(name, TroubleScripts::small)
                .parking()
                .thorough()
                .when(CrashCall.WRITE, About.REQUEST, play -> play.ask(Verb.PAUSE))
                .then(CrashPlay::breakIt);
    }

    /** After an NS was taken down. */
    private static CrashScript late(String name) {
        return CrashScript.of(
                        name, plans -> plans.with(NETWORK).with(ENVIRONMENT).with(KDU))
                .then(play -> play.request("terminate", CrashPlay.TERMINATE, 1))
                .then(play -> {
                    play.network(play.key(NETWORK));
                    play.environment(play.key(ENVIRONMENT));
                    play.release(play.key(KDU));
                });
    }

    private static SimFault refusing(SimFault.Operation operation, int uses) {
        return new SimFault(
                "refusing", Kind.NETWORK, operation, null, uses, 1, new SimFault.Refuse(VimException.Code.UNAVAILABLE));
    }
}
