package org.etsi.osm.lcm.simulation;

import org.etsi.osm.lcm.core.model.Moment;

/**
 * One run of a simulated process, from its start to its crash. What it has in memory is gone with it; it may be held
 * for long in any call, as a zombie, and go on afterwards with what it holds. Confined to the run's thread.
 */
abstract sealed class Incarnation permits EngineIncarnation, AdapterIncarnation {
    /** Until a batch that met trouble is tried again. */
    private static final long HELD_UP_MS = 20;

    private final String name;
    private final SimWorld world;
    private final long clockOffsetMs;
    private boolean isAlive = true;
    private int stalls;
    private long wakeAtMs;

    Incarnation(String name, SimWorld world) {
        this.name = name;
        this.world = world;
        // No two processes agree on what time it is.
        this.clockOffsetMs = 1_000L * world.chance().below(100_000);
    }

    String name() {
        return name;
    }

    /** The process, whichever its incarnation. */
    String process() {
        return name.substring(0, name.indexOf('#'));
    }

    SimWorld world() {
        return world;
    }

    boolean isAlive() {
        return isAlive;
    }

    void die() {
        isAlive = false;
    }

    boolean isStalled() {
        return stalls > 0;
    }

    void stall() {
        stalls++;
    }

    void goOn() {
        stalls--;
    }

    /** What its own clock shows. */
    Moment moment() {
        return new Moment(world.time().nowMs() + clockOffsetMs, world.time().epochMs());
    }

    void sleep(long ms) {
        wakeAtMs = world.time().nowMs() + ms;
    }

    long wakeAtMs() {
        return wakeAtMs;
    }

    abstract SimGroup<?>.Seat seat();

    /** Has something to do now. */
    boolean isReady() {
        return isAlive
                && stalls == 0
                && (seat().hasNews() || wakeAtMs <= world.time().nowMs());
    }

    /** One turn of its loop, in which it may die. */
    final void act() {
        stalls++;
        try {
            turn();
            if (isHeldUp()) {
                sleep(HELD_UP_MS);
            }
        } finally {
            stalls--;
        }
    }

    abstract void turn();

    abstract boolean isHeldUp();
}
