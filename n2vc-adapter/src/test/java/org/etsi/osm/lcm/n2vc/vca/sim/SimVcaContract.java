package org.etsi.osm.lcm.n2vc.vca.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.vca.PrimitiveRun;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.junit.jupiter.api.Test;

/** What the simulated VCA promises, whatever keeps its state. */
public abstract class SimVcaContract {
    private static final Duration RUN_TIME = Duration.ofSeconds(10);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    protected abstract SimVcaState state();

    private SimVca vca() {
        return new SimVca(state(), () -> now, RUN_TIME);
    }

    @Test
    void shouldFindTheEnvironmentItMadeBefore() {
        var made = vca().ensure("ns-1", "vnf-1");

        assertThat(vca().ensure("ns-1", "vnf-1")).isEqualTo(made);
        assertThat(vca().describe(made.id())).contains(made);
        assertThat(vca().describe("elsewhere")).isEmpty();
    }

    @Test
    void shouldRecordWhatWasRunAndInWhichOrder() {
        start(vca(), "task-1", "run-b", "touch");
        start(vca(), "task-2", "run-a", "config");

        assertThat(vca().history()).extracting(SimRun::primitive).containsExactly("touch", "config");
        assertThat(vca().history().getFirst().arguments())
                .isEqualTo(Value.Obj.EMPTY.with("filename", "/tmp/a").with("mode", 7));
        assertThat(vca().runs(environment(), "task-2"))
                .extracting(PrimitiveRun::id)
                .containsExactly("run-a");
    }

    @Test
    void shouldRunForItsTimeAndThenBeDone() {
        var begun = start(vca(), "task-1", "run-1", "touch");
        assertThat(begun.state()).isEqualTo(PrimitiveRun.State.RUNNING);

        now = now.plus(RUN_TIME);

        var over = vca().runs(environment(), "task-1").getFirst();
        assertThat(over.state()).isEqualTo(PrimitiveRun.State.SUCCEEDED);
        assertThat(over.output()).isEqualTo("touch was run in " + environment());
    }

    @Test
    void shouldRunNothingTwiceUnderOneId() {
        start(vca(), "task-1", "run-1", "touch");
        start(vca(), "task-1", "run-1", "touch");

        assertThat(vca().history()).hasSize(1);
    }

    @Test
    void shouldRefuseAndRunNothing() {
        state().put(SimVcaFault.always("f", new SimVcaFault.Refuse(VcaException.Code.UNAVAILABLE))
                .of("touch")
                .times(1));

        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> start(vca(), "task-1", "run-1", "touch"))
                .matches(refused -> !refused.isOutcomeUnknown());
        assertThat(vca().history()).isEmpty();

        start(vca(), "task-1", "run-2", "touch");
        assertThat(vca().history()).hasSize(1);
    }

    @Test
    void shouldRefuseWhereThereIsNoEnvironment() {
        var request = new Vca.Request("elsewhere", "task-1", "run-1", "touch", Value.Obj.EMPTY);

        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> vca().start(request))
                .matches(refused -> refused.code() == VcaException.Code.NOT_FOUND && !refused.isOutcomeUnknown());
    }

    @Test
    void shouldBeSlowAndFailAsAsked() {
        state().put(SimVcaFault.always("slow", new SimVcaFault.Slow(Duration.ofSeconds(5))));
        state().put(SimVcaFault.always("fail", new SimVcaFault.Fail("exit 1")));
        start(vca(), "task-1", "run-1", "touch");

        now = now.plus(RUN_TIME);
        assertThat(vca().runs(environment(), "task-1").getFirst().state()).isEqualTo(PrimitiveRun.State.RUNNING);

        now = now.plusSeconds(5);
        var over = vca().runs(environment(), "task-1").getFirst();
        assertThat(over.state()).isEqualTo(PrimitiveRun.State.FAILED);
        assertThat(over.output()).isEqualTo("exit 1");
    }

    @Test
    void shouldLoseAnAnswerWithOrWithoutARecord() {
        state().put(SimVcaFault.always("told", new SimVcaFault.LoseAnswer(true)).times(1));
        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> start(vca(), "task-1", "run-1", "touch"))
                .matches(VcaException::isOutcomeUnknown);
        state().put(SimVcaFault.always("untold", new SimVcaFault.LoseAnswer(false)));
        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> start(vca(), "task-2", "run-2", "touch"))
                .matches(VcaException::isOutcomeUnknown);

        assertThat(vca().history()).extracting(SimRun::id).containsExactly("run-1", "run-2");
        assertThat(vca().runs(environment(), "task-1")).hasSize(1);
        assertThat(vca().runs(environment(), "task-2")).isEmpty();

        state().removeFault("untold");
        start(vca(), "task-3", "run-3", "touch");
    }

    @Test
    void shouldStrikeARunFromTheRecordButNotFromTheHistory() {
        start(vca(), "task-1", "run-1", "touch");

        vca().discard(environment(), "run-1");
        vca().discard(environment(), "run-1");
        vca().discard(environment(), "never run");

        assertThat(vca().runs(environment(), "task-1")).isEmpty();
        assertThat(vca().history()).hasSize(1);
    }

    private String environment() {
        return vca().ensure("ns-1", "vnf-1").id();
    }

    private PrimitiveRun start(SimVca vca, String task, String run, String primitive) {
        var arguments = Value.Obj.EMPTY.with("filename", "/tmp/a").with("mode", 7);
        return vca.start(new Vca.Request(environment(), task, run, primitive, arguments));
    }
}
