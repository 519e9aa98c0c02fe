package org.etsi.osm.lcm.simulation;

import java.time.Duration;
import java.util.List;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.engine.EngineSettings;
import org.etsi.osm.lcm.core.loop.EngineLoop;
import org.etsi.osm.lcm.core.loop.LoopListener;
import org.etsi.osm.lcm.core.loop.LoopSettings;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.tasks.catalogue.EditedParameters;

/** An engine process: the real loop on simulated ports. */
final class EngineIncarnation extends Incarnation {
    static final EngineSettings SETTINGS =
            new EngineSettings(100, 4, Duration.ofSeconds(20), 16 * 1024, 256 * 1024, 1024 * 1024, true);
    private static final LoopSettings LOOP = new LoopSettings("lcm-inbox", 2, 2_000, 10_000, 1_000, 15_000);
    private static final long MAX_WAIT_MS = 2_000;

    private final SimGroup<EngineBus.Inbound>.Seat seat;
    private final EngineLoop loop;

    EngineIncarnation(String name, SimWorld world, Seams seams) {
        super(name, world);
        this.seat = world.engines().join(this);
        var store = seams.operationStore().apply(new SimOperationStore(world, this, world.operations()));
        this.loop = new EngineLoop(
                seams.engineBus().apply(new SimEngineBus(world, this, seat)),
                store,
                seams.freezeStore().apply(new SimFreezeStore(world, this, world.freezes())),
                new SimPlanning(world, store),
                new Engine(SETTINGS, EditedParameters::objection),
                LOOP,
                name,
                this::moment,
                new Told());
    }

    @Override
    SimGroup<EngineBus.Inbound>.Seat seat() {
        return seat;
    }

    @Override
    void turn() {
        loop.turn(MAX_WAIT_MS);
        if (!loop.isHeldUp()) {
            world().invariants().remembered(this, loop.operations());
        }
    }

    @Override
    boolean isHeldUp() {
        return loop.isHeldUp();
    }

    /** Into the log. */
    private final class Told implements LoopListener {
        @Override
        public void stored(Operation before, Operation after, List<String> reasons) {
            world().note(
                            name(),
                            () -> "stored " + after.id() + " r" + after.revision() + " " + after.state() + " "
                                    + after.control() + " " + reasons);
        }

        @Override
        public void parked(OperationId operation, String reason, Throwable cause) {
            if (world().scenario().isBroken(operation)) {
                return;
            }
            world().violation("Expected no operation to be parked, but " + name() + " parked " + operation + ": "
                    + reason + " at "
                    + List.of(cause.getStackTrace()).subList(0, Math.min(8, cause.getStackTrace().length)));
        }

        @Override
        public void unavailable(String what, RuntimeException cause) {
            world().note(name(), () -> "away: " + what);
        }

        @Override
        public void fenced(int partition, String why) {
            world().note(name(), () -> "fenced on " + partition + ": " + why);
        }

        @Override
        public void takenOver(int partition, long epoch, int operations) {
            world().note(name(), () -> "took " + partition + " over in epoch " + epoch + " with " + operations);
        }
    }
}
