package org.etsi.osm.lcm.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final long[] committed;

    SimGroup(SimTopic<T> topic, Chance chance) {
        this.topic = topic;
        this.chance = chance;
        this.committed = new long[topic.partitions()];
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
        private final boolean[] isHeld = new boolean[topic.partitions()];
        private final boolean[] isPaused = new boolean[topic.partitions()];
        private final long[] positions = new long[topic.partitions()];
        private boolean isKicked;

        private Seat(Incarnation who) {
            this.who = who;
        }

        private boolean hasRead(int partition) {
            return isHeld[partition] && positions[partition] >= topic.end(partition);
        }

        boolean hasNews() {
            if (isKicked || !changes.isEmpty()) {
                return true;
            }
            for (int partition = 0; partition < isHeld.length; partition++) {
                if (isHeld[partition] && !isPaused[partition] && positions[partition] < topic.end(partition)) {
                    return true;
                }
            }
            return false;
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
                for (int partition = 0; partition < isHeld.length; partition++) {
                    if (isHeld[partition]) {
                        told.add(new Membership.Lost(partition));
                    }
                    isHeld[partition] = false;
                }
                isKicked = false;
                rebalance();
                return new Polled<>(told, List.of());
            }
            while (!changes.isEmpty()) {
                Membership change = changes.remove();
                told.add(change);
                int partition = change.partition();
                if (change instanceof Membership.Assigned) {
                    isHeld[partition] = true;
                    // As with Kafka: whoever gets a partition anew gets it running.
                    isPaused[partition] = false;
                    positions[partition] = committed[partition];
                } else if (isHeld[partition]) {
                    isHeld[partition] = false;
                    givenUp(partition);
                }
            }
            var records = new ArrayList<Fetched<T>>();
            for (int partition = 0; partition < isHeld.length; partition++) {
                long position = positions[partition];
                if (!isHeld[partition] || isPaused[partition] || position >= topic.end(partition)) {
                    continue;
                }
                long until = Math.min(topic.end(partition), position + chance.between(1, MOST_RECORDS));
                for (long offset = position; offset < until; offset++) {
                    records.add(new Fetched<>(partition, offset, topic.at(partition, offset)));
                }
                positions[partition] = until;
            }
            return new Polled<>(told, records);
        }

        /** False if the group knows better: these partitions are somebody else's by now. */
        boolean commit(Map<Integer, Long> offsets) {
            if (isKicked) {
                return false;
            }
            offsets.forEach((partition, offset) -> {
                if (isHeld[partition]) {
                    committed[partition] = offset;
                }
            });
            return true;
        }

        void pause(Set<Integer> partitions) {
            partitions.forEach(partition -> isPaused[partition] = true);
        }

        void resume(Set<Integer> partitions) {
            partitions.forEach(partition -> isPaused[partition] = false);
        }
    }
}
