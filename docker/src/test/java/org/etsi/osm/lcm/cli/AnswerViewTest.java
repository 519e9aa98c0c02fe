package org.etsi.osm.lcm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What people read of answers. */
class AnswerViewTest {
    @CommandLine.Command
    static final class Printing implements Runnable {
        @CommandLine.Mixin
        private Output output = new Output();

        private final String asked;
        private final ReadAnswer answer;

        Printing(String asked, ReadAnswer answer) {
            this.asked = asked;
            this.answer = answer;
        }

        @Override
        public void run() {
            AnswerView.print(asked, answer, output);
        }
    }

    private static String printed(String asked, ReadAnswer answer) {
        var out = new StringWriter();
        int code = new CommandLine(new Printing(asked, answer))
                .setOut(new PrintWriter(out))
                .execute();
        assertThat(code).isZero();
        return out.toString();
    }

    private static ReadAnswer answer(Optional<OperationState> state, String reason, Value.Obj detail) {
        return new ReadAnswer(
                "r",
                Optional.of("op-1"),
                Optional.of(Verb.PAUSE),
                reason.isEmpty(),
                reason,
                state,
                state.map(any -> Control.PAUSED),
                12,
                1,
                state.isPresent() ? EnumSet.of(Verb.RESUME, Verb.CANCEL) : EnumSet.noneOf(Verb.class),
                detail);
    }

    private static Value.Obj task() {
        return Value.Obj.EMPTY.with("task", "t0004").with("label", "server a");
    }

    @Test
    void shouldSayWhyWhereAndWhatInstead() {
        assertThat(printed("pause", answer(Optional.of(OperationState.PROCESSING), "it is PAUSED", Value.Obj.EMPTY)))
                .isEqualToIgnoringNewLines(
                        "pause rejected: it is PAUSED; it is PROCESSING, control PAUSED, revision 12,"
                                + " in flight 1; legal now: resume, cancel");
        assertThat(printed("pause", answer(Optional.empty(), "There is no operation op-1", Value.Obj.EMPTY)))
                .isEqualToIgnoringNewLines("pause rejected: There is no operation op-1; legal now: nothing");
    }

    @Test
    void shouldTellWhatIsInFlightAndSinceWhen() {
        var flying = task().with("action", "EXECUTE").with("sinceEpochMs", System.currentTimeMillis() - 7_400);
        var drain = Value.Obj.EMPTY.with("inFlight", 1).with("tasks", Value.list(List.of(flying)));

        assertThat(printed(
                        "pause",
                        answer(Optional.of(OperationState.PROCESSING), "", Value.Obj.EMPTY.with("drain", drain))))
                .contains("pause accepted: operation op-1 is PROCESSING")
                .containsPattern("in flight: t0004 'server a' EXECUTE for [789] s");
    }

    @Test
    void shouldTellWhatIsLeft() {
        var left = task().with("type", "CreateServer").with("state", "FAILED").with("mayStillRun", true);
        var some = Value.Obj.EMPTY.with("count", 1).with("tasks", Value.list(List.of(left)));
        var none = Value.Obj.EMPTY.with("count", 0).with("tasks", Value.Arr.EMPTY);

        assertThat(printed(
                        "kill",
                        answer(Optional.of(OperationState.FAILED), "", Value.Obj.EMPTY.with("leftovers", some))))
                .contains("left: t0004 'server a' CreateServer FAILED, may still run");
        assertThat(printed(
                        "kill",
                        answer(Optional.of(OperationState.FAILED), "", Value.Obj.EMPTY.with("leftovers", none))))
                .contains("nothing is left of it");
    }

    @Test
    void shouldTellWhatDiffersInTheWorld() {
        var gone = task().with("state", "DONE")
                .with("verdict", "ABSENT")
                .with("drift", true)
                .with("observed", "no server");
        var there = task().with("task", "t0005")
                .with("state", "DONE")
                .with("verdict", "HOLDS")
                .with("drift", false);
        var report = Value.Obj.EMPTY
                .with("checked", 2)
                .with("drift", 1)
                .with("verdicts", Value.Obj.EMPTY)
                .with("tasks", Value.list(List.of(gone, there)));
        ReadAnswer answer = answer(Optional.of(OperationState.PROCESSING), "", report);

        assertThat(printed("verify", answer))
                .contains("looked at 2 tasks: 1 differ from what is stored")
                .contains("drift: t0004 'server a' is DONE, the world says ABSENT: no server")
                .doesNotContain("t0005");
        assertThat(AnswerView.isGood(answer)).isFalse();
    }
}
