package org.etsi.osm.lcm.ro.vim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.etsi.osm.lcm.ro.vim.sim.Latency;
import org.etsi.osm.lcm.ro.vim.sim.MemorySimVimState;
import org.etsi.osm.lcm.ro.vim.sim.SimDriver;
import org.etsi.osm.lcm.ro.vim.sim.Surroundings;
import org.junit.jupiter.api.Test;

final class AccountVimsTest {
    private final Map<String, VimAccount> accounts = new ConcurrentHashMap<>();
    private final SimDriver driver = new SimDriver(
            account -> new MemorySimVimState(),
            new Surroundings(InstantSource.system(), new Random(1), Latency.none()));
    private final Vims vims =
            new AccountVims(id -> Optional.ofNullable(accounts.get(id)), Map.of(SimDriver.TYPE, driver));

    @Test
    void shouldOpenAnAccountOnceAndAgainWhenEdited() {
        accounts.put("a", new VimAccount("a", "vim", "sim", Map.of("sim.images", "bionic, extra")));
        var vim = vims.vim("a");
        assertThat(vim.find(FindQuery.byName(Kind.IMAGE, "extra"))).hasSize(1);
        assertThat(vims.vim("a")).isSameAs(vim);

        accounts.put("a", new VimAccount("a", "vim", "sim", Map.of("sim.call_limit_ms", "5000")));

        assertThat(vims.vim("a").callLimit()).hasSeconds(5);
    }

    @Test
    void shouldSayWhatIsWrongWithAnAccount() {
        accounts.put("os", new VimAccount("os", "vim", "openstack", Map.of()));
        accounts.put("bad", new VimAccount("bad", "vim", "sim", Map.of("sim.boot_ms", "soon")));

        accounts.put("slow", new VimAccount("slow", "vim", "sim", Map.of("sim.call_limit_ms", "10001")));

        refused("slow", VimException.Code.INVALID);
        refused("none", VimException.Code.NOT_FOUND);
        refused("os", VimException.Code.UNSUPPORTED);
        refused("bad", VimException.Code.INVALID);
    }

    private void refused(String account, VimException.Code code) {
        assertThatExceptionOfType(VimException.class)
                .isThrownBy(() -> vims.vim(account))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
