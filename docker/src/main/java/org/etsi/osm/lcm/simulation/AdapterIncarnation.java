package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.adapter.AdapterLoop;
import org.etsi.osm.lcm.core.adapter.AdapterSettings;
import org.etsi.osm.lcm.core.adapter.LedgerEntry;
import org.etsi.osm.lcm.core.adapter.Sweep;
import org.etsi.osm.lcm.core.adapter.TaggedResources;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.adapter.Workers;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.n2vc.EnvironmentLeftovers;
import org.etsi.osm.lcm.n2vc.task.N2vcTasks;
import org.etsi.osm.lcm.n2vc.vca.sim.SimKubernetes;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVca;
import org.etsi.osm.lcm.ro.VimLeftovers;
import org.etsi.osm.lcm.ro.task.RoTasks;
import org.jspecify.annotations.Nullable;

/** An adapter process: the real loop and handlers on simulated ports, with workers that the world runs one by one. */
final class AdapterIncarnation extends Incarnation {
    static final long CALL_LIMIT_MS = 2_000;
    static final long SETTLE_MS = 6_000;
    static final AdapterSettings SETTINGS =
            new AdapterSettings(8_000, CALL_LIMIT_MS, SETTLE_MS, 1_000, 300, 2_000, 3, 500, 5_000, 3, 3);

    private static final int SWEEP_EVERY_MS = 10_000;

    private final AdapterSide side;
    private final SimGroup<Command>.Seat seat;
    private final AdapterLoop loop;
    private final List<Workers.Job> jobs = new ArrayList<>();
    private final List<Workers.Done> done = new ArrayList<>();
    private final Sweep sweep;
    private final List<String> accounts;
    private boolean isHeldUp;
    private boolean isSweeping;
    /** Which mutating calls are made now, where that is watched. */
    private @Nullable Mark doing;

    private long sweepAtMs;

    AdapterIncarnation(String name, SimWorld world, Seams seams) {
        super(name, world);
        this.side = world.side(name.substring(0, name.indexOf('-')));
        this.seat = side.group().join(this);
        var vim = new HeldVim(world, this, world.outside().openVim());
        var site = world.outside().openSite();
        var vca = new HeldVca(this, new SimVca(site));
        var kubernetes = new HeldKubernetes(this, new SimKubernetes(site));
        Map<String, TaskHandler> handlers = new HashMap<>();
        Map<String, TaskHandler> real =
                isOfRo() ? RoTasks.handlers(account -> vim) : N2vcTasks.handlers(vca, kubernetes);
        seams.handlers()
                .apply(vim, real)
                .forEach((type, handler) -> handlers.put(type, new WatchedHandler(world, this, handler)));
        var ledger = seams.ledgerStore().apply(new SimLedgerStore(world, this, side));
        this.loop = new AdapterLoop(
                seams.adapterBus().apply(new SimAdapterBus(world, this, seat)),
                ledger,
                new Hands(),
                handlers,
                name,
                SETTINGS);
        this.accounts = isOfRo() ? List.of(SimPlans.VIM) : EnvironmentLeftovers.ACCOUNTS;
        TaggedResources leftovers =
                isOfRo() ? new VimLeftovers(account -> vim) : new EnvironmentLeftovers(vca, kubernetes);
        this.sweep = new Sweep(
                leftovers,
                ledger,
                new SimOrphanStore(world, this, world.orphans()),
                name,
                SETTINGS,
                () -> moment().ticksMs());
        this.sweepAtMs = world.time().nowMs() + world.chance().below(SWEEP_EVERY_MS);
    }

    AdapterSide side() {
        return side;
    }

    boolean isOfRo() {
        return side.kind().equals("ro");
    }

    @Override
    SimGroup<Command>.Seat seat() {
        return seat;
    }

    @Override
    void turn() {
        isHeldUp = false;
        try {
            loop.turn(moment());
        } catch (StoreUnavailableException | BusUnavailableException away) {
            world().note(name(), () -> "away: " + away.getMessage());
            isHeldUp = true;
        }
    }

    @Override
    boolean isHeldUp() {
        return isHeldUp;
    }

    boolean isIdle() {
        return jobs.isEmpty() && done.isEmpty() && loop.openCount() == 0;
    }

    /** A job is waiting for a hand. */
    boolean hasJob() {
        return isAlive() && !isStalled() && !jobs.isEmpty();
    }

    /** Runs one of the jobs that wait, in which the process may die. */
    void work() {
        var job = jobs.remove(world().chance().below(jobs.size()));
        world().note(name(), () -> "job " + job.label());
        var result = job.run(moment().ticksMs());
        if (!isAlive()) {
            throw new SimCrash();
        }
        world().note(name(), () -> "job " + job.label() + " = " + result.result());
        done.add(result);
        sleep(0);
    }

    /** Its sweep, on a thread of its own, is due. */
    boolean hasToSweep() {
        return isAlive()
                && !isStalled()
                && !isSweeping
                && sweepAtMs <= world().time().nowMs();
    }

    long sweepAtMs() {
        return isSweeping ? Long.MAX_VALUE : sweepAtMs;
    }

    /** One round of the sweep, in which the process may die. */
    void sweep() {
        isSweeping = true;
        try {
            for (String account : accounts) {
                int removed = sweep.turn(account, moment());
                world().note(name(), () -> "sweep of " + account + " removed " + removed);
            }
        } catch (StoreUnavailableException | TaskHandler.EffectException away) {
            world().note(name(), () -> "sweep: " + away.getMessage());
        }
        isSweeping = false;
        sweepAtMs = world().time().nowMs() + SWEEP_EVERY_MS;
    }

    /** A handler's mutating step. */
    <T> T doing(TaskHandler.Work work, Supplier<T> step) {
        if (!world().isWatched()) {
            return step.get();
        }
        LedgerEntry entry = side.ledger().get(List.of(work.taskKey())).get(work.taskKey());
        CommandAction action =
                entry == null ? CommandAction.EXECUTE : entry.command().action();
        doing = new Mark(CrashCall.KEEP, About.command(action, work.type()), work.taskKey());
        try {
            return step.get();
        } finally {
            doing = null;
        }
    }

    /** A call that changes the world outside, in which the process may die. */
    <T> T change(CrashCall call, Supplier<T> body) {
        Mark now = doing;
        List<Mark> marks = !world().isWatched()
                ? List.of()
                : List.of(now == null ? new Mark(call, About.SWEEP, "") : new Mark(call, now.about(), now.taskKey()));
        world().reached(this, marks, false);
        T result = body.get();
        world().reached(this, marks, true);
        return result;
    }

    private final class Hands implements Workers {
        @Override
        public void submit(Job job) {
            jobs.add(job);
        }

        @Override
        public List<Done> take() {
            var taken = List.copyOf(done);
            done.clear();
            return taken;
        }
    }
}
