package org.etsi.osm.lcm.core.loop;

/**
 * The bounds of the engine's loop, in milliseconds and counts.
 *
 * @param loadPage operations that are loaded at once
 * @param resendFirstMs a silent command is sent again after this, and then more and more rarely
 * @param resendLimitMs never more rarely than this
 * @param progressMs news of one operation are shown no more often than this
 * @param lookLimitMs what an adapter says of one task when it is asked to look counts within this
 */
public record LoopSettings(
        String inboxTopic, int loadPage, long resendFirstMs, long resendLimitMs, long progressMs, long lookLimitMs) {
    public static final LoopSettings DEFAULT = new LoopSettings("lcm-inbox", 200, 5_000, 300_000, 1_000, 30_000);
}
