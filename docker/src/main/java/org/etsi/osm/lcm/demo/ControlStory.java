package org.etsi.osm.lcm.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.etsi.osm.lcm.ro.vim.sim.SimResource;
import org.jspecify.annotations.Nullable;

/**
 * An operator's hand on one operation: by hand, edited, stepped, paused, rolled back in part, gone forward again,
 * looked at and repaired. What the LCM says is compared with the VIM each time.
 */
final class ControlStory {
    private static final String SERVER = "CreateServer";
    private static final String SLOW = "demo-slow-image";
    /** How long nothing may move once it was certified that nothing does. */
    private static final Duration STILL = Duration.ofMillis(1_500);

    private final Stage stage;
    private final Facts facts;
    private String id = "";
    private int kept;

    private ControlStory(Stage stage) {
        this.stage = stage;
        this.facts = stage.facts();
    }

    static List<Step> play(DemoWorld world, View view) {
        var stage = Stage.open(world, view);
        return stage.play(new ControlStory(stage).steps());
    }

    private Map<String, Supplier<Step>> steps() {
        var steps = new LinkedHashMap<String, Supplier<Step>>();
        steps.put("done by hand: refused while it isn't so, accepted when it is", this::doneByHand);
        steps.put("edit and retry: a wrong parameter is put right", this::editAndRetry);
        steps.put("breakpoint: stands before the first server", this::breakpoint);
        steps.put("step: one task and no more", this::step);
        steps.put("the same breakpoint: once per arrival", this::nextArrival);
        steps.put("pause: drained, and then nothing moves", this::pause);
        steps.put("preview, then rollback in part: the order is as foreseen", this::rollBackInPart);
        steps.put("forward again, all but one task that is held", this::forwardAgain);
        steps.put("verify: finds the server that was deleted behind our back", this::verify);
        steps.put("rerun and step: repaired while the operation is paused", this::repair);
        steps.put("resume: completed", this::resume);
        steps.put("terminate: nothing is left", () -> stage.terminate("terminate: nothing is left"));
        return steps;
    }

    private Step doneByHand() {
        long started = System.nanoTime();
        stage.vimOfOthers().check();
        SimResource image = stage.vim().all().stream()
                .filter(resource ->
                        resource.kind() == Kind.IMAGE && resource.name().equals("ubuntu22.04"))
                .findFirst()
                .orElseThrow();
        stage.vim().remove(image);
        stage.vim()
                .put(SimFault.always(
                        SLOW, Kind.IMAGE, SimFault.Operation.FIND, new SimFault.Slow(Duration.ofSeconds(1))));
        stage.view().say("the image is missing at the VIM, and the request names a network that isn't there");
        id = stage.start(
                "instantiate",
                Value.Obj.EMPTY.with(
                        "vld",
                        Value.list(List.of(
                                Value.Obj.EMPTY.with("name", "mgmtnet").with("vim-network-name", "management")))));
        await(Operation::isPlanned);
        ReadAnswer set = stage.ask(id, Verb.BREAKPOINT, null, byType());
        stage.awaitRest(id);
        stage.vim().removeFault(SLOW);
        TaskId find = first("FindImage");
        ReadAnswer early = stage.ask(id, Verb.DONE, find, VerbArguments.NONE);
        stage.vim().insert(image);
        stage.view().say("refused: " + early.reason() + "; the image is uploaded by hand now");
        ReadAnswer done = stage.ask(id, Verb.DONE, find, VerbArguments.NONE);
        return new Check()
                .that("breakpoint set while it is", "PROCESSING", state(set))
                .that("then", "FAILED_TEMP", facts.state(id))
                .that("done without the image accepted", false, early.accepted())
                .that("done with the image accepted", true, done.accepted())
                .that("task", TaskState.DONE, task(find))
                .that("its output", image.id(), output(find, "imageId"))
                .step("done by hand: refused while it isn't so, accepted when it is", started);
    }

    private Step editAndRetry() {
        long started = System.nanoTime();
        TaskId find = first("FindNetwork");
        var right = Value.Obj.EMPTY.with("name", "mgmt");
        ReadAnswer wrong = stage.ask(id, Verb.RETRY, find, VerbArguments.parameters(right.with("nmae", "mgmt")));
        ReadAnswer retried = stage.ask(id, Verb.RETRY, find, VerbArguments.parameters(right));
        await(operation -> operation.task(find).state() == TaskState.DONE);
        var edit = stage.operation(id).task(find).edit();
        return new Check()
                .that("a parameter that its type doesn't know accepted", false, wrong.accepted())
                .that("the right one accepted", true, retried.accepted())
                .that("then", "PROCESSING", state(retried))
                .that("network found", "mgmt", output(find, "name"))
                .that("edit recorded", Json.text(right), edit == null ? "none" : Json.text(edit.parameters()))
                .that("by", "demo", edit == null ? "nobody" : edit.actor())
                .step("edit and retry: a wrong parameter is put right", started);
    }

    private Step breakpoint() {
        long started = System.nanoTime();
        await(operation -> operation.steering().drained() != null);
        return new Check()
                .that("control", Control.PAUSED, stage.operation(id).control())
                .that(
                        "stands before a",
                        SERVER,
                        typeOf(stage.operation(id).steering().stoppedAt()))
                .that("in flight", 0L, Facts.inFlight(stage.operation(id)))
                .that("servers at the VIM", 0L, servers())
                .step("breakpoint: stands before the first server", started);
    }

    private Step step() {
        long started = System.nanoTime();
        TaskId before = stage.operation(id).steering().stoppedAt();
        long done = Facts.done(stage.operation(id));
        ReadAnswer answer = stage.ask(Verb.STEP, id);
        await(operation -> operation.control() == Control.PAUSED && Facts.inFlight(operation) == 0);
        Operation after = stage.operation(id);
        return new Check()
                .that("step accepted", true, answer.accepted())
                .that("tasks done more", 1L, Facts.done(after) - done)
                .that("it was the one it stood at", true, before != null && task(before) == TaskState.DONE)
                .that("control", Control.PAUSED, after.control())
                .that("servers at the VIM", 1L, servers())
                .step("step: one task and no more", started);
    }

    private Step nextArrival() {
        long started = System.nanoTime();
        stage.ask(Verb.RESUME, id);
        await(operation -> operation.steering().stoppedAt() != null);
        TaskId at = stage.operation(id).steering().stoppedAt();
        ReadAnswer clear = stage.ask(id, Verb.CLEAR, null, byType());
        return new Check()
                .that("stands before a", SERVER, typeOf(at))
                .that("that is", TaskState.WAITING, at == null ? "none" : task(at))
                .that("clear accepted", true, clear.accepted())
                .that(
                        "breakpoints left",
                        0,
                        stage.operation(id).steering().breakpoints().size())
                .step("the same breakpoint: once per arrival", started);
    }

    private Step pause() {
        long started = System.nanoTime();
        stage.ask(Verb.RESUME, id);
        await(operation -> isAt(operation, SERVER, TaskState.RUNNING));
        ReadAnswer answer = stage.ask(Verb.PAUSE, id);
        long inFlight = answer.detail()
                .at("/drain/tasks")
                .map(tasks -> tasks.items().size())
                .orElse(0);
        stage.view().say("paused with " + inFlight + " in flight; it drains");
        await(operation -> operation.steering().drained() != null);
        var drained = stage.operation(id).steering().drained();
        long certified = drained == null ? -1 : drained.revision();
        var vim = facts.wholeVim();
        stage.view().say("drained: nothing is in flight at revision " + certified);
        LockSupport.parkNanos(STILL.toNanos());
        Operation after = stage.operation(id);
        return new Check()
                .that("pause accepted", true, answer.accepted())
                .that("the answer names what is in flight", answer.inFlight(), (int) inFlight)
                .that("something was", true, inFlight > 0)
                .that("in flight now", 0L, Facts.inFlight(after))
                .that("revision a while after the certificate", certified, after.revision())
                .that("VIM", "as before", facts.comparedWith(vim))
                .step("pause: drained, and then nothing moves", started);
    }

    private Step rollBackInPart() {
        long started = System.nanoTime();
        TaskId last = first("CreateSubnet");
        var downTo = VerbArguments.downTo(last);
        Value.Obj told = stage.ask(id, Verb.PREVIEW, null, downTo.previewing(Verb.ROLLBACK))
                .detail();
        Value foreseen = told.at("/verbs/0/rollback").orElse(Value.Obj.EMPTY);
        stage.view().say("foreseen: " + foreseen.text("count").orElse("0") + " tasks go, servers first");
        try (var undoing = new UndoOrder(stage.world(), id)) {
            ReadAnswer answer = stage.ask(id, Verb.ROLLBACK, null, downTo);
            stage.awaitRest(id);
            kept = facts.ofNs().size();
            return new Check()
                    .that("rollback accepted", true, answer.accepted())
                    .that("operation", "FAILED_TEMP", facts.state(id))
                    .that("order", UndoOrder.foreseen(foreseen), undoing.happened(foreseen))
                    .that("the last one that stays", TaskState.DONE, task(last))
                    .that("left at the VIM", "[NETWORK, SUBNET]", kinds())
                    .step("preview, then rollback in part: the order is as foreseen", started);
        }
    }

    private Step forwardAgain() {
        long started = System.nanoTime();
        TaskId held = held();
        ReadAnswer hold = stage.ask(id, Verb.HOLD, held, VerbArguments.NONE);
        ReadAnswer retry = stage.ask(Verb.RETRY, id);
        int others = stage.operation(id).plan().size() - 1;
        await(operation -> Facts.done(operation) == others);
        return new Check()
                .that("hold accepted", true, hold.accepted())
                .that("retry accepted", true, retry.accepted())
                .that("operation", "PROCESSING", facts.state(id))
                .that("the one that is held", TaskState.WAITING, task(held))
                .that("servers at the VIM", facts.serversAsked() - 1, servers())
                .that("kept from before the rollback", 2, kept)
                .step("forward again, all but one task that is held", started);
    }

    private Step verify() {
        long started = System.nanoTime();
        ReadAnswer pause = stage.ask(Verb.PAUSE, id);
        TaskId lost = first(SERVER);
        stage.vimOfOthers().delete(Kind.SERVER, output(lost, "serverId"));
        Check.within(Stage.RECORDS_LIMIT, () -> new Check().that("servers", facts.serversAsked() - 2, servers()));
        stage.view().say("somebody deleted server " + output(lost, "serverId") + " at the VIM");
        long revision = stage.operation(id).revision();
        Value.Obj report = stage.ask(Verb.VERIFY, id).detail();
        return new Check()
                .that("pause accepted", true, pause.accepted())
                .that("drift", 1L, number(report, "drift"))
                .that(
                        "named",
                        lost.value(),
                        report.at("/tasks/0/task").flatMap(Value::asText).orElse("none"))
                .that(
                        "found",
                        "ABSENT",
                        report.at("/tasks/0/verdict").flatMap(Value::asText).orElse("none"))
                .that("revision", revision, stage.operation(id).revision())
                .step("verify: finds the server that was deleted behind our back", started);
    }

    private Step repair() {
        long started = System.nanoTime();
        TaskId lost = first(SERVER);
        ReadAnswer rerun = stage.ask(id, Verb.RERUN, lost, VerbArguments.NONE);
        ReadAnswer step = stage.ask(id, Verb.STEP, lost, VerbArguments.NONE);
        await(operation -> operation.task(lost).state() == TaskState.DONE && operation.control() == Control.PAUSED);
        Value.Obj report = stage.ask(Verb.VERIFY, id).detail();
        return new Check()
                .that("rerun accepted", true, rerun.accepted())
                .that("step accepted", true, step.accepted())
                .that("control", Control.PAUSED, stage.operation(id).control())
                .that("drift", 0L, number(report, "drift"))
                .that("servers at the VIM", facts.serversAsked() - 1, servers())
                .step("rerun and step: repaired while the operation is paused", started);
    }

    private Step resume() {
        long started = System.nanoTime();
        ReadAnswer release = stage.ask(id, Verb.RELEASE, held(), VerbArguments.NONE);
        ReadAnswer resume = stage.ask(Verb.RESUME, id);
        stage.awaitRest(id);
        return stage.completed(id)
                .that("release accepted", true, release.accepted())
                .that("resume accepted", true, resume.accepted())
                .step("resume: completed", started);
    }

    private void await(Predicate<Operation> until) {
        stage.await(id, until, Stage.OPERATION_LIMIT);
    }

    private static VerbArguments byType() {
        return VerbArguments.selector(new Selector(Selector.Kind.TYPE, SERVER));
    }

    private TaskId first(String type) {
        return ofType(type).getFirst();
    }

    private TaskId held() {
        return ofType(SERVER).getLast();
    }

    private List<TaskId> ofType(String type) {
        return stage.operation(id).plan().tasks().stream()
                .filter(spec -> spec.type().equals(type))
                .map(TaskSpec::id)
                .toList();
    }

    private TaskState task(TaskId task) {
        return stage.operation(id).task(task).state();
    }

    private String output(TaskId task, String name) {
        Value.Obj outputs = stage.operation(id).task(task).outputs();
        return outputs == null ? "none" : outputs.text(name).orElse("none");
    }

    private String typeOf(@Nullable TaskId task) {
        return task == null ? "none" : stage.operation(id).plan().task(task).type();
    }

    private static boolean isAt(Operation operation, String type, TaskState state) {
        return operation.plan().tasks().stream()
                .anyMatch(spec ->
                        spec.type().equals(type) && operation.task(spec.id()).state() == state);
    }

    private static String state(ReadAnswer answer) {
        return answer.state().map(Enum::name).orElse("none");
    }

    private static long number(Value of, String field) {
        return of.field(field).orElse(null) instanceof Value.Int(long number) ? number : -1;
    }

    private long servers() {
        return facts.ofNs().stream().filter(one -> one.kind() == Kind.SERVER).count();
    }

    private String kinds() {
        return facts.ofNs().stream()
                .map(one -> one.kind().name())
                .sorted()
                .toList()
                .toString();
    }
}
