package org.etsi.osm.lcm.simulation;

/**
 * Where a process can be cut off: right before a call has its effect, or right after.
 *
 * @param about what the call is for, such as {@code EXECUTE of CreatePort}
 */
record CrashPoint(CrashCall call, String about, boolean isAfter) implements Comparable<CrashPoint> {
    @Override
    public int compareTo(CrashPoint other) {
        int byCall = call.compareTo(other.call);
        int byAbout = byCall != 0 ? byCall : about.compareTo(other.about);
        return byAbout != 0 ? byAbout : Boolean.compare(isAfter, other.isAfter);
    }

    @Override
    public String toString() {
        return call + ", " + about + ", " + (isAfter ? "after" : "before");
    }
}
