package org.etsi.osm.lcm.core.model;

/** When the last command in flight of a paused operation ended: from then on nothing moves but by a later verb. */
public record Drained(long revision, long atEpochMs) {}
