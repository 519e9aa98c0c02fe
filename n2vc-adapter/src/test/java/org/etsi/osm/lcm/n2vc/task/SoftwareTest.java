package org.etsi.osm.lcm.n2vc.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.model.CommandAction.EXECUTE;
import static org.etsi.osm.lcm.core.model.CommandAction.ROLLBACK;
import static org.etsi.osm.lcm.core.model.CommandAction.VERIFY;

import java.time.Duration;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent.What;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault.Call;
import org.etsi.osm.lcm.tasks.catalogue.AddRelation;
import org.etsi.osm.lcm.tasks.catalogue.GetPublicKey;
import org.etsi.osm.lcm.tasks.catalogue.Input;
import org.etsi.osm.lcm.tasks.catalogue.InstallConfigurationSoftware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done inside of an environment that is there: its software, its key, its relations. */
class SoftwareTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);

    private final AdapterScene scene = new AdapterScene();

    private Command install(CommandAction action, long sequence, String artifact) {
        var asked = new InstallConfigurationSoftware.Parameters(
                Input.of(scene.environment), artifact, null, Value.Obj.EMPTY.with("k", 1), 2);
        return scene.command(action, "InstallConfigurationSoftware", sequence, asked.toValue());
    }

    private Command install(CommandAction action, long sequence) {
        return install(action, sequence, "simple");
    }

    private Command key(CommandAction action) {
        var asked = new GetPublicKey.Parameters(Input.of(scene.environment));
        return scene.command("op-2", action, "GetPublicKey", 1, asked.toValue());
    }

    private Command relate(CommandAction action, long sequence, String requirer) {
        var asked = new AddRelation.Parameters(Input.of(scene.environment), "db", Input.of(requirer), "backend");
        return scene.command(action, "AddRelation", sequence, asked.toValue());
    }

    private void strike(SimVcaFault.Effect effect) {
        scene.state.put(SimVcaFault.always("f", effect).times(1));
    }

    @Test
    void shouldInstallOnceWithItsConfiguration() {
        var adapter = scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);
        scene.onlySuccess();
        adapter.receives(install(EXECUTE, 2)).passes(LONG_ENOUGH);
        scene.onlySuccess();

        assertThat(scene.happened(What.SOFTWARE_INSTALLED)).singleElement().satisfies(event -> {
            assertThat(event.subject()).isEqualTo(scene.environment);
            assertThat(event.name()).isEqualTo("simple");
            assertThat(event.arguments()).isEqualTo(Value.Obj.EMPTY.with("k", 1).with("units", 2));
        });
    }

    @Test
    void shouldInstallAnewWithAConfigurationThatAnOperatorHasEdited() {
        var adapter = scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);
        scene.onlySuccess();
        var asked = new InstallConfigurationSoftware.Parameters(
                Input.of(scene.environment), "simple", null, Value.Obj.EMPTY.with("k", 2), 2);

        adapter.receives(scene.command(EXECUTE, "InstallConfigurationSoftware", 2, asked.toValue()))
                .passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.happened(What.SOFTWARE_INSTALLED))
                .extracting(event -> event.arguments().field("k").orElseThrow())
                .containsExactly(Value.of(1), Value.of(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"observe", "check", "act"})
    void shouldInstallOnceWhereverItIsCutOff(String step) {
        scene.adapter().endsAfter(step).receives(install(EXECUTE, 1)).passes(Duration.ofSeconds(1));

        scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.happened(What.SOFTWARE_INSTALLED)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 15})
    void shouldFindItsOwnWhenTheAnswerIsLost(long lateBySeconds) {
        strike(new SimVcaFault.AcceptLate(Duration.ofSeconds(lateBySeconds)));

        scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.happened(What.SOFTWARE_INSTALLED)).hasSize(1);
    }

    @Test
    void shouldInstallOverOneThatFailed() {
        strike(new SimVcaFault.Fail("hook failed"));
        var adapter = scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);
        assertThat(scene.onlyFailure())
                .matches(failure -> failure.retryable()
                        && failure.code().equals("INSTALLATION_FAILED")
                        && failure.message().contains("hook failed"));

        adapter.receives(install(EXECUTE, 2)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.happened(What.SOFTWARE_INSTALLED)).hasSize(2);
    }

    @Test
    void shouldBeWorthRetryingWhenRefusedOrWithoutAnEnvironment() {
        strike(new SimVcaFault.Refuse(VcaException.Code.UNAVAILABLE));
        var adapter = scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);
        assertThat(scene.onlyFailure().code()).isEqualTo("UNAVAILABLE");

        scene.vca.delete(scene.environment);
        adapter.passes(LONG_ENOUGH).receives(install(EXECUTE, 2)).passes(LONG_ENOUGH);

        assertThat(scene.onlyFailure())
                .matches(failure -> failure.retryable() && failure.code().equals("PRECONDITION"));
        assertThat(scene.happened(What.SOFTWARE_INSTALLED)).isEmpty();
    }

    @Test
    void shouldInstallWhatAnOperatorEdited() {
        var adapter = scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);
        scene.onlySuccess();

        adapter.receives(install(EXECUTE, 2, "better")).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.happened(What.SOFTWARE_INSTALLED))
                .extracting(SimEvent::name)
                .containsExactly("simple", "better");
    }

    /** The environment is another task's to remove; what was installed there stays, and is found again. */
    @Test
    void shouldLeaveNothingOfItsOwnToUndo() {
        var adapter = scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);
        scene.onlySuccess();

        adapter.receives(install(ROLLBACK, 2)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.vca.describe(scene.environment)).isPresent();
        assertThat(scene.happened(What.ENVIRONMENT_DELETED)).isEmpty();
    }

    @Test
    void shouldReadTheKeyOnceItIsThere() {
        var adapter = scene.adapter().receives(key(EXECUTE)).passes(LONG_ENOUGH);
        assertThat(scene.onlyFailure())
                .matches(failure -> failure.retryable()
                        && failure.code().equals("PRECONDITION")
                        && failure.message().contains("made its key"));
        adapter.receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);
        scene.onlySuccess();
        int before = scene.site.history().size();

        adapter.receives(key(VERIFY)).passes(LONG_ENOUGH);
        scene.replies.clear();
        adapter.receives(scene.command(
                        "op-3", EXECUTE, "GetPublicKey", 1, key(EXECUTE).parameters()))
                .passes(LONG_ENOUGH);

        assertThat(scene.onlySuccess().outputs().text("publicKey"))
                .isEqualTo(scene.vca.publicKey(scene.environment))
                .isPresent();
        assertThat(scene.site.history()).hasSize(before);
    }

    @Test
    void shouldWaitForTheKeyWhileItIsBeingMade() {
        var adapter = scene.adapter().receives(install(EXECUTE, 1)).passes(Duration.ofSeconds(1));
        assertThat(scene.vca.publicKey(scene.environment)).isEmpty();
        scene.replies.clear();

        adapter.receives(key(EXECUTE)).passes(LONG_ENOUGH);

        assertThat(scene.replies).noneMatch(reply -> reply.status() == ReplyStatus.FAILED);
        assertThat(scene.replies)
                .filteredOn(reply -> reply.outputs().text("publicKey").isPresent())
                .isNotEmpty();
    }

    @Test
    void shouldSurviveAVcaThatIsAwayForAWhile() {
        scene.state.put(SimVcaFault.always("away", new SimVcaFault.Refuse(VcaException.Code.UNAVAILABLE))
                .on(Call.READ)
                .times(3));

        scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.happened(What.SOFTWARE_INSTALLED)).hasSize(1);
    }

    @Test
    void shouldRelateOnce() {
        String client = scene.aReadyEnvironment("vnf-2");
        scene.adapter().endsAfter("act").receives(relate(EXECUTE, 1, client));

        var adapter = scene.adapter().receives(relate(EXECUTE, 1, client)).passes(LONG_ENOUGH);
        scene.onlySuccess();
        adapter.receives(relate(EXECUTE, 2, client)).passes(LONG_ENOUGH);
        scene.onlySuccess();

        assertThat(scene.happened(What.RELATED)).singleElement().satisfies(event -> {
            assertThat(event.subject()).isEqualTo(scene.environment);
            assertThat(event.name()).isEqualTo("db " + client + ":backend");
        });
        scene.vca.delete(client);
        adapter.passes(LONG_ENOUGH).receives(relate(VERIFY, 3, client)).passes(LONG_ENOUGH);
        assertThat(scene.onlyFinal().verdict()).isEqualTo(VerifyVerdict.ABSENT);
    }

    @Test
    void shouldRelateNothingToWhatIsntThere() {
        scene.adapter().receives(relate(EXECUTE, 1, "elsewhere")).passes(LONG_ENOUGH);

        assertThat(scene.onlyFailure())
                .matches(failure -> failure.code().equals("PRECONDITION")
                        && failure.message().contains("elsewhere"));
        assertThat(scene.happened(What.RELATED)).isEmpty();
    }

    @Test
    void shouldRelateThoughTheAnswerIsLost() {
        String client = scene.aReadyEnvironment("vnf-2");
        strike(new SimVcaFault.LoseAnswer(true));

        scene.adapter().receives(relate(EXECUTE, 1, client)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.happened(What.RELATED)).hasSize(1);
    }
}
