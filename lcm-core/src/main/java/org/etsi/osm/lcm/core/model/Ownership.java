package org.etsi.osm.lcm.core.model;

/**
 * Who may write an operation: the owner of its partition in this epoch. Every write carries it in its filter.
 *
 * @param owner one incarnation of one engine process
 */
public record Ownership(int partition, long epoch, String owner) {}
