package org.etsi.osm.lcm.ro.vim.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.VimException.Code;
import org.etsi.osm.lcm.ro.vim.sim.SimFault.Operation;
import org.etsi.osm.lcm.ro.vim.sim.SimResource.Phase;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState.Claim;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a simulated VIM relies on its state for; run on every state. */
public abstract class SimVimStateContract {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SimResource PORT = new SimResource(
            Kind.PORT,
            "id-1",
            "port.with.dots",
            new Tags("ns", "t1"),
            Phase.LIVE,
            NOW,
            "fault",
            null,
            Map.of(Attribute.NETWORK_ID, List.of("net"), Attribute.FIXED_IPS, List.of("10.0.0.1", "fd00::1")),
            1);

    private SimVimState state = new MemorySimVimState();

    protected abstract SimVimState emptyState();

    @BeforeEach
    void open() {
        state = emptyState();
    }

    @Test
    void shouldKeepAResourceAsItIs() {
        assertThat(state.insert(PORT)).isTrue();
        assertThat(state.insert(PORT)).isFalse();

        assertThat(state.get("id-1")).contains(PORT);
        assertThat(state.all()).containsExactly(PORT);
    }

    @Test
    void shouldChangeOnlyTheVersionThatWasRead() {
        state.insert(PORT);
        var next = PORT.with(Attribute.SERVER_IDS, List.of("server"));

        assertThat(state.replace(PORT, next)).isTrue();
        assertThat(state.replace(PORT, PORT.in(Phase.DELETING, NOW))).isFalse();
        assertThat(state.remove(PORT)).isFalse();
        assertThat(state.get("id-1")).contains(next);
        assertThat(state.remove(next)).isTrue();
        assertThat(state.remove(next)).isFalse();
        assertThat(state.get("id-1")).isEmpty();
    }

    @Test
    void shouldListByTagsAndByAttribute() {
        state.insert(PORT);
        var seeded = new SimResource(Kind.PORT, "id-0", "p", null, Phase.LIVE, NOW, null, null, Map.of(), 1);
        state.insert(seeded);

        assertThat(state.list(SimQuery.all(Kind.PORT))).containsExactly(seeded, PORT);
        assertThat(state.list(SimQuery.all(Kind.SERVER))).isEmpty();
        assertThat(state.list(SimQuery.tagged(Kind.PORT, TagQuery.anyOfOurs()))).containsExactly(PORT);
        assertThat(state.list(SimQuery.tagged(Kind.PORT, TagQuery.ofNs("ns")))).containsExactly(PORT);
        assertThat(state.list(SimQuery.tagged(Kind.PORT, TagQuery.ofTask("t2"))))
                .isEmpty();
        assertThat(state.list(SimQuery.where(Kind.PORT, Attribute.FIXED_IPS, "fd00::1")))
                .containsExactly(PORT);
    }

    @Test
    void shouldFindWhatIsDue() {
        state.insert(PORT);
        assertThat(state.due(NOW.plusSeconds(99))).isEmpty();
        var pending = PORT.in(Phase.PENDING, NOW);
        state.replace(PORT, pending);

        assertThat(state.due(NOW.minusMillis(1))).isEmpty();
        assertThat(state.due(NOW)).containsExactly(pending);
    }

    @Test
    void shouldGiveAClaimToOneOwner() {
        assertThat(state.claim("ip/s/10.0.0.1", new Claim("a", NOW))).isTrue();
        assertThat(state.claim("ip/s/10.0.0.1", new Claim("b", NOW))).isFalse();
        state.claim("ip/s2/10.0.0.2", new Claim("b", NOW));

        assertThat(state.claimOn("ip/s/10.0.0.1")).contains(new Claim("a", NOW));
        assertThat(state.claimsUnder("ip/s/")).isEqualTo(Map.of("10.0.0.1", new Claim("a", NOW)));
        state.release("ip/s/10.0.0.1", "b");
        assertThat(state.claimOn("ip/s/10.0.0.1")).isPresent();
        state.release("ip/s/10.0.0.1", "a");
        assertThat(state.claimOn("ip/s/10.0.0.1")).isEmpty();
    }

    @Test
    void shouldKeepEveryFaultAsItIs() {
        var effects = List.of(
                new SimFault.Refuse(Code.QUOTA),
                new SimFault.Slow(Duration.ofMillis(5)),
                new SimFault.LoseAnswer(),
                new SimFault.AcceptLate(Duration.ofSeconds(5)),
                new SimFault.HalfDelete(true),
                new SimFault.BootError("why"),
                new SimFault.BootNever());
        for (var effect : effects) {
            var fault = SimFault.always("f", Kind.SERVER, Operation.CREATE, effect)
                    .named("^vm-.*")
                    .withProbability(0.5)
                    .times(3);
            state.put(fault);
            assertThat(state.faults()).containsExactly(fault);
        }
        var wide = new SimFault("f", null, null, null, SimFault.FOR_EVER, 1, new SimFault.LoseAnswer());
        state.put(wide);
        assertThat(state.faults()).containsExactly(wide);
        state.removeFault("f");
        assertThat(state.faults()).isEmpty();
    }

    @Test
    void shouldUseAFaultUp() {
        assertThat(state.takeUse("f")).isFalse();
        var fault = SimFault.always("f", Kind.SERVER, Operation.CREATE, new SimFault.LoseAnswer());
        state.put(fault);
        assertThat(state.takeUse("f")).isTrue();
        assertThat(state.takeUse("f")).isTrue();
        state.put(fault.times(1));
        assertThat(state.takeUse("f")).isTrue();
        assertThat(state.takeUse("f")).isFalse();
    }

    @Test
    void shouldForgetEverything() {
        state.insert(PORT);
        state.claim("k", new Claim("a", NOW));
        state.addKey("s", "u", "key");
        state.put(SimFault.always("f", Kind.SERVER, Operation.CREATE, new SimFault.LoseAnswer()));

        state.clear();

        assertThat(state.all()).isEmpty();
        assertThat(state.claimOn("k")).isEmpty();
        assertThat(state.keys("s", "u")).isEmpty();
        assertThat(state.faults()).isEmpty();
    }

    @Test
    void shouldRememberKeysByServerAndUserInTheirOrder() {
        state.addKey("server-1", "ubuntu", "key b");
        state.addKey("server-1", "ubuntu", "key a");
        state.addKey("server-1", "ubuntu", "key b");
        state.addKey("server-1", "root", "key c");
        state.addKey("server-10", "ubuntu", "key d");

        assertThat(state.keys("server-1", "ubuntu")).containsExactly("key b", "key a");
        assertThat(state.keys("server-1", "root")).containsExactly("key c");
        assertThat(state.keys("server-2", "ubuntu")).isEmpty();
        state.removeKeys("server-1");
        assertThat(state.keys("server-1", "ubuntu")).isEmpty();
        assertThat(state.keys("server-1", "root")).isEmpty();
        assertThat(state.keys("server-10", "ubuntu")).containsExactly("key d");
    }
}
