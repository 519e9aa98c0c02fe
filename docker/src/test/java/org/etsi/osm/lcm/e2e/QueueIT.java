package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages that are late, lost or repeated, and what NBI's users and operators do to operations meanwhile. */
@Timeout(180)
class QueueIT {
    private static final int ALL = 3;

    @TempDir
    private static Path folder;

    private static Rig rig;
    private static String quick;
    private static String slow;
    private static Value.Obj nsd;

    @BeforeAll
    static void start() {
        rig = new Rig(folder);
        quick = rig.addVim("quick", 0);
        slow = rig.addVim("slow", 60_000);
        Small.onboardVnf(rig.nbi());
        nsd = Small.onboardNs(rig.nbi(), 1);
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    private static Value.Obj ns(String vim) {
        return Small.createNs(rig.nbi(), "ns-" + UUID.randomUUID(), nsd, vim);
    }

    private static int at(String vim, Value.Obj nsr) {
        return rig.resources(vim, Nbi.id(nsr)).size();
    }

    @Test
    void shouldTerminateWithoutInstantiatingFirstWhatTheTerminateHasOvertaken() {
        Value.Obj nsr = ns(quick);
        Value.Obj instantiate = rig.nbi().record("instantiate", nsr, Value.Obj.EMPTY);
        Value.Obj terminate = rig.nbi().record("terminate", nsr, Value.Obj.EMPTY);

        rig.nbi().publish(terminate);
        rig.nbi().publish(instantiate);

        rig.awaitState(Nbi.id(terminate), "COMPLETED");
        Value.Obj superseded = rig.awaitState(Nbi.id(instantiate), "FAILED");
        assertThat(superseded.text("errorMessage").orElse("")).contains("uperseded", Nbi.id(terminate));
        assertThat(at(quick, nsr)).isZero();
        var closed = rig.operation(Nbi.id(instantiate)).orElseThrow();
        var opened = rig.operation(Nbi.id(terminate)).orElseThrow();
        assertThat(opened.stateEnteredEpochMs()).isGreaterThanOrEqualTo(closed.stateEnteredEpochMs());
    }

    @Test
    void shouldStartAnOperationWhoseMessageWasLost() {
        Value.Obj nsr = ns(quick);
        Value.Obj silent = rig.nbi().record("instantiate", nsr, Value.Obj.EMPTY);

        rig.awaitState(Nbi.id(silent), "COMPLETED");
        assertThat(at(quick, nsr)).isEqualTo(ALL);
    }

    @Test
    void shouldDoOnceWhatIsAskedForManyTimes() {
        Value.Obj nsr = ns(quick);
        Value.Obj operation = rig.nbi().record("instantiate", nsr, Value.Obj.EMPTY);
        for (int i = 0; i < 5; i++) {
            rig.nbi().publish(operation);
        }
        rig.awaitState(Nbi.id(operation), "COMPLETED");
        rig.nbi().publish(operation);
        rig.awaitState(rig.nbi().start("instantiate", ns(quick)), "COMPLETED");

        assertThat(at(quick, nsr)).isEqualTo(ALL);
        assertThat(rig.tap().all("lcm-task-state").stream()
                        .map(record -> TransitionCodec.decodeTask(record.value()))
                        .filter(told -> told.operation().value().equals(Nbi.id(operation)))
                        .filter(told -> told.moved().to() == TaskState.RUNNING)
                        .map(told -> told.moved().task())
                        .toList())
                .hasSize(5)
                .doesNotHaveDuplicates();
        assertThat(rig.said("instantiated", Nbi.id(operation))).hasSize(1);
    }

    @Test
    void shouldBreakOffAndRollBackForATerminateInTheMiddle() {
        Value.Obj nsr = ns(slow);
        String running = rig.nbi().start("instantiate", nsr);
        rig.awaitTask(running, "CreateServer", TaskState.RUNNING);
        assertThat(at(slow, nsr)).isPositive();

        String terminate = rig.nbi().start("terminate", nsr);

        rig.awaitState(terminate, "COMPLETED");
        Value.Obj superseded = rig.document("nslcmops", running);
        assertThat(superseded.text("operationState")).hasValue("FAILED");
        assertThat(superseded.text("errorMessage").orElse(""))
                .contains("superseded by terminate " + terminate, "rolled back");
        assertThat(superseded.text("isCancelPending")).hasValue("false");
        assertThat(at(slow, nsr)).isZero();
        var closed = rig.operation(running).orElseThrow();
        assertThat(closed.plan().tasks())
                .extracting(task -> closed.task(task.id()).needsUndo())
                .containsOnly(false);
        assertThat(causesOf(running)).anyMatch(cause -> cause.equals("superseded by terminate " + terminate));
        Journals.verifyComplete(rig.tap(), closed);
    }

    @Test
    void shouldResumeNothingThatATerminateFindsPaused() {
        Value.Obj nsr = ns(slow);
        String running = rig.nbi().start("instantiate", nsr);
        rig.awaitTask(running, "CreateServer", TaskState.RUNNING);
        assertThat(rig.ask(Verb.PAUSE, running).accepted()).isTrue();

        String terminate = rig.nbi().start("terminate", nsr);

        rig.awaitState(terminate, "COMPLETED");
        assertThat(rig.operationState(running)).isEqualTo("FAILED");
        assertThat(causesOf(running)).anyMatch(cause -> cause.contains("which overrides the pause"));
        assertThat(at(slow, nsr)).isZero();
    }

    private static List<String> causesOf(String operation) {
        return rig.tap().all("lcm-operation-state").stream()
                .filter(record -> !Journals.isDecision(record))
                .map(record -> TransitionCodec.decodeOperation(record.value()))
                .filter(told -> told.operation().value().equals(operation))
                .map(told -> told.moved().cause())
                .toList();
    }

    @Test
    void shouldCancelGracefullyAfterWhatIsInFlight() {
        String leisurely = rig.addVim("leisurely-" + UUID.randomUUID(), 3_000);
        Value.Obj nsr = ns(leisurely);
        String operation = rig.nbi().start("instantiate", nsr);
        rig.awaitTask(operation, "CreatePort", TaskState.RUNNING);

        rig.nbi().cancel(operation, "GRACEFUL");

        Value.Obj record = rig.awaitState(operation, "FAILED_TEMP");
        assertThat(record.text("errorMessage").orElse("")).isNotBlank();
        assertThat(record.text("isCancelPending")).hasValue("false");
        var stored = rig.operation(operation).orElseThrow();
        assertThat(stored.plan().tasks())
                .extracting(task -> stored.task(task.id()).state())
                .isSubsetOf(TaskState.DONE, TaskState.WAITING)
                .contains(TaskState.DONE);
        assertThat(rig.document("nsrs", Nbi.id(nsr)).text("nsState")).hasValue("BROKEN");

        ReadAnswer answer = rig.ask(Verb.RETRY, operation);
        assertThat(answer.accepted()).as(answer.reason()).isTrue();
        rig.awaitState(operation, "COMPLETED");
        assertThat(at(leisurely, nsr)).isEqualTo(ALL);
    }

    @Test
    void shouldCancelWhatWaitsItsTurn() {
        Value.Obj nsr = ns(slow);
        String running = rig.nbi().start("instantiate", nsr);
        rig.awaitTask(running, "CreateServer", TaskState.RUNNING);
        String queued = rig.nbi().start("instantiate", nsr);
        await().atMost(Rig.LIMIT)
                .untilAsserted(() -> assertThat(rig.document("nslcmops", queued).text("queuePosition"))
                        .hasValue("1"));

        rig.nbi().cancel(queued, "GRACEFUL");

        rig.awaitState(queued, "FAILED_TEMP");
        assertThat(rig.operationState(running)).isEqualTo("PROCESSING");
        assertThat(rig.document("nsrs", Nbi.id(nsr)).text("nsState")).hasValue("BUILDING");
        rig.nbi().cancel(running, "FORCEFUL");
        rig.awaitState(running, "FAILED_TEMP");
        rig.awaitState(rig.nbi().start("terminate", nsr), "COMPLETED");
        assertThat(rig.operationState(running)).isEqualTo("FAILED");
        assertThat(rig.operationState(queued)).isEqualTo("FAILED");
        assertThat(at(slow, nsr)).isZero();
    }

    @Test
    void shouldDoWhatAnOperatorAsksAndSayWhatItCanNot() {
        String faulty = rig.addVim("faulty-" + UUID.randomUUID(), 0);
        var quota = SimFault.always(
                "quota", Kind.SERVER, SimFault.Operation.CREATE, new SimFault.Refuse(VimException.Code.QUOTA));
        rig.vim(faulty).put(quota);
        Value.Obj nsr = ns(faulty);

        String first = rig.nbi().start("instantiate", nsr);
        Value.Obj held = rig.awaitState(first, "FAILED_TEMP");
        assertThat(held.text("errorMessage").orElse("")).contains("QUOTA", "server");
        assertThat(at(faulty, nsr)).isPositive();
        ReadAnswer rollback = rig.ask(Verb.ROLLBACK, first);
        assertThat(rollback.accepted()).as(rollback.reason()).isTrue();
        rig.awaitState(first, "ROLLED_BACK");
        assertThat(at(faulty, nsr)).isZero();

        ReadAnswer tooLate = rig.ask(Verb.RETRY, first);
        assertThat(tooLate.accepted()).isFalse();
        assertThat(tooLate.reason()).contains("ROLLED_BACK");
        assertThat(tooLate.legal()).containsExactlyInAnyOrder(Verb.VERIFY, Verb.PREVIEW);
        assertThat(rig.ask(Verb.PAUSE, "no-such-operation").reason()).contains("no operation no-such-operation");

        String second = rig.nbi().start("instantiate", nsr);
        rig.awaitState(second, "FAILED_TEMP");
        ReadAnswer fail = rig.ask(Verb.FAIL, second);
        assertThat(fail.accepted()).as(fail.reason()).isTrue();
        rig.awaitState(second, "FAILED");

        String third = rig.nbi().start("instantiate", nsr);
        rig.awaitState(third, "FAILED_TEMP");
        rig.vim(faulty).removeFault("quota");
        assertThat(rig.ask(Verb.RETRY, third).accepted()).isTrue();
        rig.awaitState(third, "COMPLETED");
        Journals.verifyComplete(rig.tap(), rig.operation(third).orElseThrow());
    }

    @Test
    void shouldStandStillWhilePaused() {
        String leisurely = rig.addVim("leisurely-" + UUID.randomUUID(), 1_000);
        Value.Obj nsr = ns(leisurely);
        String operation = rig.nbi().start("instantiate", nsr);
        rig.awaitTask(operation, "CreatePort", TaskState.RUNNING);

        ReadAnswer pause = rig.ask(Verb.PAUSE, operation);
        assertThat(pause.accepted()).as(pause.reason()).isTrue();
        assertThat(pause.control()).hasValue(Control.PAUSED);
        await().atMost(Rig.LIMIT).until(() -> isStill(operation));
        long revision = rig.operation(operation).orElseThrow().revision();
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(4))
                .until(() -> rig.operation(operation).orElseThrow().revision() == revision);
        assertThat(rig.operation(operation).orElseThrow().state()).isEqualTo(OperationState.PROCESSING);

        ReadAnswer resume = rig.ask(Verb.RESUME, operation);
        assertThat(resume.control()).hasValue(Control.RUN);
        rig.awaitState(operation, "COMPLETED");
        assertThat(at(leisurely, nsr)).isEqualTo(ALL);
    }

    private static boolean isStill(String id) {
        var operation = rig.operation(id).orElseThrow();
        return operation.plan().tasks().stream()
                .allMatch(spec -> operation.task(spec.id()).inFlight() == null);
    }

    @Test
    void shouldLeaveTheOperationsOfAnotherLcmAlone() {
        Value.Obj nsr = ns(quick);
        Value.Obj anothers = rig.nbi().record("instantiate", nsr, Value.Obj.EMPTY);
        rig.nbi().set("nslcmops", Nbi.id(anothers), "_admin.worker", "c0ffee000001");
        Value.Obj before = rig.document("nslcmops", Nbi.id(anothers));
        rig.nbi().publish(before);

        rig.awaitState(rig.nbi().start("instantiate", ns(quick)), "COMPLETED");

        assertThat(rig.document("nslcmops", Nbi.id(anothers))).isEqualTo(before);
        assertThat(rig.operation(Nbi.id(anothers))).isEmpty();
        assertThat(at(quick, nsr)).isZero();
    }
}
