package org.etsi.osm.lcm.containers;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.demo.Facts;

/** One life of one NS of our sample at a VIM of its own, step by step as a test has it. One thread's. */
final class Life implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final String NSD = "sample-ns";

    private final String name;
    private final Value.Obj nsr;
    private final Operator operator;
    private final Facts facts;
    private final Looks looks;

    /** Needs the sample packages in the cluster's catalogue. */
    Life(Cluster cluster, String name) {
        this.name = name;
        var ns = NsUnderTest.create(cluster, name, NSD, Value.Obj.EMPTY);
        this.nsr = ns.nsr();
        this.facts = ns.facts();
        this.looks = ns.looks();
        this.operator = new Operator(cluster);
    }

    String begin(String type) {
        return operator.request(type, nsr, Value.Obj.EMPTY);
    }

    /** Waits until so much of an operation is done that it is in the middle of its work. */
    void awaitMiddle(String id, double share) {
        await(share * 100 + " % of " + id + " of " + name)
                .atMost(LIMIT)
                .pollInterval(LOOK)
                .ignoreExceptions()
                .until(() -> {
                    Operation found = facts.operation(id).orElseThrow();
                    return found.isPlanned()
                            && Facts.done(found) >= share * found.plan().size();
                });
    }

    boolean isOver(String id) {
        return facts.operation(id).filter(found -> !found.state().isMoving()).isPresent();
    }

    /** Waits for the end of an instantiate, and looks at everything; gives the end. */
    String completed(String id) {
        awaitEnd(id);
        looks.completed(id, "completed " + id + " of " + name + ", " + facts.trouble(id));
        return facts.state(id);
    }

    /** Waits for the end of a terminate, and looks at everything; gives the end. */
    String terminated(String id) {
        awaitEnd(id);
        looks.terminated(id, "terminated " + id + " of " + name + ", " + facts.trouble(id));
        return facts.state(id);
    }

    /** One terminate from its beginning to its end. */
    String terminate() {
        return terminated(begin("terminate"));
    }

    private void awaitEnd(String id) {
        await("the end of " + id + " of " + name)
                .atMost(LIMIT)
                .pollInterval(LOOK)
                .ignoreExceptions()
                .until(() -> isOver(id));
    }

    @Override
    public void close() {
        operator.close();
    }
}
