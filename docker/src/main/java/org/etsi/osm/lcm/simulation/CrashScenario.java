package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.ro.vim.ServerGroupSpec;
import org.etsi.osm.lcm.ro.vim.Spec;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.VolumeSpec;
import org.etsi.osm.lcm.ro.vim.sim.SimSeed;
import org.jspecify.annotations.Nullable;

/** A script in a world where nothing fails but that one process dies at one call. */
final class CrashScenario implements Scenario {
    /** No process dies. */
    static final int NEVER = -1;

    private static final Tags OTHERS = new Tags("others", "others/t0001");

    private final CrashScript script;
    private final int cutAt;
    private final List<List<CrashPoint>> passed = new ArrayList<>();
    private final Set<CrashScript.When> done = new HashSet<>();
    private int count;
    private int askedAt = NEVER;
    private int overAt = NEVER;
    private boolean isRejected;
    private List<CrashPoint> cut = List.of();
    private @Nullable CrashPlay play;
    private @Nullable Incarnation who;

    /** @param cutAt the number of the call at which who makes it dies */
    CrashScenario(CrashScript script, int cutAt) {
        this.script = script;
        this.cutAt = cutAt;
    }

    /** What each call was about, in order, if nobody died. */
    List<List<CrashPoint>> passed() {
        return passed;
    }

    /** Whether a call came between the first verb and the end of what the last one led to. */
    boolean isOfVerbs(int call) {
        return askedAt != NEVER && call >= askedAt && (overAt == NEVER || call < overAt);
    }

    /** Where somebody died; empty if nobody has. */
    List<CrashPoint> cut() {
        return cut;
    }

    /** Who has got somewhere now. */
    Incarnation who() {
        Incarnation reached = who;
        if (reached == null) {
            throw new IllegalStateException("Expected somebody to have got somewhere");
        }
        return reached;
    }

    Map<String, List<String>> end() {
        Map<String, List<String>> end = play().end();
        end.put("rejected", List.of(isRejected ? "something" : "nothing"));
        return end;
    }

    private CrashPlay play() {
        CrashPlay made = play;
        if (made == null) {
            throw new IllegalStateException("Expected a run of " + script.name() + " to have begun");
        }
        return made;
    }

    /** Whether it is an adapter that has died. */
    boolean isAdapterCut() {
        return cut.stream().anyMatch(point -> !point.call().site().isOfEngine());
    }

    void asked() {
        askedAt = askedAt == NEVER ? count : askedAt;
    }

    void stepsAreOver() {
        overAt = overAt == NEVER ? count : overAt;
    }

    @Override
    public boolean isFaulty() {
        return false;
    }

    @Override
    public boolean isWatching() {
        return true;
    }

    @Override
    public boolean parks() {
        return script.parks();
    }

    @Override
    public boolean isBroken(OperationId operation) {
        return script.parks() && play().isBroken(operation);
    }

    @Override
    public SimSeed seed() {
        return SimPlans.seed();
    }

    @Override
    public SimOperator operator(SimWorld world) {
        play = new CrashPlay(world, script, this);
        return play;
    }

    @Override
    public Plan plan(SimWorld world, OperationRequest request) {
        if (request.type().equals("instantiate")) {
            // A group and a volume that somebody else has made, to be found.
            Map<String, String> found = Map.of(
                    "FindServerGroup", others(world, new ServerGroupSpec("theirs", "affinity")),
                    "FindVolume", others(world, new VolumeSpec("theirs", 1, null, null, null, false, false)));
            return script.plan(new CrashPlans(request.nsInstanceId(), found));
        }
        var plans = new CrashPlans(request.nsInstanceId(), Map.of());
        return script.takesDown().isEmpty()
                ? plans.takingAllDown(List.of()).plan()
                : plans.takingDown(
                                script.takesDown(),
                                play().find(CrashPlay.INSTANTIATE).orElseThrow())
                        .plan();
    }

    private static String others(SimWorld world, Spec spec) {
        String id = world.outside().vim().create(spec, OTHERS).id();
        world.outside().vim().release(spec.kind(), id);
        return id;
    }

    @Override
    public void reached(SimWorld world, Incarnation reacher, List<Mark> marks, boolean isAfter) {
        List<CrashPoint> points =
                marks.stream().map(mark -> mark.point(isAfter)).distinct().toList();
        int call = count++;
        who = reacher;
        if (cutAt == NEVER) {
            passed.add(points);
        }
        check(world, points);
        for (CrashScript.When when : script.whens()) {
            if (points.contains(when.point()) && done.add(when)) {
                when.what().accept(play());
            }
        }
        if (call == cutAt) {
            cut = points;
            world.interruption(reacher.name(), "is cut off at " + points);
            if (reacher.isAlive()) {
                world.crash(reacher);
            }
        }
    }

    private void check(SimWorld world, List<CrashPoint> points) {
        for (CrashPoint point : points) {
            if (!CrashPoints.all().contains(point)) {
                world.violation(
                        "Expected all that leaves a process to be among the crash points, but not '" + point + "'");
            }
            boolean isRejection = point.about().equals(About.REJECTION);
            isRejected |= isRejection && !script.isTimed();
            if (isRejection && cutAt == NEVER && !script.rejects()) {
                world.violation("Expected what " + script.name() + " asks to be legal, but it was rejected");
            }
        }
    }
}
