package org.etsi.osm.lcm.n2vc.vca;

/** An endpoint of one execution environment that is related to one of another. */
public record Relation(String provider, String providerEndpoint, String requirer, String requirerEndpoint) {}
