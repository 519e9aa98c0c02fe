package org.etsi.osm.lcm.n2vc.vca;

/**
 * Where the primitives of one VNF, VDU or NS run.
 *
 * @param id as the VCA knows it; what a task names
 * @param name unique within the NS
 */
public record ExecutionEnvironment(String id, String nsInstanceId, String name) {}
