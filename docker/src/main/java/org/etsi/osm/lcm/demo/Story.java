package org.etsi.osm.lcm.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;

/** What happens in the demo, step by step. A step that isn't ok ends it: the others would show nothing. */
final class Story {
    private static final String FAULT = "demo-quota";

    private final Stage stage;
    private final Facts facts;

    private Story(Stage stage) {
        this.stage = stage;
        this.facts = stage.facts();
    }

    /** The steps by their names, in order. */
    private Map<String, Supplier<Step>> steps() {
        var steps = new java.util.LinkedHashMap<String, Supplier<Step>>();
        steps.put("instantiate", () -> instantiate("instantiate"));
        steps.put("terminate", () -> stage.terminate("terminate"));
        steps.put("instantiate while RO adapter and engine are killed", this::instantiateUnderKills);
        steps.put("terminate what survived the kills", () -> stage.terminate("terminate what survived the kills"));
        steps.put("a fault at the VIM holds the operation, rollback undoes it", this::rollBack);
        steps.put("the fault is taken away, retry completes", this::retry);
        steps.put("terminate again", () -> stage.terminate("terminate again"));
        return steps;
    }

    static List<Step> play(DemoWorld world, View view) {
        var stage = Stage.open(world, view);
        return stage.play(new Story(stage).steps());
    }

    private Step instantiate(String name) {
        long started = System.nanoTime();
        String id = stage.start("instantiate");
        stage.awaitRest(id);
        return stage.completed(id).step(name, started);
    }

    private Step instantiateUnderKills() {
        long started = System.nanoTime();
        String id = stage.start("instantiate");
        stage.await(
                id, operation -> Facts.done(operation) >= 3 && Facts.inFlight(operation) > 0, Stage.OPERATION_LIMIT);
        boolean adapterDied = killAndRestart(Stage.RO, id);
        stage.await(id, operation -> isRunning(operation, "CreateServer"), Stage.OPERATION_LIMIT);
        boolean engineDied = killAndRestart(Stage.ENGINE, id);
        stage.awaitRest(id);
        Check check = stage.completed(id);
        return check.that("RO adapter killed in the middle", true, adapterDied)
                .that("engine killed in the middle", true, engineDied)
                .step("instantiate while RO adapter and engine are killed", started);
    }

    private static boolean isRunning(Operation operation, String type) {
        return operation.plan().tasks().stream()
                .anyMatch(spec ->
                        spec.type().equals(type) && operation.task(spec.id()).state() == TaskState.RUNNING);
    }

    /** Whether it died of SIGKILL while the operation had still something to do. */
    private boolean killAndRestart(String role, String id) {
        long pid = stage.world().role(role).pid();
        boolean died = stage.world().role(role).kill();
        Operation operation = facts.operation(id).orElseThrow();
        boolean isInTheMiddle = operation.state() == OperationState.PROCESSING
                && Facts.done(operation) < operation.plan().size();
        stage.view()
                .say("SIGKILL to " + role + " (pid " + pid + ") with " + Facts.done(operation) + " of "
                        + operation.plan().size() + " tasks done; started again");
        long started = System.nanoTime();
        stage.world().start(role);
        stage.view().say(role + " is back after %.1f s".formatted((System.nanoTime() - started) / 1e9));
        return died && isInTheMiddle;
    }

    private Step rollBack() {
        long started = System.nanoTime();
        Map<String, String> before = facts.wholeVim();
        stage.vim()
                .put(SimFault.always(
                                FAULT,
                                Kind.SERVER,
                                SimFault.Operation.CREATE,
                                new SimFault.Refuse(VimException.Code.QUOTA))
                        .named("workerVM"));
        stage.view().say("the VIM has no quota left for the workers");
        String id = stage.start("instantiate");
        stage.awaitRest(id);
        Check held = Check.within(Stage.RECORDS_LIMIT, () -> held(id));
        int toUndo = facts.ofNs().size();
        stage.view()
                .say("FAILED_TEMP: it waits for an operator, with " + toUndo + " things at the VIM; rolled back now");
        ReadAnswer answer = stage.ask(Verb.ROLLBACK, id);
        stage.await(id, operation -> operation.state().isTerminal(), Stage.OPERATION_LIMIT);
        Check check = Check.within(
                Stage.RECORDS_LIMIT,
                () -> new Check()
                        .that("things to undo", true, toUndo > 0)
                        .that("rollback accepted", true, answer.accepted())
                        .that("operation", "ROLLED_BACK", facts.state(id))
                        .that("nslcmops", "ROLLED_BACK", facts.record(id))
                        .that("NS", "NOT_INSTANTIATED/NOT_INSTANTIATED", facts.nsState())
                        .that("VIM", "as before", facts.comparedWith(before)));
        return check.after(held).step("a fault at the VIM holds the operation, rollback undoes it", started);
    }

    private Check held(String id) {
        return new Check()
                .that("operation", "FAILED_TEMP", facts.state(id))
                .that("nslcmops", "FAILED_TEMP", facts.record(id))
                .that("NS", "BROKEN", facts.nsState().replaceAll("/.*", ""));
    }

    private Step retry() {
        long started = System.nanoTime();
        String id = stage.start("instantiate");
        stage.awaitRest(id);
        Check held = Check.within(Stage.RECORDS_LIMIT, () -> held(id));
        Set<String> made = ids();
        stage.vim().removeFault(FAULT);
        stage.view()
                .say("FAILED_TEMP again, with " + made.size() + " things at the VIM; the quota is there now, retry");
        ReadAnswer answer = stage.ask(Verb.RETRY, id);
        stage.awaitRest(id);
        Check check = stage.completed(id);
        Set<String> now = ids();
        return check.that("retry accepted", true, answer.accepted())
                .that("kept of what was made before", made.size(), (int)
                        made.stream().filter(now::contains).count())
                .after(held)
                .step("the fault is taken away, retry completes", started);
    }

    private Set<String> ids() {
        return facts.ofNs().stream().map(Resource::id).collect(Collectors.toSet());
    }
}
