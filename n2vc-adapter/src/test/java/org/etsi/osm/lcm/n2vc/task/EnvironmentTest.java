package org.etsi.osm.lcm.n2vc.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.model.CommandAction.ABORT;
import static org.etsi.osm.lcm.core.model.CommandAction.EXECUTE;
import static org.etsi.osm.lcm.core.model.CommandAction.ROLLBACK;
import static org.etsi.osm.lcm.core.model.CommandAction.VERIFY;

import java.time.Duration;
import java.util.List;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent.What;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault.Call;
import org.etsi.osm.lcm.tasks.catalogue.CreateExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One environment per task, whatever happens to the adapter, the VCA and the commands: counted at the VCA. */
class EnvironmentTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);
    private static final String TASK = "op-1/t0001";

    private final AdapterScene scene = new AdapterScene();

    private Command create(CommandAction action, long sequence) {
        var asked = new CreateExecutionEnvironment.Parameters(
                ".ns-1.vnf-0", "lxc_proxy_charm", "simple", "vnfd", "ee", null, Value.Obj.EMPTY.with("k", 1));
        return scene.command(action, "CreateExecutionEnvironment", sequence, asked.toValue());
    }

    private Command register(long sequence, String hostname) {
        var parameters = Value.Obj.EMPTY
                .with("namespace", ".ns-1.vnf-0.vdu-0")
                .with("technology", "native_charm")
                .with("artifact", "simple")
                .with("hostname", hostname)
                .with("username", "ubuntu");
        return scene.command(EXECUTE, "RegisterExecutionEnvironment", sequence, parameters);
    }

    private void strike(SimVcaFault.Effect effect) {
        scene.state.put(SimVcaFault.always("f", effect).on(Call.CREATE).times(1));
    }

    private List<ExecutionEnvironment> ours() {
        return scene.vca.ofTask(TASK);
    }

    @Test
    void shouldMakeItAndTellItsNames() {
        scene.adapter().receives(create(EXECUTE, 1)).passes(LONG_ENOUGH);

        var outputs =
                CreateExecutionEnvironment.Outputs.from(scene.onlySuccess().outputs());
        assertThat(ours()).singleElement().satisfies(one -> {
            assertThat(one.isReady()).isTrue();
            assertThat(outputs)
                    .isEqualTo(new CreateExecutionEnvironment.Outputs(one.id(), one.model(), one.application()));
            assertThat(one.nsInstanceId()).isEqualTo("ns-1");
        });
        assertThat(outputs.model()).isEqualTo("ns-1");
        assertThat(scene.happened(What.ENVIRONMENT_CREATED))
                .singleElement()
                .matches(event -> event.arguments().equals(Value.Obj.EMPTY.with("k", 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"observe", "check", "act"})
    void shouldMakeOneWhereverItIsCutOff(String step) {
        scene.adapter().endsAfter(step).receives(create(EXECUTE, 1)).passes(Duration.ofSeconds(1));

        scene.adapter().receives(create(EXECUTE, 1)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(ours()).hasSize(1);
        assertThat(scene.happened(What.ENVIRONMENT_CREATED)).hasSize(1);
    }

    @Test
    void shouldFindItsOwnWhenTheAnswerIsLost() {
        strike(new SimVcaFault.LoseAnswer(true));

        scene.adapter().receives(create(EXECUTE, 1)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.happened(What.ENVIRONMENT_CREATED)).hasSize(1);
    }

    @Test
    void shouldWaitForOneThatArrivesLate() {
        strike(new SimVcaFault.AcceptLate(Duration.ofSeconds(15)));

        scene.adapter().receives(create(EXECUTE, 1)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.happened(What.ENVIRONMENT_CREATED)).hasSize(1);
    }

    /** Later than the settle time: the attempt has failed, the next one makes another, and of two one stays. */
    @Test
    void shouldRemoveOneThatArrivesTooLate() {
        strike(new SimVcaFault.AcceptLate(Duration.ofSeconds(70)));
        var adapter = scene.adapter().receives(create(EXECUTE, 1)).passes(Duration.ofSeconds(40));
        assertThat(scene.onlyFailure().retryable()).isTrue();

        adapter.receives(create(EXECUTE, 2)).passes(LONG_ENOUGH);

        String kept = scene.onlySuccess().outputs().text("environmentId").orElseThrow();
        assertThat(ours()).extracting(ExecutionEnvironment::id).containsExactly(kept);
        assertThat(scene.happened(What.ENVIRONMENT_CREATED)).hasSize(2);
        assertThat(scene.happened(What.ENVIRONMENT_DELETED))
                .singleElement()
                .matches(event -> !event.subject().equals(kept));
    }

    @Test
    void shouldBeWorthRetryingWhenRefused() {
        strike(new SimVcaFault.Refuse(VcaException.Code.UNAVAILABLE));

        var adapter = scene.adapter().receives(create(EXECUTE, 1)).passes(LONG_ENOUGH);
        assertThat(scene.onlyFailure())
                .matches(failure -> failure.retryable() && failure.code().equals("UNAVAILABLE"));
        assertThat(scene.happened(What.ENVIRONMENT_CREATED)).isEmpty();

        adapter.receives(create(EXECUTE, 2)).passes(LONG_ENOUGH);
        scene.onlySuccess();
    }

    @Test
    void shouldRemoveTheBrokenOneBeforeItTriesAgain() {
        strike(new SimVcaFault.Fail("no machine"));
        var adapter = scene.adapter().receives(create(EXECUTE, 1)).passes(LONG_ENOUGH);
        assertThat(scene.onlyFailure().message()).contains("no machine");

        adapter.receives(create(EXECUTE, 2)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(ours()).singleElement().matches(ExecutionEnvironment::isReady);
        assertThat(scene.happened(What.ENVIRONMENT_DELETED)).hasSize(1);
    }

    @Test
    void shouldWaitForASlowOne() {
        strike(new SimVcaFault.Slow(Duration.ofMinutes(1)));

        scene.adapter().receives(create(EXECUTE, 1)).passes(LONG_ENOUGH);

        scene.onlySuccess();
    }

    /** Stopped while it is being made, rolled back: exactly that one is gone. */
    @Test
    void shouldRemoveExactlyItsOwn() {
        var adapter = scene.adapter().receives(create(EXECUTE, 1)).passes(Duration.ofSeconds(5));
        adapter.receives(create(ABORT, 1)).passes(Duration.ofSeconds(5));
        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.STOPPED);
        assertThat(ours()).hasSize(1);

        adapter.receives(create(ROLLBACK, 2)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(ours()).isEmpty();
        assertThat(scene.vca.describe(scene.environment)).isPresent();
        assertThat(scene.happened(What.ENVIRONMENT_DELETED)).hasSize(1);

        adapter.receives(create(ROLLBACK, 3)).passes(LONG_ENOUGH);
        scene.onlySuccess();
        adapter.receives(create(EXECUTE, 4)).passes(LONG_ENOUGH);
        scene.onlySuccess();
        assertThat(ours()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRemoveItThoughItIsDeletedByHalf(boolean answersWell) {
        var adapter = scene.adapter().receives(create(EXECUTE, 1)).passes(LONG_ENOUGH);
        scene.onlySuccess();
        scene.state.put(SimVcaFault.always("half", new SimVcaFault.HalfDelete(answersWell))
                .times(2));

        adapter.receives(create(ROLLBACK, 2)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(ours()).isEmpty();
    }

    /** The create went out, and the adapter was gone: a rollback waits for what may still come. */
    @Test
    void shouldUndoWhatArrivesLate() {
        strike(new SimVcaFault.AcceptLate(Duration.ofSeconds(15)));
        var adapter = scene.adapter().receives(create(EXECUTE, 1)).passes(Duration.ofSeconds(2));
        adapter.receives(create(ABORT, 1)).receives(create(ROLLBACK, 2)).passes(LONG_ENOUGH);

        assertThat(scene.replies.getLast().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(ours()).isEmpty();
        assertThat(scene.happened(What.ENVIRONMENT_DELETED)).hasSize(1);
    }

    @Test
    void shouldVerifyAgainstTheVca() {
        var adapter = scene.adapter().receives(create(EXECUTE, 1)).passes(LONG_ENOUGH);
        String id = scene.onlySuccess().outputs().text("environmentId").orElseThrow();
        adapter.receives(create(VERIFY, 2)).passes(LONG_ENOUGH);
        assertThat(scene.onlyFinal().verdict()).isEqualTo(VerifyVerdict.HOLDS);

        scene.vca.delete(id);
        adapter.passes(LONG_ENOUGH).receives(create(VERIFY, 3)).passes(LONG_ENOUGH);

        assertThat(scene.onlyFinal().verdict()).isEqualTo(VerifyVerdict.ABSENT);
    }

    @Test
    void shouldRegisterAServerAndTellWhenItIsAnother() {
        var adapter = scene.adapter().receives(register(1, "10.0.0.9")).passes(LONG_ENOUGH);
        scene.onlySuccess();
        assertThat(scene.happened(What.ENVIRONMENT_REGISTERED)).hasSize(1);

        adapter.receives(register(2, "10.0.0.10")).passes(LONG_ENOUGH);

        assertThat(scene.onlyFailure()).matches(failure -> failure.code().equals("DIFFERS"));
    }

    @Test
    void shouldRegisterNoServerWithoutAnAddress() {
        scene.adapter().receives(register(1, " ")).passes(LONG_ENOUGH);

        assertThat(scene.onlyFailure()).matches(failure -> failure.code().equals("PRECONDITION"));
        assertThat(scene.happened(What.ENVIRONMENT_REGISTERED)).isEmpty();
    }
}
