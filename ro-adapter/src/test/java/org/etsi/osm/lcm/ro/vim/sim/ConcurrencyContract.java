package org.etsi.osm.lcm.ro.vim.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.TAGS;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.network;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.port;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Several threads, each with a VIM of its own on one state as several processes would have, start at the same moment
 * and compete for what only one may have.
 */
public abstract class ConcurrencyContract {
    private static final int PROCESSES = 4;

    private SimVimWorld world = new SimVimWorld(new MemorySimVimState());
    private SimVim vim = world.open(SimSettings.instant());
    private List<SimVim> processes = List.of(vim);

    protected abstract SimVimState emptyState();

    @BeforeEach
    void open() {
        world = new SimVimWorld(emptyState());
        vim = world.open(SimSettings.instant());
        processes = Stream.concat(
                        Stream.of(vim),
                        Stream.generate(() -> world.open(SimSettings.instant())).limit(PROCESSES - 1))
                .toList();
    }

    @Test
    void shouldGiveEveryAddressAndMacOnce() throws Exception {
        var network = network(vim, "n", "10.1.0.0/27");

        var ports = compete(own -> attempts(8, () -> port(own, network)));

        // 30 hosts less the gateway; 32 were asked for.
        assertThat(ports).hasSize(29);
        assertThat(ports).extracting(SimVimWorld::ip).doesNotHaveDuplicates();
        assertThat(ports)
                .extracting(port -> port.value(Attribute.MAC).orElseThrow())
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveAPortToOneServer() throws Exception {
        var port = port(vim, network(vim, "n", "10.1.0.0/24"));

        var servers = compete(own -> attempts(2, () -> server(own, "vm", port.id())));

        assertThat(servers).hasSize(1);
        assertThat(vim.list(Kind.SERVER, TagQuery.of(TAGS))).hasSize(1);
    }

    @Test
    void shouldNeverLeaveAPortWithoutItsNetwork() throws Exception {
        for (int round = 0; round < 12; round++) {
            var network = network(vim, "n" + round, "10.1.0.0/24");
            compete(own -> attempts(1, () -> {
                if (own == vim) {
                    own.delete(Kind.NETWORK, network.id());
                }
                return port(own, network);
            }));

            var ports = vim.list(Kind.PORT, TagQuery.of(TAGS)).stream()
                    .filter(port -> port.values(Attribute.NETWORK_ID).contains(network.id()))
                    .toList();
            assertThat(vim.get(Kind.NETWORK, network.id()).isPresent() || ports.isEmpty())
                    .as("round %d: network there, or none of its ports", round)
                    .isTrue();
        }
    }

    @Test
    void shouldNeverExceedAQuota() throws Exception {
        var quotas = new SimQuotas(4, SimQuotas.UNLIMITED, SimQuotas.UNLIMITED, -1, -1);
        var bounded = SimSettings.instant().withQuotas(quotas);

        processes = Stream.generate(() -> world.open(bounded)).limit(PROCESSES).toList();

        var servers = compete(own -> attempts(3, () -> server(own, "vm")));

        assertThat(servers).hasSizeLessThanOrEqualTo(4);
        assertThat(vim.list(Kind.SERVER, TagQuery.of(TAGS))).hasSameSizeAs(servers);
    }

    @Test
    void shouldLandALateCreateOnceHoweverManyLook() throws Exception {
        for (int round = 0; round < 6; round++) {
            world.state()
                    .put(SimFault.always(
                                    "late",
                                    Kind.SERVER,
                                    SimFault.Operation.CREATE,
                                    new SimFault.AcceptLate(Duration.ofSeconds(1)))
                            .times(1));
            attempts(1, () -> server(vim, "vm"));
            world.pass(Duration.ofSeconds(1));

            compete(own -> own.list(Kind.SERVER, TagQuery.of(TAGS)));

            assertThat(vim.list(Kind.SERVER, TagQuery.of(TAGS))).hasSize(round + 1);
        }
    }

    private List<Resource> compete(Function<SimVim, List<Resource>> competitor) throws Exception {
        var start = new CyclicBarrier(PROCESSES);
        try (var executor = Executors.newFixedThreadPool(PROCESSES)) {
            var running = new ArrayList<Future<List<Resource>>>();
            for (var own : processes) {
                Callable<List<Resource>> call = () -> {
                    start.await(30, TimeUnit.SECONDS);
                    return competitor.apply(own);
                };
                running.add(executor.submit(call));
            }
            var results = new ArrayList<Resource>();
            for (var result : running) {
                results.addAll(result.get(60, TimeUnit.SECONDS));
            }
            return results;
        }
    }

    private static List<Resource> attempts(int count, Callable<Resource> attempt) {
        return IntStream.range(0, count)
                .mapToObj(i -> attempt(attempt))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Resource> attempt(Callable<Resource> attempt) {
        try {
            return Optional.of(attempt.call());
        } catch (VimException refused) {
            return Optional.empty();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
