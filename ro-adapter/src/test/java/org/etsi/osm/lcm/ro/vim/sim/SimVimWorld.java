package org.etsi.osm.lcm.ro.vim.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.FindQuery;
import org.etsi.osm.lcm.ro.vim.FlavorSpec;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.NetworkSpec;
import org.etsi.osm.lcm.ro.vim.PortSpec;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.ServerSpec;
import org.etsi.osm.lcm.ro.vim.SubnetSpec;
import org.etsi.osm.lcm.ro.vim.Tags;

/** A simulated VIM under a clock that only the test and the calls' latency move. */
public final class SimVimWorld implements InstantSource {
    static final Tags TAGS = new Tags("ns-1", "op-1:t0001");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicLong seed = new AtomicLong(42);
    private final SimVimState state;

    public SimVimWorld(SimVimState state) {
        this.state = state;
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    void pass(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    SimVimState state() {
        return state;
    }

    /** Another process on the same state, as it were. */
    SimVim open(SimSettings settings) {
        return new SimVim(
                state,
                settings,
                SimSeed.usual(),
                new Surroundings(this, new Random(seed.incrementAndGet()), this::pass));
    }

    static Resource network(SimVim vim, String name, String cidr) {
        var network = vim.create(NetworkSpec.named(name), TAGS);
        vim.create(SubnetSpec.of(name + "-subnet", network.id(), cidr), TAGS);
        return network;
    }

    static Resource port(SimVim vim, Resource network) {
        return vim.create(PortSpec.on("port", network.id()), TAGS);
    }

    static Resource found(SimVim vim, Kind kind, String name) {
        return vim.find(FindQuery.byName(kind, name)).getFirst();
    }

    static Resource flavor(SimVim vim, int ramMb, int vcpus) {
        var spec = new FlavorSpec("f-" + ramMb + "-" + vcpus, ramMb, vcpus, 10, Map.of());
        return vim.create(spec, TAGS);
    }

    static Resource server(SimVim vim, String name, String... ports) {
        var image = found(vim, Kind.IMAGE, "ubuntu22.04").id();
        var flavor = found(vim, Kind.FLAVOR, "m1.small").id();
        return vim.create(ServerSpec.of(name, image, flavor, List.of(ports)), TAGS);
    }

    static String ip(Resource port) {
        return port.value(Attribute.FIXED_IPS).orElseThrow();
    }
}
