package org.etsi.osm.lcm.ro.vim.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/24, 10.1.2.0/24, 10.1.2.1, 10.1.2.254",
        "192.168.0.0/30, 192.168.0.0/30, 192.168.0.1, 192.168.0.2",
        "fd00::/64, fd00:0:0:0:0:0:0:0/64, fd00:0:0:0:0:0:0:1, fd00:0:0:0:ffff:ffff:ffff:ffff",
    })
    void shouldKnowItsHosts(String text, String normal, String first, String last) {
        var cidr = Cidr.parse(text);

        assertThat(cidr).hasToString(normal);
        assertThat(cidr.text(cidr.first())).isEqualTo(first);
        assertThat(cidr.text(cidr.last())).isEqualTo(last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "10.0.0/8", "example.org/8", "999.0.0.0/8", "10.0.0.0/x"})
    void shouldRefuseWhatIsNoBlock(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text));
    }

    @Test
    void shouldSeeOverlap() {
        assertThat(Cidr.parse("10.0.0.0/8").overlaps(Cidr.parse("10.9.0.0/16"))).isTrue();
        assertThat(Cidr.parse("10.0.0.0/16").overlaps(Cidr.parse("10.1.0.0/16")))
                .isFalse();
        assertThat(Cidr.parse("10.0.0.0/8").overlaps(Cidr.parse("fd00::/64"))).isFalse();
    }
}
