package org.etsi.osm.lcm.ro.vim.sim;

import java.time.Duration;
import org.etsi.osm.lcm.ro.vim.VimException;

/**
 * Spends a call's time for real, on the calling thread. An interrupt ends the call as a broken connection would: its
 * outcome is unknown to the caller, and the thread stays interrupted.
 */
public final class SleepingLatency implements Latency {
    @Override
    public void spend(Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            return;
        }
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw VimException.unknown(
                    VimException.Code.TIMEOUT,
                    "Expected an answer of the VIM, but the call was interrupted; its effect is unknown",
                    "");
        }
    }
}
