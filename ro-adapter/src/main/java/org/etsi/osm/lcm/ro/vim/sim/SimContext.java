package org.etsi.osm.lcm.ro.vim.sim;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.VimException.Code;

/** What the parts of one simulated VIM share: its state, its time, its chance, its words for a refusal. */
final class SimContext {
    private static final int EDIT_ATTEMPTS = 100;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final SimVimState state;
    private final SimSettings settings;
    private final InstantSource time;
    private final RandomGenerator random;

    SimContext(SimVimState state, SimSettings settings, InstantSource time, RandomGenerator random) {
        this.state = state;
        this.settings = settings;
        this.time = time;
        this.random = random;
    }

    SimVimState state() {
        return state;
    }

    SimSettings settings() {
        return settings;
    }

    Instant now() {
        return time.instant();
    }

    /** A UUID of version 4 from the injected chance. */
    String newId() {
        synchronized (random) {
            long high = (random.nextLong() & ~0xF000L) | VERSION_4;
            long low = (random.nextLong() >>> 2) | VARIANT;
            return new UUID(high, low).toString();
        }
    }

    String newRequestId() {
        return "req-" + newId();
    }

    String newMac() {
        synchronized (random) {
            int tail = random.nextInt(1 << 24);
            return "fa:16:3e:%02x:%02x:%02x".formatted(tail >> 16 & 0xFF, tail >> 8 & 0xFF, tail & 0xFF);
        }
    }

    /** True with this probability. */
    boolean strikes(double probability) {
        if (probability >= 1) {
            return true;
        }
        synchronized (random) {
            return random.nextDouble() < probability;
        }
    }

    VimException refusal(Code code, String message) {
        return VimException.refused(code, message, newRequestId());
    }

    /** A resource that something new may refer to: there, and not on its way out. */
    Optional<SimResource> live(Kind kind, String id) {
        return state.get(id).filter(resource -> resource.kind() == kind && resource.phase() == SimResource.Phase.LIVE);
    }

    SimResource require(Kind kind, String id, Code otherwise) {
        return live(kind, id)
                .orElseThrow(() -> refusal(
                        otherwise,
                        "Expected " + kind + " " + id + " at the VIM, but there is none; nothing was created"));
    }

    /** Changes a resource whatever else changes it meanwhile; one that is gone stays gone. */
    void edit(String id, UnaryOperator<SimResource> change) {
        for (int attempt = 0; attempt < EDIT_ATTEMPTS; attempt++) {
            var was = state.get(id);
            if (was.isEmpty() || state.replace(was.get(), change.apply(was.get()))) {
                return;
            }
        }
        throw VimException.unknown(
                Code.INTERNAL,
                "Expected to change " + id + " within " + EDIT_ATTEMPTS + " attempts, but others were always faster",
                newRequestId());
    }
}
