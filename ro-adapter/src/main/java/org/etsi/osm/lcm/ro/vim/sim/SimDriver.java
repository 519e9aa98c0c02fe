package org.etsi.osm.lcm.ro.vim.sim;

import java.util.Arrays;
import java.util.function.Function;
import org.etsi.osm.lcm.ro.vim.Vim;
import org.etsi.osm.lcm.ro.vim.VimAccount;
import org.etsi.osm.lcm.ro.vim.VimDriver;

/**
 * Opens accounts of type {@code sim}: settings from the account's config ({@link SimSettings#from}), the usual seed,
 * and the images named in {@code sim.images} on top.
 */
public final class SimDriver implements VimDriver {
    /** The {@code vim_type} this driver is for. */
    public static final String TYPE = "sim";

    private final Function<String, SimVimState> states;
    private final Surroundings surroundings;

    /** {@code states} leads from an account's id to its state. */
    public SimDriver(Function<String, SimVimState> states, Surroundings surroundings) {
        this.states = states;
        this.surroundings = surroundings;
    }

    @Override
    public Vim open(VimAccount account) {
        var images = Arrays.stream(
                        account.config().getOrDefault("sim.images", "").split(",", -1))
                .map(String::strip)
                .filter(image -> !image.isEmpty())
                .toList();
        var seed = SimSeed.usual().withImages(images);
        return new SimVim(states.apply(account.id()), SimSettings.from(account.config()), seed, surroundings);
    }
}
