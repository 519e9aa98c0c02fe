package org.etsi.osm.lcm.simulation;

import java.util.function.Supplier;
import org.etsi.osm.lcm.core.port.BusUnavailableException;

/**
 * The line between one process and the bus. What is sent may fail before or after it was appended, be appended twice,
 * or be appended later, when the sender has given up.
 */
final class Line {
    private static final int CALL_FAILS_ONE_IN = 150;
    private static final int SEND_FAILS_ONE_IN = 70;
    private static final int REPEATED_ONE_IN = 40;
    private static final int LATE_AT_MOST_MS = 15_000;

    private final SimWorld world;
    private final Incarnation me;

    Line(SimWorld world, Incarnation me) {
        this.world = world;
        this.me = me;
    }

    /** Something that carries no message. */
    void call(String what) {
        world.interlude(me, what);
        if (world.strikes(CALL_FAILS_ONE_IN)) {
            world.interruption(me.name(), what + " fails");
            throw away(what);
        }
    }

    void send(Supplier<String> what, Runnable append) {
        if (!world.strikes(SEND_FAILS_ONE_IN)) {
            world.note(me.name(), () -> "-> " + what.get());
            append.run();
            if (world.strikes(REPEATED_ONE_IN)) {
                world.interruption(me.name(), "repeated " + what.get());
                append.run();
            }
            return;
        }
        Chance how = world.how();
        switch (how.below(3)) {
            case 0 -> world.interruption(me.name(), "not sent: " + what.get());
            case 1 -> {
                append.run();
                world.interruption(me.name(), "sent, not acknowledged: " + what.get());
            }
            default -> {
                world.interruption(me.name(), "sent late: " + what.get());
                world.time().after(how.below(LATE_AT_MOST_MS), append);
            }
        }
        throw away(what.get());
    }

    BusUnavailableException away(String what) {
        return new BusUnavailableException("Expected the bus to take " + what + ", but it is away");
    }
}
