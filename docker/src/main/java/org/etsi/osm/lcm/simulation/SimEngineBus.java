package org.etsi.osm.lcm.simulation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.port.EngineBus;

/** The bus as one engine sees it. */
final class SimEngineBus implements EngineBus {
    private final SimWorld world;
    private final Incarnation me;
    private final SimGroup<Inbound>.Seat seat;
    private final Line line;

    SimEngineBus(SimWorld world, Incarnation me, SimGroup<Inbound>.Seat seat) {
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
        return new Poll(
                polled.changes(),
                polled.records().stream()
                        .map(fetched -> new Received(fetched.partition(), fetched.offset(), fetched.message()))
                        .toList());
    }

    @Override
    public void publish(List<Command> commands, List<Delivery> deliveries) {
        world.interlude(me, "publish");
        for (Command command : commands) {
            world.invariants().sending(me, command);
            var topic = world.side(command.adapter()).topic();
            line.send(
                    () -> command.action() + " " + command.taskKey() + " #" + command.sequence(),
                    () -> topic.append(topic.partitionOf(command.taskKey()), command));
            world.reached(me, Point.SENT_COMMAND, command.taskKey());
        }
        for (Delivery delivery : deliveries) {
            delivery.items().forEach(item -> world.invariants().saying(me, delivery, item));
            line.send(() -> "news", () -> delivery.items().forEach(item -> world.heard(delivery, item)));
        }
        world.interlude(me, "published");
    }

    @Override
    public void commit(Map<Integer, Long> nextOffsets) {
        line.call("commit");
        if (!seat.commit(nextOffsets)) {
            throw line.away("commit");
        }
    }

    @Override
    public void pause(Set<Integer> partitions) {
        seat.pause(partitions);
    }

    @Override
    public void resume(Set<Integer> partitions) {
        seat.resume(partitions);
    }
}
