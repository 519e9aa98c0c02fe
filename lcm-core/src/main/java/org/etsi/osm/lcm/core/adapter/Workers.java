package org.etsi.osm.lcm.core.adapter;

import java.util.List;
import java.util.function.Supplier;

/**
 * Runs single steps away from the loop, which never waits for one. Used by the loop's thread only. Each job submitted
 * gives exactly one result, in any order. How many jobs run at one VIM at once is the loop's care.
 */
public interface Workers {

    /** Starts a job and returns at once; the implementation calls {@link Job#run} with the time of that call. */
    void submit(Job job);

    /** Results since the last call, never blocking. */
    List<Done> take();

    /** What became of a job. */
    record Done(long token, StepResult result) {}

    /**
     * One interaction with the outside world.
     *
     * @param vim account that it goes to; empty if none
     * @param label for logs and thread names: task and step
     * @param notAfterTicksMs on the clock of the loop: started later, it might outlive the lease, and isn't run at all
     */
    record Job(long token, String vim, String label, long notAfterTicksMs, Supplier<StepResult> body) {

        /** Does it, unless it is too late; never throws. */
        public Done run(long nowTicksMs) {
            return new Done(token, nowTicksMs > notAfterTicksMs ? new StepResult.TooLate() : body.get());
        }
    }
}
