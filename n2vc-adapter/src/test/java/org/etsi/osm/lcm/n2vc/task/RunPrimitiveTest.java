package org.etsi.osm.lcm.n2vc.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.model.CommandAction.ABORT;
import static org.etsi.osm.lcm.core.model.CommandAction.EXECUTE;
import static org.etsi.osm.lcm.core.model.CommandAction.ROLLBACK;
import static org.etsi.osm.lcm.core.model.CommandAction.VERIFY;

import java.time.Duration;
import java.util.List;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault;
import org.junit.jupiter.api.Test;

/** A primitive is run once, whatever happens to the adapter, the VCA and the commands: counted at the VCA. */
class RunPrimitiveTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);

    private final AdapterScene scene = new AdapterScene();

    @Test
    void shouldRunItAndReturnWhatItPrinted() {
        scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);

        Reply reply = scene.onlyFinal();
        assertThat(reply.status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(reply.outputs().text("output")).contains("touch was run in " + scene.environment);
        assertRuns(1);
    }

    @Test
    void shouldAnswerARepeatedCommandFromTheRecord() {
        scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);
        Reply first = scene.onlyFinal();

        scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);

        assertThat(scene.onlyFinal()).isEqualTo(first);
        assertRuns(1);
    }

    /** The adapter is gone after the start, before it could note the answer; the VCA's record tells the next one. */
    @Test
    void shouldFindItsRunAfterACrash() {
        scene.adapter().endsAfter("act").receives(scene.command(EXECUTE, 1));

        scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertRuns(1);
    }

    @Test
    void shouldFindItsRunWhenTheAnswerIsLost() {
        scene.state.put(
                SimVcaFault.always("f", new SimVcaFault.LoseAnswer(true)).times(1));

        scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertRuns(1);
    }

    @Test
    void shouldNotRunItTwiceWhenNobodyKnowsWhetherItRan() {
        scene.state.put(
                SimVcaFault.always("f", new SimVcaFault.LoseAnswer(false)).times(1));

        scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);

        assertFailed("OUTCOME_UNKNOWN", false);
        assertRuns(1);
    }

    @Test
    void shouldNotRunItTwiceAfterACrashWithoutARecord() {
        scene.state.put(
                SimVcaFault.always("f", new SimVcaFault.LoseAnswer(false)).times(1));
        scene.adapter().endsAfter("act").receives(scene.command(EXECUTE, 1));

        scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);

        assertFailed("OUTCOME_UNKNOWN", false);
        assertRuns(1);
    }

    @Test
    void shouldRunItAnewWhenAnOperatorAsksForIt() {
        scene.state.put(
                SimVcaFault.always("f", new SimVcaFault.LoseAnswer(false)).times(1));
        scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);
        assertFailed("OUTCOME_UNKNOWN", false);

        scene.adapter().receives(scene.command(EXECUTE, 2)).passes(LONG_ENOUGH);

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertRuns(2);
    }

    private Command command(int sequence, Value.Obj arguments) {
        return scene.command(
                EXECUTE,
                "RunPrimitive",
                sequence,
                Value.Obj.EMPTY
                        .with("executionEnvironment", scene.environment)
                        .with("primitive", "touch")
                        .with("arguments", arguments));
    }

    @Test
    void shouldRunItAnewWithArgumentsThatAnOperatorHasEdited() {
        scene.adapter().receives(command(1, Value.Obj.EMPTY.with("file", "a"))).passes(LONG_ENOUGH);
        scene.onlySuccess();

        var edited = Value.Obj.EMPTY.with("file", "b").with("more", Value.list(List.of(Value.of(1))));
        var adapter = scene.adapter().receives(command(2, edited)).passes(LONG_ENOUGH);
        scene.onlySuccess();
        assertRuns(2);
        assertThat(scene.happened(SimEvent.What.PRIMITIVE_RUN).getLast().arguments())
                .isEqualTo(Value.Obj.EMPTY.with("file", "b").with("more", "[1]"));

        adapter.receives(command(3, edited)).passes(LONG_ENOUGH);
        scene.onlySuccess();
        assertRuns(2);
    }

    /** Its effects would mix with those of the new one. */
    @Test
    void shouldWaitForTheRunWithTheOldArgumentsToEnd() {
        var adapter = scene.adapter().receives(command(1, Value.Obj.EMPTY.with("file", "a")));
        adapter.receives(scene.command(ABORT, 1));
        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.STOPPED);

        adapter.receives(command(2, Value.Obj.EMPTY.with("file", "b")));
        assertRuns(1);
        adapter.passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertRuns(2);
    }

    /** Also after a crash, a failure is reported as what it is, at once, and another attempt isn't taken in by it. */
    @Test
    void shouldTellThatItFailed() {
        scene.state.put(SimVcaFault.always("f", new SimVcaFault.Fail("exit 1")).times(1));
        scene.adapter().endsAfter("act").receives(scene.command(EXECUTE, 1));

        scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);

        assertThat(assertFailed("PRIMITIVE_FAILED", false).message()).contains("exit 1");
        assertRuns(1);

        scene.adapter().receives(scene.command(EXECUTE, 2)).passes(LONG_ENOUGH);
        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertRuns(2);
    }

    @Test
    void shouldBeWorthRetryingWhenItWasRefused() {
        scene.state.put(SimVcaFault.always("f", new SimVcaFault.Refuse(VcaException.Code.UNAVAILABLE)));

        scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);

        assertFailed("UNAVAILABLE", true);
        assertRuns(0);
    }

    @Test
    void shouldNotRunItWithoutItsEnvironment() {
        var parameters =
                Value.Obj.EMPTY.with("executionEnvironment", "elsewhere").with("primitive", "touch");

        scene.adapter()
                .receives(scene.command(EXECUTE, "RunPrimitive", 1, parameters))
                .passes(LONG_ENOUGH);

        assertFailed("PRECONDITION", true);
        assertRuns(0);
    }

    @Test
    void shouldNotRunItInAnEnvironmentThatIsntReady() {
        String young = scene.vca
                .create(new Vca.Creation(
                        "ns-1", "op-0/x", "", ".ns-1.x-0", "helm-v3", "chart", "", Value.Obj.EMPTY, null))
                .id();
        var parameters = Value.Obj.EMPTY.with("executionEnvironment", young).with("primitive", "touch");

        scene.adapter()
                .receives(scene.command(EXECUTE, "RunPrimitive", 1, parameters))
                .passes(Duration.ofSeconds(5));

        assertThat(assertFailed("PRECONDITION", true).message()).contains("CREATING");
        assertRuns(0);
    }

    /** As OSM does: a charm's parameters are scalars. */
    @Test
    void shouldHandOverMapsAndListsAsTextOfOneLine() {
        var arguments = Value.Obj.EMPTY
                .with("file", "{a: 1}")
                .with("mode", 7)
                .with(
                        "map",
                        Value.Obj.EMPTY
                                .with("b", Value.list(List.of(Value.of("x: y"), Value.of("yes"))))
                                .with("a", 1))
                .with("list", Value.list(List.of()));
        var parameters = Value.Obj.EMPTY
                .with("executionEnvironment", scene.environment)
                .with("primitive", "touch")
                .with("arguments", arguments);

        scene.adapter()
                .receives(scene.command(EXECUTE, "RunPrimitive", 1, parameters))
                .passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.happened(SimEvent.What.PRIMITIVE_RUN).getFirst().arguments())
                .isEqualTo(Value.Obj.EMPTY
                        .with("file", "{a: 1}")
                        .with("mode", 7)
                        .with("map", "{\"b\":[\"x: y\",\"yes\"],\"a\":1}")
                        .with("list", "[]"));
    }

    /** A charm that begins long after the answer was given up: it ran once, and nobody says that it didn't. */
    @Test
    void shouldNotRunItTwiceWhenItBeginsLate() {
        scene.state.put(SimVcaFault.always("f", new SimVcaFault.AcceptLate(Duration.ofMinutes(2)))
                .times(1));

        scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);

        assertFailed("OUTCOME_UNKNOWN", false);
        assertRuns(1);
    }

    /** The call outlasts its limit, and is done all the same. */
    @Test
    void shouldFindItsRunAfterACallThatTookTooLong() {
        scene.state.put(SimVcaFault.always("f", new SimVcaFault.SlowCall(Duration.ofSeconds(9)))
                .times(1));

        scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertRuns(1);
    }

    @Test
    void shouldTakeTheRunThatWentOnAfterAnAbort() {
        var adapter = scene.adapter().receives(scene.command(EXECUTE, 1)).passes(Duration.ofSeconds(5));
        adapter.receives(scene.command(ABORT, 1)).passes(Duration.ofSeconds(5));
        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.STOPPED);

        adapter.receives(scene.command(EXECUTE, 2)).passes(LONG_ENOUGH);

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertRuns(1);
    }

    @Test
    void shouldVerifyFromTheRecord() {
        var adapter = scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);
        scene.onlyFinal();

        adapter.receives(scene.command(VERIFY, 2)).passes(LONG_ENOUGH);

        assertThat(scene.onlyFinal().verdict()).isEqualTo(VerifyVerdict.HOLDS);
        assertRuns(1);
    }

    @Test
    void shouldRunAnewAfterARollback() {
        var adapter = scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);
        scene.onlyFinal();

        adapter.receives(scene.command(ROLLBACK, 2)).passes(LONG_ENOUGH);
        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.vca.runs(scene.environment, "op-1/t0001")).isEmpty();

        adapter.receives(scene.command(EXECUTE, 3)).passes(LONG_ENOUGH);
        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertRuns(2);
    }

    @Test
    void shouldDoNothingAtOnceOrAfterAWhile() {
        var echo = Value.Obj.EMPTY.with("echo", "hello");
        scene.adapter().receives(scene.command(EXECUTE, "NoOp", 1, echo));
        assertThat(scene.onlyFinal().outputs()).isEqualTo(echo);
        assertThat(scene.ledger.snapshot().get("op-1/t0001")).matches(entry -> entry.revision() == 1);

        scene.adapter().receives(scene.command(EXECUTE, "NoOp", 2, echo.with("delayMs", 60_001)));
        assertFailed("INVALID_PARAMETERS", false);

        scene.adapter().receives(scene.command(EXECUTE, "NoOp", 3, echo.with("delayMs", 5)));
        assertThat(scene.onlyFinal().outputs()).isEqualTo(echo);
    }

    @Test
    void shouldFailWhatTheCatalogueDoesNotAllow() {
        scene.adapter().receives(scene.command(EXECUTE, "NoOp", 1, Value.Obj.EMPTY.with("delayMs", "5")));

        assertFailed("INVALID_PARAMETERS", false);
    }

    /** The engine kept what PROGRESS told of the run that failed, and sends it along. */
    @Test
    void shouldNotTakeTheNewsOfAFailedRunForItsSuccess() {
        scene.state.put(SimVcaFault.always("f", new SimVcaFault.Fail("exit 1")).times(1));
        scene.adapter().receives(scene.command(EXECUTE, 1)).passes(LONG_ENOUGH);
        assertFailed("PRIMITIVE_FAILED", false);

        Command again = scene.command(EXECUTE, 2);
        scene.adapter()
                .receives(new Command(
                        again.operation(),
                        again.nsInstanceId(),
                        again.task(),
                        again.adapter(),
                        again.type(),
                        again.action(),
                        again.attempt(),
                        again.sequence(),
                        again.parameters(),
                        Value.Obj.EMPTY.with("run", "op-1/t0001#1"),
                        again.timeoutMs(),
                        again.replyTo()))
                .passes(LONG_ENOUGH);

        assertThat(scene.onlyFinal().outputs().text("output")).isPresent();
        assertRuns(2);
    }

    private void assertRuns(int count) {
        assertThat(scene.happened(SimEvent.What.PRIMITIVE_RUN)).hasSize(count);
    }

    private Failure assertFailed(String code, boolean isRetryable) {
        Failure failure = scene.onlyFailure();
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.retryable()).isEqualTo(isRetryable);
        return failure;
    }
}
