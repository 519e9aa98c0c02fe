package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.model.FailurePolicy.FAIL;
import static org.etsi.osm.lcm.core.model.FailurePolicy.HOLD;
import static org.etsi.osm.lcm.core.model.FailurePolicy.ROLLBACK;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.engine.Explorer.Found;
import org.etsi.osm.lcm.core.engine.Explorer.World;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The engine is explored to the last state (see {@link Explorer}): every event in every reachable state of small plans.
 * The bounds of each exploration are its name. {@code -Dexplore=all} explores every plan of up to three tasks under
 * every policy with every verb and a hold, freeze or breakpoint at a time, which takes an hour; {@code -Dexplore=NAME}
 * those of them whose name contains it.
 */
class ExplorationTest {
    private static final int ANY = -1;
    private static final String WANTED = System.getProperty("explore", "");

    @TestFactory
    Stream<DynamicTest> shouldHoldEveryInvariantAndAlwaysFindAWayOut() {
        var found = new ArrayList<Exploration>();
        ExecutorService workers = Executors.newFixedThreadPool(2);
        for (World world : worlds()) {
            found.add(new Exploration(world, CompletableFuture.supplyAsync(new Explorer(world)::explore, workers)));
        }
        workers.shutdown();
        var each = found.stream()
                .map(exploration -> DynamicTest.dynamicTest(exploration.world.toString(), () -> {
                    Found all = exploration.result.join();
                    System.out.println(all);
                    assertThat(all.ends()).as("ends that are reached").isPositive();
                }));
        var together = DynamicTest.dynamicTest("all of them together", () -> {
            long states = sum(found, all -> all.states());
            System.out.printf("explored %,d states and %,d transitions%n", states, sum(found, Found::transitions));
            assertThat(states).as("states explored").isGreaterThan(found.size());
        });
        return Stream.concat(each, Stream.of(together));
    }

    private static long sum(List<Exploration> found, ToLongFunction<Found> of) {
        return found.stream()
                .map(exploration -> exploration.result.join())
                .mapToLong(of)
                .sum();
    }

    private record Exploration(World world, CompletableFuture<Found> result) {}

    private static List<World> worlds() {
        var worlds = new ArrayList<World>();
        for (FailurePolicy policy : FailurePolicy.values()) {
            worlds.add(new World("one task", one(), policy, 0, ANY, ANY));
        }
        worlds.add(new World("one task, queued", one(), HOLD, 1, ANY, ANY));
        worlds.add(new World("chain of 2", chain(2), HOLD, 0, 1, ANY));
        worlds.add(new World("2 side by side", wide(2), ROLLBACK, 0, 1, ANY));
        worlds.add(new World("chain of 2, first for good", forGood(chain(2), "t0001"), FAIL, 0, 0, ANY));
        worlds.add(new World("chain of 2 with references", referring(), HOLD, 0, 0, ANY));
        worlds.add(new World("chain of 3", chain(3), HOLD, 0, 0, ANY));
        worlds.add(new World("fork", fork(), ROLLBACK, 0, 0, ANY));
        worlds.add(new World("join", join(), FAIL, 0, 0, ANY));
        worlds.add(new World("3 side by side", wide(3), HOLD, 0, 0, ANY));
        worlds.add(new World("fork, one for good", forGood(fork(), "t0002"), HOLD, 0, 0, ANY));
        worlds.add(new World("diamond", diamond(), HOLD, 0, 2, 2));
        worlds.add(new World("two chains", chains(2), ROLLBACK, 0, 2, 2));
        if (!WANTED.isEmpty()) {
            all(worlds);
        }
        worlds.removeIf(world -> !WANTED.equals("all") && !world.toString().contains(WANTED));
        return worlds;
    }

    private static void all(List<World> worlds) {
        for (FailurePolicy policy : FailurePolicy.values()) {
            worlds.add(new World("chain of 2", chain(2), policy, 0, ANY, ANY));
            worlds.add(new World("2 side by side", wide(2), policy, 0, ANY, ANY));
            worlds.add(new World("chain of 3", chain(3), policy, 0, 1, ANY));
            worlds.add(new World("fork", fork(), policy, 0, 1, ANY));
            worlds.add(new World("join", join(), policy, 0, 1, ANY));
            worlds.add(new World("3 side by side", wide(3), policy, 0, 1, ANY));
            worlds.add(new World("fork, one for good", forGood(fork(), "t0002"), policy, 0, 1, ANY));
            worlds.add(new World("diamond", diamond(), policy, 0, 2, 2));
            worlds.add(new World("two chains", chains(3), policy, 0, 2, 2));
        }
    }

    private static Plan twice(Plan plan) {
        return Plans.each(plan, task -> Plans.retried(task, 2));
    }

    private static Plan one() {
        return wide(1);
    }

    private static Plan wide(int size) {
        return twice(Plans.wide(size));
    }

    private static Plan chain(int size) {
        return twice(Plans.chain(size));
    }

    private static Plan fork() {
        return twice(Plans.fork(2));
    }

    private static Plan join() {
        return twice(new Plan(List.of(Plans.task(0), Plans.task(1), Plans.task(2, 0, 1))));
    }

    private static Plan diamond() {
        return twice(Plans.diamond());
    }

    /** Two tasks one after the other, and beside them so many. */
    private static Plan chains(int second) {
        var tasks = new ArrayList<>(List.of(Plans.task(0), Plans.task(1, 0), Plans.task(2)));
        for (int i = 1; i < second; i++) {
            tasks.add(Plans.task(2 + i, 1 + i));
        }
        return twice(new Plan(tasks));
    }

    private static Plan forGood(Plan plan, String task) {
        return Plans.change(plan, task, Plans::irreversible);
    }

    private static Plan referring() {
        var ref = new Value.Ref(Plans.task(0).id(), "/id");
        return Plans.change(chain(2), "t0002", task -> Plans.with(task, Value.Obj.EMPTY.with("from", ref)));
    }
}
