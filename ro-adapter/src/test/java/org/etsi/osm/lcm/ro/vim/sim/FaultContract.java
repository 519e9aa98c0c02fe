package org.etsi.osm.lcm.ro.vim.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.TAGS;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.network;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.port;
import static org.etsi.osm.lcm.ro.vim.sim.SimVimWorld.server;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Deletion;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.NetworkSpec;
import org.etsi.osm.lcm.ro.vim.PortSpec;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.Status;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.VimException.Code;
import org.etsi.osm.lcm.ro.vim.VimException.Outcome;
import org.etsi.osm.lcm.ro.vim.sim.SimFault.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every fault a simulated VIM knows; run on every state. */
public abstract class FaultContract {
    private static final Duration LATE = Duration.ofSeconds(20);

    private SimVimWorld world = new SimVimWorld(new MemorySimVimState());
    private SimVim vim = world.open(SimSettings.instant());

    protected abstract SimVimState emptyState();

    @BeforeEach
    void open() {
        world = new SimVimWorld(emptyState());
        vim = world.open(SimSettings.instant());
    }

    @Test
    void shouldRefuseWhileSwitchedOn() {
        on(always(Kind.NETWORK, Operation.CREATE, new SimFault.Refuse(Code.UNAVAILABLE)));

        var refusal = failure(this::createNetwork);
        assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(refusal.outcome()).isEqualTo(Outcome.KNOWN_NOT_DONE);
        assertThat(refusal.isRetryable()).isTrue();
        assertThat(networks()).isZero();
        world.state().removeFault("f");

        createNetwork();
        assertThat(networks()).isOne();
    }

    @Test
    void shouldFailACheckWhileTheVimRefuses() {
        vim.check();
        on(always(Kind.NETWORK, Operation.LIST, new SimFault.Refuse(Code.UNAUTHORIZED)));
        assertThat(failure(vim::check).code()).isEqualTo(Code.UNAUTHORIZED);
        world.state().removeFault("f");

        vim.check();
    }

    @Test
    void shouldStrikeAsOftenAsCountedAndOnlyWhereNamed() {
        on(always(Kind.NETWORK, Operation.CREATE, new SimFault.Refuse(Code.NO_VALID_HOST))
                .named("^bad")
                .times(2));

        vim.create(NetworkSpec.named("good"), TAGS);
        failure(() -> vim.create(NetworkSpec.named("bad-1"), TAGS));
        failure(() -> vim.create(NetworkSpec.named("bad-2"), TAGS));
        vim.create(NetworkSpec.named("bad-3"), TAGS);

        assertThat(networks()).isEqualTo(2);
    }

    @Test
    void shouldStrikeByTaskTag() {
        on(always(Kind.NETWORK, Operation.CREATE, new SimFault.Refuse(Code.QUOTA))
                .named(TAGS.task()));

        assertThat(failure(this::createNetwork).code()).isEqualTo(Code.QUOTA);
    }

    @Test
    void shouldStrikeByChance() {
        on(always(Kind.NETWORK, Operation.CREATE, new SimFault.Refuse(Code.INTERNAL))
                .withProbability(0.3));

        long struck = IntStream.range(0, 200)
                .filter(i -> catchThrowableOfType(VimException.class, this::createNetwork) != null)
                .count();

        assertThat(struck).isBetween(40L, 80L);
    }

    @Test
    void shouldBeSlow() {
        on(always(Kind.NETWORK, Operation.CREATE, new SimFault.Slow(Duration.ofSeconds(7))));
        var before = world.instant();

        createNetwork();

        assertThat(Duration.between(before, world.instant())).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void shouldTimeOutAndTakeEffectLaterWhenTooSlow() {
        var limit = vim.callLimit();
        on(always(Kind.NETWORK, Operation.CREATE, new SimFault.Slow(limit.plus(LATE)))
                .times(1));
        var before = world.instant();

        unknown(this::createNetwork);
        assertThat(Duration.between(before, world.instant())).isEqualTo(limit);
        assertThat(networks()).isZero();
        world.pass(LATE);

        assertThat(networks()).isOne();
    }

    @Test
    void shouldAcceptAndLoseTheAnswer() {
        on(always(Kind.NETWORK, Operation.CREATE, new SimFault.LoseAnswer()).times(1));

        unknown(this::createNetwork);

        assertThat(networks()).isOne();
    }

    @Test
    void shouldLoseTheAnswerOfADelete() {
        createNetwork();
        var id = vim.list(Kind.NETWORK, TagQuery.of(TAGS)).getFirst().id();
        on(always(Kind.NETWORK, Operation.DELETE, new SimFault.LoseAnswer()).times(1));

        unknown(() -> vim.delete(Kind.NETWORK, id));

        assertThat(vim.delete(Kind.NETWORK, id)).isEqualTo(Deletion.ABSENT);
    }

    @Test
    void shouldAcceptLateAndLandExactlyOnce() {
        on(always(Kind.NETWORK, Operation.CREATE, new SimFault.AcceptLate(LATE)).times(1));

        unknown(this::createNetwork);
        assertThat(networks()).isZero();
        world.pass(LATE.minusMillis(1));
        assertThat(vim.snapshot()).noneMatch(resource -> TAGS.equals(resource.tags()));
        world.pass(Duration.ofMillis(1));

        assertThat(networks()).isOne();
        assertThat(world.open(SimSettings.instant()).list(Kind.NETWORK, TagQuery.of(TAGS)))
                .hasSize(1);
    }

    @Test
    void shouldBootALateServerFromItsLanding() {
        vim = world.open(SimSettings.instant().withBootLatency(Duration.ofSeconds(5)));
        on(always(Kind.SERVER, Operation.CREATE, new SimFault.AcceptLate(LATE)).times(1));

        unknown(() -> server(vim, "vm"));
        world.pass(LATE);
        assertThat(theServer().status()).isEqualTo(Status.BUILD);
        world.pass(Duration.ofSeconds(5));

        assertThat(theServer().status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void shouldForgetALateCreateThatIsRefusedWhenItLands() {
        var network = network(vim, "n", "10.1.0.0/24");
        var wanted = new PortSpec("p", network.id(), List.of("10.1.0.9"), null, null, null, null, List.of());
        on(always(Kind.PORT, Operation.CREATE, new SimFault.AcceptLate(LATE)).times(1));
        unknown(() -> vim.create(wanted, TAGS));
        var retried = vim.create(wanted, TAGS);

        world.pass(LATE);

        assertThat(vim.list(Kind.PORT, TagQuery.of(TAGS))).containsExactly(retried);
    }

    @Test
    void shouldNotLandOnANetworkThatIsGone() {
        var network = network(vim, "n", "10.1.0.0/24");
        on(always(Kind.PORT, Operation.CREATE, new SimFault.AcceptLate(LATE)).times(1));
        unknown(() -> port(vim, network));

        assertThat(vim.delete(Kind.NETWORK, network.id())).isEqualTo(Deletion.ACCEPTED);
        world.pass(LATE);

        assertThat(vim.list(Kind.PORT, TagQuery.of(TAGS))).isEmpty();
    }

    @Test
    void shouldDeleteLate() {
        createNetwork();
        var id = vim.list(Kind.NETWORK, TagQuery.of(TAGS)).getFirst().id();
        on(always(Kind.NETWORK, Operation.DELETE, new SimFault.AcceptLate(LATE)).times(1));

        unknown(() -> vim.delete(Kind.NETWORK, id));
        assertThat(vim.get(Kind.NETWORK, id)).isPresent();
        world.pass(LATE);

        assertThat(vim.get(Kind.NETWORK, id)).isEmpty();
    }

    @Test
    void shouldHalfDeleteUntilDeletedAgain() {
        createNetwork();
        var id = vim.list(Kind.NETWORK, TagQuery.of(TAGS)).getFirst().id();
        on(always(Kind.NETWORK, Operation.DELETE, new SimFault.HalfDelete(true)).times(1));
        assertThat(vim.delete(Kind.NETWORK, id)).isEqualTo(Deletion.ACCEPTED);
        assertThat(vim.get(Kind.NETWORK, id)).isPresent();

        on(always(Kind.NETWORK, Operation.DELETE, new SimFault.HalfDelete(false))
                .times(1));
        var error = failure(() -> vim.delete(Kind.NETWORK, id));
        assertThat(error.code()).isEqualTo(Code.INTERNAL);
        assertThat(error.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(vim.get(Kind.NETWORK, id)).isPresent();

        vim.delete(Kind.NETWORK, id);
        assertThat(vim.get(Kind.NETWORK, id)).isEmpty();
    }

    @Test
    void shouldBootToErrorWithAFaultAndStayRemovable() {
        vim = world.open(SimSettings.instant().withBootLatency(Duration.ofSeconds(5)));
        on(always(Kind.SERVER, Operation.CREATE, new SimFault.BootError("No valid host was found"))
                .times(1));
        var server = server(vim, "vm");
        assertThat(server.status()).isEqualTo(Status.BUILD);

        world.pass(Duration.ofSeconds(5));

        assertThat(theServer().status()).isEqualTo(Status.ERROR);
        assertThat(theServer().fault()).isEqualTo("No valid host was found");
        vim.delete(Kind.SERVER, server.id());
        assertThat(vim.get(Kind.SERVER, server.id())).isEmpty();
    }

    @Test
    void shouldBootNever() {
        on(always(Kind.SERVER, Operation.CREATE, new SimFault.BootNever()).times(1));
        server(vim, "vm");

        world.pass(Duration.ofDays(365));

        assertThat(theServer().status()).isEqualTo(Status.BUILD);
        assertThat(theServer().value(Attribute.FLAVOR_ID)).isPresent();
    }

    @Test
    void shouldSeeAFaultThatAnotherProcessSwitchedOn() {
        var other = world.open(SimSettings.instant());
        on(always(Kind.NETWORK, Operation.CREATE, new SimFault.Refuse(Code.UNAUTHORIZED)));

        assertThat(failure(() -> other.create(NetworkSpec.named("n"), TAGS)).code())
                .isEqualTo(Code.UNAUTHORIZED);
    }

    private void createNetwork() {
        vim.create(NetworkSpec.named("n"), TAGS);
    }

    private int networks() {
        return vim.list(Kind.NETWORK, TagQuery.of(TAGS)).size();
    }

    private Resource theServer() {
        return vim.list(Kind.SERVER, TagQuery.of(TAGS)).getFirst();
    }

    private void on(SimFault fault) {
        world.state().put(fault);
    }

    private static SimFault always(Kind kind, Operation operation, SimFault.Effect effect) {
        return SimFault.always("f", kind, operation, effect);
    }

    private static void unknown(ThrowingCallable call) {
        var timeout = failure(call);
        assertThat(timeout.code()).isEqualTo(Code.TIMEOUT);
        assertThat(timeout.outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    private static VimException failure(ThrowingCallable call) {
        var failure = catchThrowableOfType(VimException.class, call);
        assertThat(failure).isNotNull();
        return failure;
    }
}
