package org.etsi.osm.lcm.kafka.bus;

import java.nio.charset.StandardCharsets;

/**
 * Which partition a key belongs to: FNV-1a (32 bits) of its UTF-8 bytes, finished as in MurmurHash3, modulo the number
 * of partitions. A function of our own, since no client library's may change under us; it must never change either: the
 * partition is stored with each operation.
 */
public final class Partitioning {
    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    private Partitioning() {}

    /** From 0 to {@code partitions - 1}, the same for ever. */
    public static int of(String key, int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("Expected at least 1 partition, but found " + partitions);
        }
        int hash = FNV_OFFSET;
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return Integer.remainderUnsigned(finished(hash), partitions);
    }

    private static int finished(int hash) {
        int h = hash;
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
