package org.etsi.osm.lcm.simulation;

import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.adapter.AdapterBus;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.port.EngineBus;

/** The bus as one adapter sees it. */
final class SimAdapterBus implements AdapterBus {
    private final SimWorld world;
    private final Incarnation me;
    private final SimGroup<Command>.Seat seat;
    private final Line line;
    private final Uncommitted<Command> uncommitted = new Uncommitted<>();

    SimAdapterBus(SimWorld world, Incarnation me, SimGroup<Command>.Seat seat) {
        this.world = world;
        this.me = me;
        this.seat = seat;
        this.line = new Line(world, me);
    }

    @Override
    public Poll poll(long maxWaitMs) {
        line.call("poll");
        me.sleep(maxWaitMs);
        var polled = seat.poll();
        if (world.isWatched()) {
            uncommitted.polled(polled.records());
        }
        return new Poll(
                polled.changes(),
                polled.records().stream()
                        .map(fetched -> new Received(
                                fetched.partition(), fetched.offset(), new Inbound.Commanded(fetched.message())))
                        .toList());
    }

    @Override
    public void reply(List<Addressed> replies) {
        world.interlude(me, "reply");
        for (Addressed addressed : replies) {
            var reply = addressed.reply();
            world.invariants().seen(reply);
            String taskKey = reply.operation() + "/" + reply.task();
            List<Mark> marks = world.isWatched() ? List.of(AdapterMarks.replied(world, addressed)) : List.of();
            world.reached(me, marks, false);
            line.send(
                    () -> reply.status() + " of " + taskKey + " #" + reply.sequence()
                            + (reply.failure() == null ? "" : " " + reply.failure()),
                    () -> world.inbox().append(addressed.to().partition(), new EngineBus.Inbound.Replied(reply)));
            world.reached(me, marks, true);
        }
        world.interlude(me, "replied");
    }

    @Override
    public void commit(Map<Integer, Long> nextOffsets) {
        List<Mark> marks = world.isWatched() ? AdapterMarks.committed(uncommitted.committed(nextOffsets)) : List.of();
        world.reached(me, marks, false);
        line.call("commit");
        if (!seat.commit(nextOffsets)) {
            throw line.away("commit");
        }
        world.reached(me, marks, true);
    }
}
