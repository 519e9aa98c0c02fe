package org.etsi.osm.lcm.core.adapter;

/**
 * Every bound of the adapter loop.
 *
 * @param leaseMs how long a lease gives the right to make mutating calls, from the start of the write that took it
 * @param callLimitMs no single outside call takes longer; at most half of the lease
 * @param settleMs how long after an unanswered create its resource may still appear
 * @param watchMarginMs how much longer than the lease another adapter's silence is watched
 * @param pollMs the shortest time between two looks at something under way
 * @param maxPollMs the longest
 * @param maxPerVim attempts that may be at work at one VIM at once; resting ones don't count
 * @param progressMs the shortest time between two progress replies of one attempt
 * @param idleMs the longest wait for commands
 * @param batch entries per read or write of the ledger
 * @param readRetries how often in a row a look at the world may fail at least before the attempt does; twice the settle
 *     time in any case
 */
public record AdapterSettings(
        long leaseMs,
        long callLimitMs,
        long settleMs,
        long watchMarginMs,
        long pollMs,
        long maxPollMs,
        int maxPerVim,
        long progressMs,
        long idleMs,
        int batch,
        int readRetries) {

    public static final AdapterSettings DEFAULTS =
            new AdapterSettings(30_000, 10_000, 20_000, 2_000, 1_000, 10_000, 16, 2_000, 500, 500, 5);

    public AdapterSettings {
        if (callLimitMs <= 0 || 2 * callLimitMs > leaseMs) {
            throw new IllegalArgumentException("Expected a call limit of at most half of the lease, but they are "
                    + callLimitMs + " ms and " + leaseMs + " ms: no call could ever be made safely");
        }
        if (settleMs < callLimitMs || pollMs <= 0 || maxPollMs < pollMs || maxPerVim < 1 || batch < 1) {
            throw new IllegalArgumentException("Expected settle time >= call limit, 0 < poll <= longest poll, and at"
                    + " least one attempt per VIM and entry per batch, but found settle " + settleMs + ", poll "
                    + pollMs + ".." + maxPollMs + ", " + maxPerVim + " per VIM, " + batch + " per batch");
        }
    }
}
