package org.etsi.osm.lcm.ro.vim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.etsi.osm.lcm.ro.vim.sim.Latency;
import org.etsi.osm.lcm.ro.vim.sim.MemorySimVimState;
import org.etsi.osm.lcm.ro.vim.sim.SimDriver;
import org.etsi.osm.lcm.ro.vim.sim.Surroundings;
import org.junit.jupiter.api.Test;

final class AccountVimsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

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

    /**
     * Found by {@code InterruptionsIT}: opened in a map's {@code compute}, accounts waited for each other in its
     * monitor, and on Java 21 all steps of the adapter for the carriers that those held. These two ids share a monitor
     * there.
     */
    @Test
    void shouldLetNoAccountWaitForAnotherThatIsBeingOpened() throws InterruptedException {
        accounts.put("Aa", new VimAccount("Aa", "vim", "sim", Map.of()));
        accounts.put("BB", new VimAccount("BB", "vim", "sim", Map.of()));
        var isOpening = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        VimDriver slow = account -> {
            if (account.id().equals("Aa")) {
                isOpening.countDown();
                awaitOf(mayGoOn);
            }
            return driver.open(account);
        };
        var shared = new AccountVims(id -> Optional.ofNullable(accounts.get(id)), Map.of(SimDriver.TYPE, slow));

        var first = CompletableFuture.supplyAsync(() -> shared.vim("Aa"), Thread::startVirtualThread);
        assertThat(isOpening.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        var other = CompletableFuture.supplyAsync(() -> shared.vim("BB"), Thread::startVirtualThread);

        assertThat(other).succeedsWithin(LIMIT);
        mayGoOn.countDown();
        assertThat(first).succeedsWithin(LIMIT).isSameAs(shared.vim("Aa"));
    }

    private static void awaitOf(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
