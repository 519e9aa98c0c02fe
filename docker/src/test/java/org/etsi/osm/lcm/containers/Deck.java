package org.etsi.osm.lcm.containers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.etsi.osm.lcm.containers.Fault.Cut;
import org.etsi.osm.lcm.containers.Fault.Kill;
import org.etsi.osm.lcm.containers.Fault.Restart;
import org.etsi.osm.lcm.containers.Fault.Stall;

/** Deals faults as a seed has it: every kind comes before any comes more often than its share. */
final class Deck {
    private static final int LATEST_MS = 800;
    private static final int LATEST_SECOND_MS = 2_000;
    private static final int LONGEST_DOWN_MS = 2_500;
    private static final int SHORTEST_CUT_MS = 1_000;
    private static final int LONGEST_CUT_MS = 5_500;
    /** Longer than sessions and leases, so that others take over meanwhile. */
    private static final int SHORTEST_STALL_MS = 5_000;

    private static final int LONGEST_STALL_MS = 6_500;
    /** Of five waves, how many have a second fault. */
    private static final int DOUBLE = 4;

    private final Cluster cluster;
    private final Random random;
    private final Deque<Fault> left = new ArrayDeque<>();

    Deck(Cluster cluster, Random random) {
        this.cluster = cluster;
        this.random = random;
    }

    /** A fault, when it begins after the wave's start, and for how long it lasts. */
    record Card(Fault fault, int afterMs, int forMs) {
        @Override
        public String toString() {
            return fault.kind() + " (" + fault.box() + ") after " + afterMs + " ms for " + forMs + " ms";
        }
    }

    /** One or two faults of different containers, near to each other. */
    List<Card> wave() {
        List<Card> cards = new ArrayList<>();
        cards.add(card(next(), random.nextInt(LATEST_MS)));
        if (random.nextInt(5) < DOUBLE) {
            Fault second = next();
            if (second.box().equals(cards.getFirst().fault().box())) {
                left.addLast(second);
            } else {
                cards.add(card(second, random.nextInt(LATEST_SECOND_MS)));
            }
        }
        return List.copyOf(cards);
    }

    private Card card(Fault fault, int afterMs) {
        int forMs = switch (fault) {
            case Kill kill -> random.nextInt(LONGEST_DOWN_MS);
            case Restart restart -> random.nextInt(LONGEST_DOWN_MS / 2);
            case Stall stall -> random.nextInt(SHORTEST_STALL_MS, LONGEST_STALL_MS);
            case Cut cut -> random.nextInt(SHORTEST_CUT_MS, LONGEST_CUT_MS);
        };
        return new Card(fault, afterMs, forMs);
    }

    private Fault next() {
        if (left.isEmpty()) {
            left.addAll(shuffled());
        }
        return left.removeFirst();
    }

    private List<Fault> shuffled() {
        List<Fault> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(new Kill(any(Role.ENGINE)));
            all.add(new Kill(any(Role.RO)));
        }
        for (int i = 0; i < 2; i++) {
            all.add(new Kill(any(Role.N2VC)));
            all.add(new Stall(any(Role.ENGINE)));
            all.add(new Stall(any(Role.RO)));
        }
        all.add(new Stall(any(Role.N2VC)));
        for (Role role : List.of(Role.ENGINE, Role.RO, Role.N2VC)) {
            all.add(new Cut(any(role), Role.KAFKA));
            all.add(new Restart(any(role)));
        }
        all.add(new Cut(any(Role.ENGINE), Role.MONGODB));
        all.add(new Cut(any(Role.RO), Role.MONGODB));
        for (Box box : List.of(cluster.kafka(), cluster.mongodb())) {
            all.add(new Kill(box));
            all.add(new Restart(box));
        }
        Collections.shuffle(all, random);
        return all;
    }

    private Box any(Role role) {
        List<Box> alike = cluster.all(role);
        return alike.get(random.nextInt(alike.size()));
    }
}
