package org.etsi.osm.lcm.simulation;

/**
 * A call that a process is in, as far as it is about one thing.
 *
 * @param taskKey whose task, or whose operation; empty if it is about none
 */
record Mark(CrashCall call, String about, String taskKey) {
    CrashPoint point(boolean isAfter) {
        return new CrashPoint(call, about, isAfter);
    }
}
