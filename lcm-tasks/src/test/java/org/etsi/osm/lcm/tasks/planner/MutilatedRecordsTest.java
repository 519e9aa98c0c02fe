package org.etsi.osm.lcm.tasks.planner;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.Test;

/**
 * Whatever the records look like, planning ends in a plan or in a refusal. Each round takes the sample, or an NS with
 * everything, and, at one to three random places of random documents, drops what is there or puts something else in its
 * place. A failure prints its seed: {@code -Dmutilation.seed=…} runs that one alone.
 */
class MutilatedRecordsTest {
    private static final int ROUNDS = 2_000;

    private static final List<Value> OTHERS = List.of(
            new Value.Nil(),
            Value.of(""),
            Value.of("x"),
            Value.of("{{"),
            Value.of(-1),
            Value.of(Long.MAX_VALUE),
            new Value.Dec(0.5),
            Value.of(true),
            Value.Arr.EMPTY,
            Value.Obj.EMPTY,
            Value.list(List.of(Value.of("x"), Value.Obj.EMPTY, Value.of(3))),
            Value.Obj.EMPTY.with("id", "x").with("name", "y"));

    private final Scene plain = Scene.sample();
    private final Scene charmed = Charmed.scene();
    private final Planners planners = new Planners(Planners.DEFAULT_LIMIT);

    @Test
    void shouldPlanOrRefuseAndNothingElse() {
        var only = Long.getLong("mutilation.seed");
        for (long seed = only == null ? 1 : only; seed <= (only == null ? ROUNDS : only); seed++) {
            round(seed);
        }
    }

    private void round(long seed) {
        var random = new Random(seed);
        var scene = (seed % 4 == 0 ? charmed : plain).copy();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            mutilate(scene, random);
        }
        for (String type : List.of("instantiate", "terminate")) {
            try {
                scene.plan(type, planners);
            } catch (PlanRefusedException refused) {
                if (refused.failure().message().isBlank()) {
                    fail("Expected a sentence with seed " + seed);
                }
            } catch (RuntimeException bug) {
                fail("Expected a plan or a refusal with seed " + seed + " for " + type, bug);
            }
        }
    }

    private static void mutilate(Scene scene, Random random) {
        switch (random.nextInt(7)) {
            case 0 -> scene.nsr = mutilated(scene.nsr, random);
            case 1 -> scene.nsd = mutilated(scene.nsd, random);
            case 2 -> scene.vnfr(random.nextInt(2), vnfr -> mutilated(vnfr, random));
            case 3 -> scene.vnfds.replaceAll((id, vnfd) -> mutilated(vnfd, random));
            case 4 -> scene.vims.replaceAll((id, vim) -> mutilated(vim, random));
            case 5 -> scene.clusters.replaceAll((id, cluster) -> mutilated(cluster, random));
            default ->
                scene.parameters =
                        mutilated(scene.parameters, random) instanceof Value.Obj some ? some : Value.Obj.EMPTY;
        }
    }

    /** Goes down at random and changes where it stops. */
    private static Value mutilated(Value here, Random random) {
        if (random.nextInt(6) == 0) {
            return OTHERS.get(random.nextInt(OTHERS.size()));
        }
        if (here instanceof Value.Obj(var fields) && !fields.isEmpty()) {
            var copy = new LinkedHashMap<>(fields);
            var name = List.copyOf(copy.keySet()).get(random.nextInt(copy.size()));
            if (random.nextInt(4) == 0) {
                copy.remove(name);
            } else {
                copy.computeIfPresent(name, (n, value) -> mutilated(value, random));
            }
            return new Value.Obj(copy);
        }
        if (here instanceof Value.Arr(var items) && !items.isEmpty()) {
            var copy = new ArrayList<>(items);
            int index = random.nextInt(copy.size());
            copy.set(index, mutilated(copy.get(index), random));
            return new Value.Arr(copy);
        }
        return OTHERS.get(random.nextInt(OTHERS.size()));
    }
}
