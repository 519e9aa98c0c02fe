package org.etsi.osm.lcm.simulation;

import java.util.List;

/**
 * What happens to processes: they crash, freeze, lose their place in the group, or are held in the middle of a call.
 */
final class Mischief {
    private static final int CRASH_IN_CALL_ONE_IN = 500;
    private static final int STALL_IN_CALL_ONE_IN = 100;
    private static final int DEEPEST = 2;

    /** Events until a call that is held returns, at most. */
    static final int A_WHILE = 40;

    static final int LONG = 400;

    private final SimWorld world;
    private final List<Incarnation> alive;
    private int depth;

    Mischief(SimWorld world, List<Incarnation> alive) {
        this.world = world;
        this.alive = alive;
    }

    /** Something happens to somebody. */
    void strike() {
        if (alive.isEmpty()) {
            return;
        }
        Chance how = world.how();
        Incarnation one = how.pick(alive);
        switch (how.below(6)) {
            case 0 -> crash(one);
            case 1 -> {
                world.interruption(one.name(), "believed dead by its group");
                one.seat().kick();
            }
            case 2 -> freeze(one, how);
            case 3 -> {
                freeze(one, how);
                world.time().after(how.below(3_000), () -> one.seat().kick());
            }
            case 4 -> {
                world.interruption("bus", "rebalance");
                world.rebalance();
            }
            default -> {
                world.note("world", () -> "time passes");
                world.time().advanceTo(world.time().nowMs() + how.below(20_000));
            }
        }
    }

    private void freeze(Incarnation one, Chance how) {
        world.interruption(one.name(), "frozen");
        one.stall();
        world.time().after(how.below(25_000), one::goOn);
    }

    void crash(Incarnation one) {
        Chance how = world.how();
        world.interruption(one.name(), "crashes");
        one.die();
        alive.remove(one);
        world.time().after(how.below(world.isFaulty() ? 6_000 : 1), world::rebalance);
        world.time().after(how.below(12_000), () -> world.start(one.process()));
    }

    /**
     * A process is inside a call: it may die here, which is an error that ends its turn, or be held while others act.
     *
     * @param limitMs how long it may be held at most
     * @param events how many events may happen meanwhile at most
     * @param wholeProcess nothing else of the process goes on meanwhile
     */
    void hold(Incarnation who, String where, long limitMs, int events, boolean wholeProcess) {
        if (world.strikes(CRASH_IN_CALL_ONE_IN) && who.isAlive()) {
            world.note(who.name(), () -> "at " + where);
            crash(who);
        }
        if (who.isAlive() && depth < DEEPEST && world.strikes(STALL_IN_CALL_ONE_IN)) {
            Chance how = world.how();
            world.interruption(who.name(), "held at " + where);
            if (wholeProcess && limitMs == Long.MAX_VALUE && how.oneIn(3)) {
                who.seat().kick();
            }
            long before = world.time()
                    .narrow(
                            limitMs == Long.MAX_VALUE
                                    ? Long.MAX_VALUE
                                    : world.time().nowMs() + limitMs);
            depth++;
            if (wholeProcess) {
                who.stall();
            }
            for (int i = how.between(1, events); i > 0 && !world.isBroken(); i--) {
                world.step();
            }
            if (wholeProcess) {
                who.goOn();
            }
            depth--;
            world.time().widen(before);
            world.note(who.name(), () -> "goes on at " + where);
        }
        if (!who.isAlive()) {
            throw new SimCrash();
        }
    }
}
