package org.etsi.osm.lcm.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.cli.CommandFailedException;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.etsi.osm.lcm.ro.RoAdapter;
import org.etsi.osm.lcm.ro.vim.Vim;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState;
import org.jspecify.annotations.Nullable;

/**
 * What a story of the demo is played on: one NS at one simulated VIM, the facts about it, and the hand of an operator.
 * A step that isn't ok ends a story: the others would show nothing.
 */
final class Stage {
    static final String RO = "ro-adapter";
    static final String ENGINE = "service";
    static final Duration OPERATION_LIMIT = Duration.ofSeconds(60);
    static final Duration RECORDS_LIMIT = Duration.ofSeconds(15);

    private static final Duration LOOK = Duration.ofMillis(120);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    private final DemoWorld world;
    private final View view;
    private final String account;
    private final Value.Obj nsr;
    private final Facts facts;

    private Stage(DemoWorld world, View view, String account, Value.Obj nsr) {
        this.world = world;
        this.view = view;
        this.account = account;
        this.nsr = nsr;
        this.facts = new Facts(
                world.store(),
                world.catalog(),
                world.vim(account),
                nsr.text("_id").orElse(""));
    }

    /** Starts the roles, and writes what NBI would before a first operation. */
    static Stage open(DemoWorld world, View view) {
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
        return new Stage(world, view, account, nsr);
    }

    private static String short4() {
        return UUID.randomUUID().toString().substring(0, 4);
    }

    DemoWorld world() {
        return world;
    }

    View view() {
        return view;
    }

    Facts facts() {
        return facts;
    }

    /** The VIM's state, which no fault keeps from being looked at. */
    SimVimState vim() {
        return world.vim(account);
    }

    /** The VIM as anybody else uses it. */
    Vim vimOfOthers() {
        return RoAdapter.vims(world.store()).vim(account);
    }

    /** Plays steps, by their names and in order. */
    List<Step> play(Map<String, Supplier<Step>> steps) {
        List<Step> played = new ArrayList<>();
        boolean goesOn = true;
        for (var step : steps.entrySet()) {
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

    /** An instantiation that is whole: in our store, in OSM's records and at the VIM. */
    Check completed(String id) {
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

    /** A termination that leaves nothing. */
    Step terminate(String name) {
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

    String start(String type) {
        return start(type, Value.Obj.EMPTY);
    }

    /** Requests an operation as NBI does. */
    String start(String type, Value.Obj parameters) {
        String id = world.catalog().start(type, nsr, parameters, world.operator());
        view.say(type + " requested: operation " + id);
        return id;
    }

    ReadAnswer ask(Verb verb, String id) {
        return ask(id, verb, null, VerbArguments.NONE);
    }

    /** Asks a verb as an operator does, and waits for the answer. */
    ReadAnswer ask(String id, Verb verb, @Nullable TaskId task, VerbArguments arguments) {
        var request =
                new VerbRequest(UUID.randomUUID().toString(), new OperationId(id), task, verb, "demo", arguments, null);
        return world.operator()
                .ask(request, ANSWER_LIMIT)
                .orElseThrow(() -> CommandFailedException.notReachable(
                        "Expected an answer to " + verb + " within " + ANSWER_LIMIT.toSeconds() + " s, but none came"));
    }

    Operation operation(String id) {
        return facts.operation(id).orElseThrow();
    }

    void awaitRest(String id) {
        await(id, operation -> !operation.state().isMoving(), OPERATION_LIMIT);
    }

    void await(String id, Predicate<Operation> until, Duration limit) {
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
                + seen.map(Stage::where).orElse("unknown to the LCM; OSM's record is " + facts.record(id)));
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
