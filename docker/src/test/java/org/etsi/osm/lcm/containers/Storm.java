package org.etsi.osm.lcm.containers;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.etsi.osm.lcm.containers.Deck.Card;
import org.etsi.osm.lcm.core.model.Value;

/**
 * One wave of interruptions after another, while operations are under way; and after each of them how long it takes
 * until all go on. Confined to one thread.
 */
final class Storm {
    private static final int LONGEST_LULL_MS = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final Supplier<List<String>> underWay;
    private final Random random;
    private final Deck deck;
    private final List<String> schedule = new ArrayList<>();
    private final Map<String, List<Long>> recoveries = new TreeMap<>();
    private int interruptions;

    /** @param underWay operations that are asked for and not over */
    Storm(Cluster cluster, Supplier<List<String>> underWay, Random random) {
        this.cluster = cluster;
        this.underWay = underWay;
        this.random = random;
        this.deck = new Deck(cluster, random);
    }

    int interruptions() {
        return interruptions;
    }

    List<String> schedule() {
        return List.copyOf(schedule);
    }

    /** The next wave, when something is under way; returns when all operations have moved again. */
    void wave() {
        pass(random.nextInt(LONGEST_LULL_MS));
        await("an operation to interrupt")
                .atMost(PATIENCE)
                .until(() -> !underWay.get().isEmpty());
        List<Card> cards = deck.wave();
        schedule.add((interruptions + 1) + ": " + cards);
        var threads = cards.stream()
                .map(card -> CompletableFuture.runAsync(() -> play(card), Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new);
        // Whoever fails, the others end first: nothing is done to a cluster that is being taken down.
        CompletableFuture.allOf(threads).join();
        long ms = new Recovery(cluster.store(), underWay.get()).await();
        for (Card card : cards) {
            recoveries
                    .computeIfAbsent(card.fault().kind(), kind -> new ArrayList<>())
                    .add(ms);
        }
        schedule.add("   all moved " + ms + " ms after its end");
        interruptions += cards.size();
    }

    private static void play(Card card) {
        pass(card.afterMs());
        card.fault().begin();
        try {
            pass(card.forMs());
        } finally {
            card.fault().end();
        }
    }

    private static void pass(int ms) {
        await().pollDelay(Duration.ofMillis(ms)).timeout(PATIENCE).until(() -> true);
    }

    /** For the report: how many of each kind, and how long until all moved again. */
    Value.Obj figures() {
        List<Value> byFault = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        recoveries.forEach((kind, times) -> {
            byFault.add(spread(Value.Obj.EMPTY.with("fault", kind).with("times", times.size()), times));
            all.addAll(times);
        });
        return spread(Value.Obj.EMPTY.with("interruptions", interruptions), all).with("faults", Value.list(byFault));
    }

    private static Value.Obj spread(Value.Obj figures, List<Long> times) {
        List<Long> sorted = times.stream().sorted().toList();
        return figures.with("recoveryP50Ms", at(sorted, 0.5))
                .with("recoveryP95Ms", at(sorted, 0.95))
                .with("recoveryMaxMs", at(sorted, 1));
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
