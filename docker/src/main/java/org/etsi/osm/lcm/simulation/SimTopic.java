package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.List;

/** A topic of the simulated bus: what was appended stays, in order by partition. Confined to the run's thread. */
final class SimTopic<T> {
    private final String name;
    private final List<List<T>> partitions = new ArrayList<>();

    SimTopic(String name, int count) {
        this.name = name;
        for (int i = 0; i < count; i++) {
            partitions.add(new ArrayList<>());
        }
    }

    String name() {
        return name;
    }

    int partitions() {
        return partitions.size();
    }

    int partitionOf(String key) {
        return hash(key) % partitions.size();
    }

    static int hash(String key) {
        return (key.hashCode() * 0x9E3779B9) >>> 7;
    }

    void append(int partition, T message) {
        partitions.get(partition).add(message);
    }

    long end(int partition) {
        return partitions.get(partition).size();
    }

    T at(int partition, long offset) {
        return partitions.get(partition).get((int) offset);
    }
}
