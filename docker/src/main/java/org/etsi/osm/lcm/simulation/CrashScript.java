package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.etsi.osm.lcm.core.model.Plan;

/** What somebody asks for in a run, and when: the same in each run, whoever dies in it. */
final class CrashScript {
    /** Does something the first time that a process gets to a point. */
    record When(CrashPoint point, Consumer<CrashPlay> what) {}

    private final String name;
    private final Function<CrashPlans, CrashPlans> plan;
    private final List<When> whens = new ArrayList<>();
    private final List<Consumer<CrashPlay>> steps = new ArrayList<>();
    private String takesDown = "";
    private boolean isThorough;
    private boolean rejects;
    private boolean isTimed;
    private boolean parks;

    private CrashScript(String name, Function<CrashPlans, CrashPlans> plan) {
        this.name = name;
        this.plan = plan;
    }

    /** An instantiate of such a plan, and a terminate if anything is left of it. */
    static CrashScript of(String name, Function<CrashPlans, CrashPlans> plan) {
        return new CrashScript(name, plan);
    }

    /** Its terminate begins with such a task. */
    CrashScript takingDown(String type) {
        takesDown = type;
        return this;
    }

    CrashScript when(CrashCall call, String about, Consumer<CrashPlay> what) {
        whens.add(new When(new CrashPoint(call, about, true), what));
        return this;
    }

    /** The next thing, when all has come to rest. */
    CrashScript then(Consumer<CrashPlay> step) {
        steps.add(step);
        return this;
    }

    /** A process dies at each call from the first verb to the end of what the last one led to. */
    CrashScript thorough() {
        isThorough = true;
        return this;
    }

    /** What it asks for isn't always legal. */
    CrashScript rejecting() {
        rejects = true;
        return this;
    }

    /** Which of its verbs are legal depends on how far the operation was at the one before. */
    CrashScript timed() {
        isTimed = true;
        return this;
    }

    /** It breaks operations. */
    CrashScript parking() {
        parks = true;
        return this;
    }

    String name() {
        return name;
    }

    Plan plan(CrashPlans plans) {
        return plan.apply(plans).plan();
    }

    String takesDown() {
        return takesDown;
    }

    List<When> whens() {
        return whens;
    }

    List<Consumer<CrashPlay>> steps() {
        return steps;
    }

    boolean isThorough() {
        return isThorough;
    }

    boolean rejects() {
        return rejects;
    }

    boolean isTimed() {
        return isTimed;
    }

    boolean parks() {
        return parks;
    }
}
