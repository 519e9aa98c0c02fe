package org.etsi.osm.lcm.simulation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.port.EngineBus;

/** The bus as one engine sees it. */
final class SimEngineBus implements EngineBus {
    private final SimWorld world;
    private final Incarnation me;
    private final SimGroup<Inbound>.Seat seat;
    private final Line line;
    private final Uncommitted<Inbound> uncommitted = new Uncommitted<>();

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
        if (world.isWatched()) {
            uncommitted.polled(polled.records());
        }
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
            List<Mark> marks = world.isWatched() ? List.of(EngineMarks.sent(command)) : List.of();
            world.reached(me, marks, false);
            line.send(
                    () -> command.action() + " " + command.taskKey() + " #" + command.sequence(),
                    () -> topic.append(topic.partitionOf(command.taskKey()), command));
            world.reached(me, marks, true);
        }
        for (Delivery delivery : deliveries) {
            delivery.items().forEach(item -> world.invariants().saying(me, delivery, item));
            line.send(() -> "news", () -> delivery.items().forEach(item -> hear(delivery, item)));
        }
        world.interlude(me, "published");
    }

    private void hear(Delivery delivery, Outgoing item) {
        if (!world.isWatched()) {
            world.heard(delivery, item);
            return;
        }
        var marks = List.of(EngineMarks.told(item));
        world.reached(me, marks, false);
        world.heard(delivery, item);
        world.reached(me, marks, true);
    }

    @Override
    public void progress(Operation snapshot, List<Reply> news) {
        show(About.PROGRESS);
    }

    @Override
    public void unreadable(OperationId operation, String reason) {
        show(About.BROKEN);
    }

    @Override
    public void killed(OperationId operation, String reason) {
        show(About.KILLED);
    }

    private void show(String what) {
        if (world.isWatched()) {
            var marks = List.of(new Mark(CrashCall.SHOW, what, ""));
            world.reached(me, marks, false);
            world.reached(me, marks, true);
        }
    }

    @Override
    public void commit(Map<Integer, Long> nextOffsets) {
        List<Mark> marks =
                world.isWatched() ? EngineMarks.committed(world, uncommitted.committed(nextOffsets)) : List.of();
        world.reached(me, marks, false);
        line.call("commit");
        if (!seat.commit(nextOffsets)) {
            throw line.away("commit");
        }
        world.reached(me, marks, true);
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
