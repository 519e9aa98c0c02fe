package org.etsi.osm.lcm.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.etsi.osm.lcm.core.port.Membership;

/**
 * A consumer group of the simulated bus: partitions are taken away in good order at the owner's next poll, or lost with
 * an owner that died or was believed to. Confined to the run's thread.
 */
final class SimGroup<T> {
    private static final int MOST_RECORDS = 12;

    private final SimTopic<T> topic;
    private final Chance chance;
    private final List<Seat> seats = new ArrayList<>();
    private final Map<Integer, Seat> owners = new HashMap<>();
    private final Map<Integer, Long> committed = new HashMap<>();

    SimGroup(SimTopic<T> topic, Chance chance) {
        this.topic = topic;
        this.chance = chance;
    }

    /** What a poll brought. */
    record Polled<T>(List<Membership> changes, List<Fetched<T>> records) {}

    /** One record. */
    record Fetched<T>(int partition, long offset, T message) {}

    Seat join(Incarnation who) {
        var seat = new Seat(who);
        seats.add(seat);
        rebalance();
        return seat;
    }

    /** Spreads the partitions anew, as it comes. */
    void rebalance() {
        seats.removeIf(seat -> !seat.who.isAlive());
        var able = seats.stream().filter(seat -> !seat.isKicked).toList();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            Seat owner = owners.get(partition);
            if (owner == null || !owner.who.isAlive() || owner.isKicked) {
                grant(partition, able);
            } else if (chance.oneIn(2) && able.size() > 1) {
                owner.changes.add(new Membership.Revoked(partition));
            }
        }
    }

    private void grant(int partition, List<Seat> able) {
        if (able.isEmpty()) {
            owners.remove(partition);
            return;
        }
        Seat seat = chance.pick(able);
        owners.put(partition, seat);
        seat.changes.add(new Membership.Assigned(partition));
    }

    private void givenUp(int partition) {
        grant(
                partition,
                seats.stream()
                        .filter(seat -> seat.who.isAlive() && !seat.isKicked)
                        .toList());
    }

    /** Everything was read by its owner. (Committed perhaps not: a commit that failed isn't made good.) */
    boolean isDrained() {
        for (int partition = 0; partition < topic.partitions(); partition++) {
            Seat owner = owners.get(partition);
            if (owner == null || !owner.hasRead(partition)) {
                return false;
            }
        }
        return true;
    }

    /** One consumer's place in the group. */
    final class Seat {
        private final Incarnation who;
        private final Deque<Membership> changes = new ArrayDeque<>();
        private final Set<Integer> held = new TreeSet<>();
        private final Set<Integer> paused = new HashSet<>();
        private final Map<Integer, Long> positions = new TreeMap<>();
        private boolean isKicked;

        private Seat(Incarnation who) {
            this.who = who;
        }

        private boolean hasRead(int partition) {
            return held.contains(partition) && positions.getOrDefault(partition, 0L) >= topic.end(partition);
        }

        boolean hasNews() {
            return !changes.isEmpty()
                    || isKicked
                    || held.stream().anyMatch(p -> !paused.contains(p) && positions.getOrDefault(p, 0L) < topic.end(p));
        }

        /** The group believes it dead; it doesn't know yet. */
        void kick() {
            isKicked = true;
            changes.clear();
            rebalance();
        }

        Polled<T> poll() {
            var told = new ArrayList<Membership>();
            if (isKicked) {
                held.forEach(partition -> told.add(new Membership.Lost(partition)));
                held.clear();
                isKicked = false;
                rebalance();
                return new Polled<>(told, List.of());
            }
            while (!changes.isEmpty()) {
                Membership change = changes.remove();
                told.add(change);
                int partition = change.partition();
                if (change instanceof Membership.Assigned) {
                    held.add(partition);
                    // As with Kafka: whoever gets a partition anew gets it running.
                    paused.remove(partition);
                    positions.put(partition, committed.getOrDefault(partition, 0L));
                } else if (held.remove(partition)) {
                    givenUp(partition);
                }
            }
            var records = new ArrayList<Fetched<T>>();
            for (int partition : held) {
                long position = positions.getOrDefault(partition, 0L);
                long until = Math.min(topic.end(partition), position + chance.between(1, MOST_RECORDS));
                if (paused.contains(partition)) {
                    continue;
                }
                for (long offset = position; offset < until; offset++) {
                    records.add(new Fetched<>(partition, offset, topic.at(partition, offset)));
                }
                positions.put(partition, Math.max(position, until));
            }
            return new Polled<>(told, records);
        }

        /** False if the group knows better: these partitions are somebody else's by now. */
        boolean commit(Map<Integer, Long> offsets) {
            if (isKicked) {
                return false;
            }
            offsets.forEach((partition, offset) -> {
                if (held.contains(partition)) {
                    committed.put(partition, offset);
                }
            });
            return true;
        }

        void pause(Set<Integer> partitions) {
            paused.addAll(partitions);
        }

        void resume(Set<Integer> partitions) {
            paused.removeAll(partitions);
        }
    }
}
