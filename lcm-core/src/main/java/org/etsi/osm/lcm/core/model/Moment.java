package org.etsi.osm.lcm.core.model;

/**
 * When something happened, on the clock of the loop that saw it.
 *
 * @param ticksMs milliseconds of a monotonic clock; comparable only within one process
 * @param epochMs milliseconds since 1970-01-01 UTC; for people and records, never compared with another machine's
 */
public record Moment(long ticksMs, long epochMs) {}
