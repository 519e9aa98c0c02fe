package org.etsi.osm.lcm.kafka.service;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.etsi.osm.lcm.core.adapter.Workers;

/** A virtual thread for each step. How many are out at one VIM at once is the loop's care. Thread-safe. */
final class VirtualWorkers implements Workers {
    private final ConcurrentLinkedQueue<Done> done = new ConcurrentLinkedQueue<>();
    private final Runnable whenDone;

    /** @param whenDone called after each step, from its thread; must not block */
    VirtualWorkers(Runnable whenDone) {
        this.whenDone = whenDone;
    }

    @Override
    public void submit(Job job) {
        Thread.ofVirtual().name(job.label()).start(() -> {
            done.add(job.run(Moments.now().ticksMs()));
            whenDone.run();
        });
    }

    @Override
    public List<Done> take() {
        var taken = new ArrayList<Done>();
        for (Done next = done.poll(); next != null; next = done.poll()) {
            taken.add(next);
        }
        return taken;
    }
}
