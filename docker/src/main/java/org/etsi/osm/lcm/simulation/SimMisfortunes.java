package org.etsi.osm.lcm.simulation;

import java.time.Duration;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.sim.MemorySimVimState;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.jspecify.annotations.Nullable;

/** How the VIM of a run misbehaves: a few of all ways, so that runs differ in kind. */
final class SimMisfortunes {
    private static final int LATEST_MS = 2_500;

    private final Fates fates;
    private final Chance chance;
    private int count;

    SimMisfortunes(Fates fates, Chance chance) {
        this.fates = fates;
        this.chance = chance;
    }

    void plague(MemorySimVimState vim) {
        for (int i = chance.below(5); i > 0; i--) {
            SimFault fault = one();
            if (fates.comes()) {
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

    private SimFault fault(@Nullable Kind kind, SimFault.@Nullable Operation operation, SimFault.Effect effect) {
        int uses = chance.oneIn(2) ? SimFault.FOR_EVER : chance.between(1, 5);
        return new SimFault("fault-" + count++, kind, operation, null, uses, chance.between(1, 6) / 12.0, effect);
    }
}
