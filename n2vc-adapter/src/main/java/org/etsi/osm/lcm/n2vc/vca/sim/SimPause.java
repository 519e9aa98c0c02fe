package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Duration;
import org.etsi.osm.lcm.n2vc.vca.VcaException;

/** Spends the time that a call takes: on the caller's thread, or on a clock that stands still otherwise. */
public interface SimPause {
    void spend(Duration time);

    /** On the caller's thread; one that is interrupted gets a refusal, since nothing was done yet. */
    static SimPause sleeping() {
        return time -> {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw VcaException.refused(
                        VcaException.Code.UNAVAILABLE,
                        "Expected to wait for the VCA, but the adapter is being ended; nothing was asked");
            }
        };
    }
}
