package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.engine.Play.anOperation;
import static org.etsi.osm.lcm.core.model.CancelMode.FORCEFUL;
import static org.etsi.osm.lcm.core.model.CancelMode.GRACEFUL;
import static org.etsi.osm.lcm.core.model.OperationState.COMPLETED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED_TEMP;
import static org.etsi.osm.lcm.core.model.OperationState.PROCESSING;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLED_BACK;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLING_BACK;
import static org.etsi.osm.lcm.core.model.TaskState.DONE;
import static org.etsi.osm.lcm.core.model.TaskState.STOPPED;
import static org.etsi.osm.lcm.core.model.TaskState.WAITING;

import java.util.Objects;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SOL005's table of cancel, row by row: what each mode does in each state. */
class EngineCancelTest {

    @Test
    void shouldStartNothingAndDrainWhenProcessingIsCancelledGracefully() {
        var play = anOperation()
                .planned(Plans.chain(2))
                .cancel(GRACEFUL)
                .accepted()
                .sendsNothing()
                .is(PROCESSING);
        assertThat(pending(play)).isEqualTo(GRACEFUL);

        play.succeeds("t0001").sendsNothing().is(FAILED_TEMP).tasksAre(DONE, WAITING);
    }

    @Test
    void shouldAbortWhenProcessingIsCancelledForcefully() {
        var play = anOperation()
                .planned(Plans.chain(2))
                .cancel(FORCEFUL)
                .accepted()
                .aborts("t0001")
                .is(PROCESSING);
        assertThat(pending(play)).isEqualTo(FORCEFUL);

        play.stops("t0001").is(FAILED_TEMP).tasksAre(STOPPED, WAITING);
    }

    @ParameterizedTest
    @EnumSource(CancelMode.class)
    void shouldCancelRollingBackIntoFailedTemp(CancelMode mode) {
        var play = anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .fails("t0002")
                .ask(Verb.ROLLBACK)
                .cancel(mode)
                .accepted()
                .is(ROLLING_BACK);
        assertThat(pending(play)).isEqualTo(mode);

        (mode == FORCEFUL ? play.aborts("t0002").stops("t0002") : play.succeeds("t0002"))
                .sendsNothing()
                .is(FAILED_TEMP);
    }

    @ParameterizedTest
    @EnumSource(CancelMode.class)
    void shouldCancelAnAutomaticRollbackIntoFailedTemp(CancelMode mode) {
        anOperation()
                .onFailure(org.etsi.osm.lcm.core.model.FailurePolicy.ROLLBACK)
                .planned(Plans.chain(1))
                .fails("t0001")
                .is(ROLLING_BACK)
                .cancel(mode)
                .accepted()
                .succeeds("t0001")
                .is(FAILED_TEMP);
    }

    @ParameterizedTest
    @EnumSource(CancelMode.class)
    void shouldCancelAtOnceWhatWaitsItsTurn(CancelMode mode) {
        var play = anOperation().queuedAt(2).accepted().cancel(mode).accepted().is(FAILED_TEMP);

        assertThat(play.operation().occupies()).isFalse();
        assertThat(play.operation().queuePosition()).isZero();
    }

    @ParameterizedTest
    @EnumSource(CancelMode.class)
    void shouldRefuseToCancelWhatNeitherProcessesNorRollsBack(CancelMode mode) {
        String reason = "only PROCESSING and ROLLING_BACK can be cancelled, it is ";
        var held = anOperation().planned(Plans.chain(1)).fails("t0001").is(FAILED_TEMP);

        held.cancel(mode).rejected(reason + FAILED_TEMP).is(FAILED_TEMP);
        held.ask(Verb.FAIL).is(FAILED).cancel(mode).rejected(reason + FAILED);
        anOperation()
                .planned(Plans.chain(1))
                .succeeds("t0001")
                .is(COMPLETED)
                .cancel(mode)
                .rejected(reason + COMPLETED);
        anOperation()
                .planned(Plans.chain(1))
                .fails("t0001")
                .ask(Verb.ROLLBACK)
                .succeeds("t0001")
                .is(ROLLED_BACK)
                .cancel(mode)
                .rejected(reason + ROLLED_BACK);
    }

    @Test
    void shouldCancelGracefullyWithoutAMode() {
        var play = anOperation().planned(Plans.chain(1)).ask(Verb.CANCEL).accepted();

        assertThat(pending(play)).isEqualTo(GRACEFUL);
    }

    private static CancelMode pending(Play play) {
        return Objects.requireNonNull(
                Objects.requireNonNull(play.operation().settle(), "a settle").cancelMode());
    }
}
