package org.etsi.osm.lcm.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.cli.CommandFailedException;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState;

/** What happens in the demo, step by step. A step that isn't ok ends it: the others would show nothing. */
final class Story {
    static final String RO = "ro-adapter";
    static final String ENGINE = "service";

    private static final String FAULT = "demo-quota";
    private static final Duration LOOK = Duration.ofMillis(120);
    private static final Duration OPERATION_LIMIT = Duration.ofSeconds(60);
    private static final Duration RECORDS_LIMIT = Duration.ofSeconds(15);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    private final DemoWorld world;
    private final View view;
    private final SimVimState vim;
    private final Value.Obj nsr;
    private final Facts facts;

    private Story(DemoWorld world, View view, String account, Value.Obj nsr) {
        this.world = world;
        this.view = view;
        this.vim = world.vim(account);
        this.nsr = nsr;
        this.facts =
                new Facts(world.store(), world.catalog(), vim, nsr.text("_id").orElse(""));
    }

    /** The steps by their names, in order. */
    private Map<String, Supplier<Step>> steps() {
        var steps = new java.util.LinkedHashMap<String, Supplier<Step>>();
        steps.put("instantiate", () -> instantiate("instantiate"));
        steps.put("terminate", () -> terminate("terminate"));
        steps.put("instantiate while RO adapter and engine are killed", this::instantiateUnderKills);
        steps.put("terminate what survived the kills", () -> terminate("terminate what survived the kills"));
        steps.put("a fault at the VIM holds the operation, rollback undoes it", this::rollBack);
        steps.put("the fault is taken away, retry completes", this::retry);
        steps.put("terminate again", () -> terminate("terminate again"));
        return steps;
    }

    static List<Step> play(DemoWorld world, View view) {
        view.title("Starting the engine, the RO and the N2VC adapter, each in a process of its own");
        long started = System.nanoTime();
        world.start(ENGINE, RO, "n2vc-adapter");
        view.say("ready after %.1f s".formatted((System.nanoTime() - started) / 1e9));
        Samples.onboard(world.catalog());
        String account =
                Samples.addVim(world.catalog(), "sim-" + short4()).text("_id").orElse("");
        Value.Obj nsr = world.catalog().createNs("demo-" + short4(), "sample-ns", account, Value.Obj.EMPTY);
        view.say("onboarded sample-ns with its two VNFs; a simulated VIM and the records of NS "
                + nsr.text("name").orElse("") + " are written as NBI writes them");
        return new Story(world, view, account, nsr).play();
    }

    private static String short4() {
        return UUID.randomUUID().toString().substring(0, 4);
    }

    private List<Step> play() {
        List<Step> played = new ArrayList<>();
        boolean goesOn = true;
        for (var step : steps().entrySet()) {
            if (goesOn) {
                view.title(step.getKey());
                Step ended = attempt(step.getKey(), step.getValue());
                view.ended(ended);
                played.add(ended);
                goesOn = ended.ok();
            } else {
                played.add(Step.notReached(step.getKey()));
            }
        }
        return played;
    }

    private static Step attempt(String name, Supplier<Step> step) {
        long started = System.nanoTime();
        try {
            return step.get();
        } catch (RuntimeException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
            return new Check().that("it", "works", why).step(name, started);
        }
    }

    private Step instantiate(String name) {
        long started = System.nanoTime();
        String id = start("instantiate");
        awaitRest(id);
        return completed(id).step(name, started);
    }

    /** An instantiation that is whole: in our store, in OSM's records and at the VIM. */
    private Check completed(String id) {
        return Check.within(RECORDS_LIMIT, () -> {
            Operation operation = facts.operation(id).orElseThrow();
            int tasks = operation.plan().size();
            return new Check()
                    .that("operation", "COMPLETED", operation.state().name())
                    .that("tasks done", tasks, (int) Facts.done(operation))
                    .that("nslcmops", "COMPLETED", facts.record(id))
                    .that("NS", "READY/INSTANTIATED", facts.nsState())
                    .that("servers active at the VIM", facts.serversAsked(), facts.serversActive())
                    .that("made at the VIM", "each once", facts.madeOnce(id));
        });
    }

    private Step terminate(String name) {
        long started = System.nanoTime();
        String id = start("terminate");
        awaitRest(id);
        return Check.within(
                        RECORDS_LIMIT,
                        () -> new Check()
                                .that("operation", "COMPLETED", facts.state(id))
                                .that("nslcmops", "COMPLETED", facts.record(id))
                                .that("NS", "NOT_INSTANTIATED/NOT_INSTANTIATED", facts.nsState())
                                .that("left at the VIM", 0, facts.ofNs().size()))
                .step(name, started);
    }

    private Step instantiateUnderKills() {
        long started = System.nanoTime();
        String id = start("instantiate");
        await(id, operation -> Facts.done(operation) >= 3 && Facts.inFlight(operation) > 0, OPERATION_LIMIT);
        boolean adapterDied = killAndRestart(RO, id);
        await(id, operation -> isRunning(operation, "CreateServer"), OPERATION_LIMIT);
        boolean engineDied = killAndRestart(ENGINE, id);
        awaitRest(id);
        Check check = completed(id);
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
        long pid = world.role(role).pid();
        boolean died = world.role(role).kill();
        Operation operation = facts.operation(id).orElseThrow();
        boolean isInTheMiddle = operation.state() == OperationState.PROCESSING
                && Facts.done(operation) < operation.plan().size();
        view.say("SIGKILL to " + role + " (pid " + pid + ") with " + Facts.done(operation) + " of "
                + operation.plan().size() + " tasks done; started again");
        long started = System.nanoTime();
        world.start(role);
        view.say(role + " is back after %.1f s".formatted((System.nanoTime() - started) / 1e9));
        return died && isInTheMiddle;
    }

    private Step rollBack() {
        long started = System.nanoTime();
        Map<String, String> before = facts.wholeVim();
        vim.put(SimFault.always(
                        FAULT, Kind.SERVER, SimFault.Operation.CREATE, new SimFault.Refuse(VimException.Code.QUOTA))
                .named("workerVM"));
        view.say("the VIM has no quota left for the workers");
        String id = start("instantiate");
        awaitRest(id);
        Check held = Check.within(RECORDS_LIMIT, () -> held(id));
        int toUndo = facts.ofNs().size();
        view.say("FAILED_TEMP: it waits for an operator, with " + toUndo + " things at the VIM; rolled back now");
        ReadAnswer answer = ask(Verb.ROLLBACK, id);
        await(id, operation -> operation.state().isTerminal(), OPERATION_LIMIT);
        Check check = Check.within(
                RECORDS_LIMIT,
                () -> new Check()
                        .that("things to undo", true, toUndo > 0)
                        .that("rollback accepted", true, answer.accepted())
                        .that("operation", "ROLLED_BACK", facts.state(id))
                        .that("nslcmops", "ROLLED_BACK", facts.record(id))
                        .that("NS", "NOT_INSTANTIATED/NOT_INSTANTIATED", facts.nsState())
                        .that("VIM", "as before", compared(before, facts.wholeVim())));
        return check.after(held).step("a fault at the VIM holds the operation, rollback undoes it", started);
    }

    private Check held(String id) {
        return new Check()
                .that("operation", "FAILED_TEMP", facts.state(id))
                .that("nslcmops", "FAILED_TEMP", facts.record(id))
                .that("NS", "BROKEN", facts.nsState().replaceAll("/.*", ""));
    }

    private static String compared(Map<String, String> before, Map<String, String> after) {
        var more = new TreeMap<>(after);
        more.keySet().removeAll(before.keySet());
        var fewer = new TreeMap<>(before);
        fewer.keySet().removeAll(after.keySet());
        var changed = before.entrySet().stream()
                .filter(entry ->
                        after.containsKey(entry.getKey()) && !entry.getValue().equals(after.get(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
        return more.isEmpty() && fewer.isEmpty() && changed.isEmpty()
                ? "as before"
                : "more: " + more.values() + ", fewer: " + fewer.values() + ", changed: " + changed;
    }

    private Step retry() {
        long started = System.nanoTime();
        String id = start("instantiate");
        awaitRest(id);
        Check held = Check.within(RECORDS_LIMIT, () -> held(id));
        Set<String> made = ids();
        vim.removeFault(FAULT);
        view.say("FAILED_TEMP again, with " + made.size() + " things at the VIM; the quota is there now, retry");
        ReadAnswer answer = ask(Verb.RETRY, id);
        awaitRest(id);
        Check check = completed(id);
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

    private String start(String type) {
        String id = world.catalog().start(type, nsr, Value.Obj.EMPTY, world.operator());
        view.say(type + " requested: operation " + id);
        return id;
    }

    private ReadAnswer ask(Verb verb, String id) {
        var request = new VerbRequest(
                UUID.randomUUID().toString(), new OperationId(id), null, verb, "demo", VerbArguments.NONE, null);
        return world.operator()
                .ask(request, ANSWER_LIMIT)
                .orElseThrow(() -> CommandFailedException.notReachable(
                        "Expected an answer to " + verb + " within " + ANSWER_LIMIT.toSeconds() + " s, but none came"));
    }

    private void awaitRest(String id) {
        await(id, operation -> !operation.state().isMoving(), OPERATION_LIMIT);
    }

    private void await(String id, Predicate<Operation> until, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        Optional<Operation> seen = Optional.empty();
        while (System.nanoTime() < end) {
            seen = facts.operation(id);
            if (seen.isPresent()) {
                view.show(seen.get());
                if (until.test(seen.get())) {
                    return;
                }
                if (seen.get().state().isTerminal()) {
                    throw CommandFailedException.failed("operation " + id + " went on to " + where(seen.get()));
                }
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw CommandFailedException.failed("after " + limit.toSeconds() + " s operation " + id + " is "
                + seen.map(Story::where).orElse("unknown to the LCM; OSM's record is " + facts.record(id)));
    }

    private static String where(Operation operation) {
        String unfinished = operation.plan().tasks().stream()
                .filter(spec -> operation.task(spec.id()).state() != TaskState.DONE)
                .map((TaskSpec spec) ->
                        spec.label() + " " + operation.task(spec.id()).state())
                .limit(5)
                .collect(Collectors.joining("; "));
        return operation.state() + " with " + Facts.done(operation) + " of "
                + operation.plan().size() + " tasks done (" + unfinished + ")";
    }
}
