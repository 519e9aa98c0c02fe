package org.etsi.osm.lcm.simulation;

import java.time.Duration;
import org.etsi.osm.lcm.n2vc.vca.sim.MemorySimVcaState;
import org.etsi.osm.lcm.n2vc.vca.sim.SimSite;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaSettings;
import org.etsi.osm.lcm.ro.vim.sim.Latency;
import org.etsi.osm.lcm.ro.vim.sim.MemorySimVimState;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.etsi.osm.lcm.ro.vim.sim.SimQuotas;
import org.etsi.osm.lcm.ro.vim.sim.SimSeed;
import org.etsi.osm.lcm.ro.vim.sim.SimSettings;
import org.etsi.osm.lcm.ro.vim.sim.SimVim;
import org.etsi.osm.lcm.ro.vim.sim.Surroundings;

/**
 * What adapters act on: one VIM, one VCA and its clusters, with as many clients as ask. Confined to the run's thread.
 */
final class Outside {
    private static final SimVcaSettings VCA = SimVcaSettings.of(
                    Duration.ofMillis(400), Duration.ofMillis(300), Duration.ofMillis(500), Duration.ofMillis(700))
            .within(Duration.ofMillis(AdapterIncarnation.CALL_LIMIT_MS));

    private final MemorySimVimState vimState = new MemorySimVimState();
    private final MemorySimVcaState vcaState = new MemorySimVcaState();
    private final SimTime time;
    private final Chance chance;
    private final SimSeed seed;
    private final SimVim vim;

    /** @param seed what the VIM has beforehand */
    Outside(SimTime time, Chance chance, SimSeed seed) {
        this.time = time;
        this.chance = chance;
        this.seed = seed;
        this.vim = openVim();
    }

    /** The VIM as the world itself sees it. */
    SimVim vim() {
        return vim;
    }

    MemorySimVimState vimState() {
        return vimState;
    }

    MemorySimVcaState vcaState() {
        return vcaState;
    }

    /** One more client of the one VIM. */
    SimVim openVim() {
        var settings = new SimSettings(
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Duration.ofMillis(20),
                Duration.ofMillis(AdapterIncarnation.CALL_LIMIT_MS),
                SimQuotas.unlimited());
        return new SimVim(
                vimState, settings, seed, new Surroundings(time, chance.split().generator(), Latency.none()));
    }

    /** One more client of the one VCA and its clusters. */
    SimSite openSite() {
        return new SimSite(vcaState, time, VCA, waits -> {});
    }

    /** Nothing fails any more. */
    void repair() {
        repairVim();
        vcaState.faults().stream().map(SimVcaFault::id).forEach(vcaState::removeFault);
    }

    void repairVim() {
        vimState.faults().stream().map(SimFault::id).forEach(vimState::removeFault);
    }
}
