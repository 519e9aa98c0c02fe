package org.etsi.osm.lcm.ro.vim.sim.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Random;
import org.etsi.osm.lcm.ro.vim.NetworkSpec;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.sim.Latency;
import org.etsi.osm.lcm.ro.vim.sim.SimSeed;
import org.etsi.osm.lcm.ro.vim.sim.SimSettings;
import org.etsi.osm.lcm.ro.vim.sim.SimVim;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState;
import org.etsi.osm.lcm.ro.vim.sim.SimVimStateContract;
import org.etsi.osm.lcm.ro.vim.sim.Surroundings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class MongoSimVimStateTest extends SimVimStateContract {
    private static final TestMongo MONGO = new TestMongo();

    @AfterAll
    static void stop() {
        MONGO.close();
    }

    @Test
    void shouldSurviveARestartAndKeepAccountsApart() {
        var settings = SimSettings.usual();
        var surroundings = new Surroundings(InstantSource.system(), new Random(1), Latency.none());
        var seed = SimSeed.usual();
        var first = new SimVim(new MongoSimVimState(MONGO.database(), "restarted"), settings, seed, surroundings);
        var network = first.create(NetworkSpec.named("n"), new Tags("ns", "t"));

        var second = new SimVim(new MongoSimVimState(MONGO.database(), "restarted"), settings, seed, surroundings);
        var other = new SimVim(new MongoSimVimState(MONGO.database(), "other"), settings, seed, surroundings);

        assertThat(second.snapshot()).isEqualTo(first.snapshot()).contains(network);
        assertThat(other.snapshot()).isNotEmpty().doesNotContain(network);
    }

    @Override
    protected SimVimState emptyState() {
        return MONGO.emptyState();
    }
}
