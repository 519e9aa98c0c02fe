package org.etsi.osm.lcm.kafka.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class PartitioningTest {

    /** Golden: stored operations lie in the partitions that this function gave, so these numbers never change. */
    @Test
    void shouldNeverChange() {
        assertThat(Partitioning.of("", 12)).isEqualTo(11);
        assertThat(Partitioning.of("a", 12)).isEqualTo(3);
        assertThat(Partitioning.of("0f4d2c1e-6f0b-4b9e-9d6a-3b2c1d0e9f88", 12)).isEqualTo(4);
        assertThat(Partitioning.of("0f4d2c1e-6f0b-4b9e-9d6a-3b2c1d0e9f88", 1000))
                .isEqualTo(780);
        assertThat(Partitioning.of("ünïcode", 12)).isEqualTo(4);
        assertThat(Partitioning.of("anything", 1)).isZero();
    }

    @Test
    void shouldSpreadIdsEvenly() {
        int[] counts = new int[12];
        for (int i = 0; i < 12_000; i++) {
            counts[Partitioning.of(new UUID(0x4000L, 0x8000_0000_0000_0000L + i).toString(), 12)]++;
        }

        assertThat(java.util.Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(800, 1_200));
    }
}
