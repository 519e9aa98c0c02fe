package org.etsi.osm.lcm.simulation;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.MemorySimVcaState;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault.Call;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.sim.MemorySimVimState;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.jspecify.annotations.Nullable;

/** How the VIM and the VCA of a run misbehave: a few of all ways, so that runs differ in kind. */
final class SimMisfortunes {
    private static final int LATEST_MS = 2_500;

    private final Fates fates;
    private final Chance chance;
    private final Consumer<Supplier<String>> announce;
    private int count;

    /** @param announce hears of each one that comes */
    SimMisfortunes(Fates fates, Chance chance, Consumer<Supplier<String>> announce) {
        this.fates = fates;
        this.chance = chance;
        this.announce = announce;
    }

    void plague(MemorySimVimState vim) {
        for (int i = chance.below(5); i > 0; i--) {
            SimFault fault = one();
            if (fates.comes()) {
                announce.accept(fault::toString);
                vim.put(fault);
            }
        }
    }

    private SimFault one() {
        return switch (chance.below(8)) {
            case 0 -> fault(null, SimFault.Operation.CREATE, new SimFault.Refuse(VimException.Code.QUOTA));
            case 1 -> fault(null, null, new SimFault.Refuse(VimException.Code.UNAVAILABLE));
            case 2 -> fault(null, null, new SimFault.LoseAnswer());
            case 3 ->
                fault(
                        null,
                        SimFault.Operation.CREATE,
                        new SimFault.AcceptLate(Duration.ofMillis(chance.between(1, LATEST_MS))));
            case 4 -> fault(null, null, new SimFault.HalfDelete(chance.oneIn(2)));
            case 5 -> fault(Kind.SERVER, null, new SimFault.BootError("no valid host"));
            case 6 -> fault(Kind.SERVER, null, new SimFault.BootNever());
            default -> fault(null, null, new SimFault.Slow(Duration.ofMillis(chance.between(1, 4_000))));
        };
    }

    void plague(MemorySimVcaState vca) {
        for (int i = chance.below(4); i > 0; i--) {
            SimVcaFault fault = oneOfVca();
            if (fates.comes()) {
                announce.accept(fault::toString);
                vca.put(fault);
            }
        }
    }

    private SimVcaFault oneOfVca() {
        return switch (chance.below(9)) {
            case 0 -> fault(null, new SimVcaFault.Refuse(VcaException.Code.UNAVAILABLE));
            case 1 -> fault(Call.READ, new SimVcaFault.Refuse(VcaException.Code.UNAVAILABLE));
            case 2 -> fault(null, new SimVcaFault.LoseAnswer(true));
            case 3 -> fault(Call.RUN, new SimVcaFault.LoseAnswer(false));
            case 4 -> fault(null, new SimVcaFault.AcceptLate(Duration.ofMillis(chance.between(1, LATEST_MS))));
            case 5 -> fault(null, new SimVcaFault.HalfDelete(chance.oneIn(2)));
            case 6 -> fault(null, new SimVcaFault.Fail("exit 1"));
            case 7 -> fault(null, new SimVcaFault.Slow(Duration.ofMillis(chance.between(1, 6_000))));
            default -> fault(null, new SimVcaFault.SlowCall(Duration.ofMillis(chance.between(1, 4_000))));
        };
    }

    /** Of some tasks for as long as faults last, or a few times. */
    private SimVcaFault fault(@Nullable Call call, SimVcaFault.Effect effect) {
        boolean isForSome = chance.oneIn(2);
        int uses = isForSome ? SimVcaFault.FOR_EVER : chance.between(1, 5);
        return new SimVcaFault(
                "fault-" + count++, call, isForSome ? "t00.[" + chance.below(10) + "-9]" : "", uses, effect);
    }

    private SimFault fault(@Nullable Kind kind, SimFault.@Nullable Operation operation, SimFault.Effect effect) {
        int uses = chance.oneIn(2) ? SimFault.FOR_EVER : chance.between(1, 5);
        return new SimFault("fault-" + count++, kind, operation, null, uses, chance.between(1, 6) / 12.0, effect);
    }
}
