package org.etsi.osm.lcm.core.model;

/** Where an adapter sends its replies; the partition is named, never worked out by the sender. */
public record ReplyTo(String topic, int partition, String key) {}
