package org.etsi.osm.lcm.ro.vim.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.TAGS;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.found;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.ip;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.network;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.port;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.server;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.FloatingIpSpec;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.ServerAccess.Login;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.VimException.Code;
import org.etsi.osm.lcm.ro.vim.VimException.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Public addresses, and who may log in to servers; run on every state. */
public abstract class AccessContract {
    private static final String KEY = "ssh-ed25519 AAAAC3Nz ee";

    private SimVimWorld world = new SimVimWorld(new MemorySimVimState());
    private SimVim vim = world.open(SimSettings.instant());

    protected abstract SimVimState emptyState();

    @BeforeEach
    void open() {
        world = new SimVimWorld(emptyState());
        vim = world.open(SimSettings.instant());
    }

    @Test
    void shouldGiveAPortOnePublicAddress() {
        var network = network(vim, "n", "10.1.0.0/24");
        var port = port(vim, network);
        var other = port(vim, network);

        var address = publicAddress(port);

        assertThat(address.value(Attribute.ADDRESS))
                .hasValueSatisfying(text -> assertThat(text).startsWith("198.51.100."));
        assertThat(address.value(Attribute.PORT_ID)).contains(port.id());
        assertThat(refused(() -> publicAddress(port))).isEqualTo(Code.CONFLICT);
        var next = publicAddress(other);
        assertThat(next.value(Attribute.ADDRESS)).isNotEqualTo(address.value(Attribute.ADDRESS));
        vim.delete(Kind.FLOATING_IP, next.id());
        assertThat(publicAddress(other).value(Attribute.PORT_ID)).contains(other.id());
    }

    @Test
    void shouldTakeAPublicAddressOffAPortThatGoes() {
        var port = port(vim, network(vim, "n", "10.1.0.0/24"));
        var address = publicAddress(port);

        vim.delete(Kind.PORT, port.id());

        assertThat(vim.get(Kind.FLOATING_IP, address.id()).orElseThrow().value(Attribute.PORT_ID))
                .isEmpty();
    }

    @Test
    void shouldLetTheBearerOfAKeyIn() {
        var port = port(vim, network(vim, "n", "10.1.0.0/24"));
        var server = server(vim, "vm", port.id());
        var ubuntu = new Login(server.id(), ip(port), "ubuntu");
        var root = new Login(server.id(), ip(port), "root");

        vim.authorize(ubuntu, KEY);
        vim.authorize(ubuntu, KEY);

        assertThat(vim.serverAccess()).contains(vim);
        assertThat(world.open(SimSettings.instant()).authorizedKeys(ubuntu)).containsExactly(KEY);
        assertThat(vim.authorizedKeys(root)).isEmpty();
    }

    @Test
    void shouldReachAServerAtItsOwnAndItsPublicAddressOnly() {
        var network = network(vim, "n", "10.1.0.0/24");
        var port = port(vim, network);
        var server = server(vim, "vm", port.id());
        var elsewhere =
                publicAddress(port(vim, network)).value(Attribute.ADDRESS).orElseThrow();
        var address = publicAddress(port).value(Attribute.ADDRESS).orElseThrow();

        vim.authorize(new Login(server.id(), address, "ubuntu"), KEY);

        assertThat(vim.authorizedKeys(new Login(server.id(), ip(port), "ubuntu")))
                .containsExactly(KEY);
        assertThat(refused(() -> vim.authorize(new Login(server.id(), elsewhere, "ubuntu"), KEY)))
                .isEqualTo(Code.UNAVAILABLE);
        assertThat(refused(() -> vim.authorizedKeys(new Login(server.id(), "10.1.0.99", "ubuntu"))))
                .isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void shouldLetNobodyInBeforeAServerIsActive() {
        vim = world.open(SimSettings.instant().withBootLatency(Duration.ofSeconds(10)));
        var port = port(vim, network(vim, "n", "10.1.0.0/24"));
        var login = new Login(server(vim, "vm", port.id()).id(), ip(port), "ubuntu");

        assertThat(refused(() -> vim.authorize(login, KEY))).isEqualTo(Code.CONFLICT);
        world.pass(Duration.ofSeconds(10));
        assertThat(vim.authorizedKeys(login)).isEmpty();
        vim.authorize(login, KEY);

        assertThat(vim.authorizedKeys(login)).containsExactly(KEY);
    }

    @Test
    void shouldForgetTheKeysOfAServerThatGoes() {
        var port = port(vim, network(vim, "n", "10.1.0.0/24"));
        var server = server(vim, "vm", port.id());
        var login = new Login(server.id(), ip(port), "ubuntu");
        vim.authorize(login, KEY);

        vim.delete(Kind.SERVER, server.id());

        assertThat(world.state().keys(server.id(), "ubuntu")).isEmpty();
        assertThat(refused(() -> vim.authorize(login, KEY))).isEqualTo(Code.NOT_FOUND);
        assertThat(world.state().keys(server.id(), "ubuntu")).isEmpty();
    }

    @Test
    void shouldMisbehaveOnDemandWhenAKeyIsAddedOrSomethingReleased() {
        var port = port(vim, network(vim, "n", "10.1.0.0/24"));
        var server = server(vim, "vm", port.id());
        var login = new Login(server.id(), ip(port), "ubuntu");
        on(SimFault.Operation.AUTHORIZE, new SimFault.LoseAnswer());

        assertThat(outcome(() -> vim.authorize(login, KEY))).isEqualTo(Outcome.UNKNOWN);
        assertThat(vim.authorizedKeys(login)).containsExactly(KEY);
        on(SimFault.Operation.AUTHORIZE, new SimFault.Slow(Duration.ofSeconds(20)));
        assertThat(outcome(() -> vim.authorize(login, KEY + "2"))).isEqualTo(Outcome.UNKNOWN);
        assertThat(vim.authorizedKeys(login)).containsExactly(KEY);
        on(SimFault.Operation.RELEASE, new SimFault.Slow(Duration.ofSeconds(20)));
        assertThat(outcome(() -> vim.release(Kind.SERVER, server.id()))).isEqualTo(Outcome.UNKNOWN);
        assertThat(vim.get(Kind.SERVER, server.id()).orElseThrow().tags()).isEqualTo(TAGS);
        on(SimFault.Operation.RELEASE, new SimFault.LoseAnswer());
        assertThat(outcome(() -> vim.release(Kind.SERVER, server.id()))).isEqualTo(Outcome.UNKNOWN);
        assertThat(vim.get(Kind.SERVER, server.id()).orElseThrow().tags()).isNull();
    }

    private void on(SimFault.Operation operation, SimFault.Effect effect) {
        world.state().put(SimFault.always("f", Kind.SERVER, operation, effect).times(1));
    }

    private Resource publicAddress(Resource port) {
        var external = found(vim, Kind.NETWORK, "public").id();
        return vim.create(new FloatingIpSpec("address", external, port.id(), null), TAGS);
    }

    private static Code refused(ThrowingCallable call) {
        return catchThrowableOfType(VimException.class, call).code();
    }

    private static Outcome outcome(ThrowingCallable call) {
        return catchThrowableOfType(VimException.class, call).outcome();
    }
}
