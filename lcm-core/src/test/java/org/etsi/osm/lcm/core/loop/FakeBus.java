package org.etsi.osm.lcm.core.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.core.port.Membership;

/** A bus in memory: one consumer, what it was sent, and failures on demand. */
final class FakeBus implements EngineBus {
    private final List<String> log;
    private final List<Membership> changes = new ArrayList<>();
    private final List<Received> records = new ArrayList<>();
    private final Map<Integer, Long> ends = new HashMap<>();
    final List<Command> commands = new ArrayList<>();
    final List<Outgoing> told = new ArrayList<>();
    final List<List<String>> shown = new ArrayList<>();
    final Map<OperationId, String> unreadable = new HashMap<>();
    final Map<OperationId, String> killed = new HashMap<>();
    final Map<Integer, Long> committed = new HashMap<>();
    final Set<Integer> paused = new HashSet<>();
    final List<Long> waits = new ArrayList<>();
    int publishFailures;
    int pollFailures;
    int commitFailures;
    int pauseFailures;

    FakeBus(List<String> log) {
        this.log = log;
    }

    void changes(Membership change) {
        changes.add(change);
    }

    void receive(int partition, Inbound message) {
        long offset = ends.merge(partition, 1L, Long::sum) - 1;
        records.add(new Received(partition, offset, message));
    }

    @Override
    public Poll poll(long maxWaitMs) {
        waits.add(maxWaitMs);
        if (pollFailures > 0) {
            pollFailures--;
            throw new BusUnavailableException("Expected records, but the bus is away");
        }
        var deliverable =
                records.stream().filter(r -> !paused.contains(r.partition())).toList();
        records.removeAll(deliverable);
        var poll = new Poll(changes, deliverable);
        changes.clear();
        if (!poll.records().isEmpty()) {
            log.add("poll");
        }
        return poll;
    }

    @Override
    public void publish(List<Command> sent, List<Delivery> deliveries) {
        commands.addAll(sent);
        deliveries.forEach(delivery -> told.addAll(delivery.items()));
        log.add("send");
        if (publishFailures > 0) {
            publishFailures--;
            throw new BusUnavailableException("Expected an acknowledgement, but none came");
        }
    }

    @Override
    public void progress(Operation snapshot, List<Reply> news) {
        shown.add(news.stream()
                .map(reply -> snapshot.plan().task(reply.task()).label() + " " + reply.observed())
                .toList());
    }

    @Override
    public void unreadable(OperationId operation, String reason) {
        unreadable.put(operation, reason);
    }

    @Override
    public void killed(OperationId operation, String reason) {
        killed.put(operation, reason);
    }

    @Override
    public void commit(Map<Integer, Long> nextOffsets) {
        if (commitFailures > 0) {
            commitFailures--;
            throw new BusUnavailableException("Expected to commit, but the bus is away");
        }
        log.add("commit");
        committed.putAll(nextOffsets);
    }

    @Override
    public void pause(Set<Integer> partitions) {
        if (pauseFailures > 0) {
            pauseFailures--;
            throw new BusUnavailableException("Expected to pause, but the bus is away");
        }
        paused.addAll(partitions);
    }

    @Override
    public void resume(Set<Integer> partitions) {
        paused.removeAll(partitions);
    }
}
