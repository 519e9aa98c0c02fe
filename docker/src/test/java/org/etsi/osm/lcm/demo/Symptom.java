package org.etsi.osm.lcm.demo;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.ro.RoAdapter;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Vim;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.etsi.osm.lcm.ro.vim.sim.SimResource;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState;
import org.jspecify.annotations.Nullable;

/**
 * One network service at a VIM of its own, and what goes wrong with it; what is known of it stands for $OP and others.
 */
final class Symptom {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String FAULT = "symptom";

    private final DemoWorld world;
    private final String account;
    private final Value.Obj nsr;
    private final Map<String, String> values = new HashMap<>();
    private @Nullable SimResource missing;

    Symptom(DemoWorld world) {
        this.world = world;
        String name = "sim-" + UUID.randomUUID();
        var quick = Value.Obj.EMPTY
                .with("boot_ms", 400)
                .with("delete_ms", 50)
                .with("call_ms", 10)
                .with("call_limit_ms", 1_500);
        var config = Value.Obj.EMPTY.with("config", Value.Obj.EMPTY.with("sim", quick));
        this.account = world.catalog().addVim(name, "sim", config).text("_id").orElseThrow();
        this.nsr = world.catalog().createNs("ns-" + name, "sample-ns", account, Value.Obj.EMPTY);
        values.put("VIM", account);
    }

    Map<String, String> values() {
        return values;
    }

    SimVimState vim() {
        return world.vim(account);
    }

    Vim vimOfOthers() {
        return RoAdapter.vims(world.store()).vim(account);
    }

    Facts facts() {
        return new Facts(world.store(), world.catalog(), vim(), nsr.text("_id").orElseThrow());
    }

    String op() {
        return values.getOrDefault("OP", "");
    }

    Operation operation() {
        return facts().operation(op()).orElseThrow();
    }

    Symptom start(String type) {
        return start(type, Value.Obj.EMPTY);
    }

    Symptom start(String type, Value.Obj parameters) {
        values.put("OP", world.catalog().start(type, nsr, parameters, world.operator()));
        return this;
    }

    Symptom until(Predicate<Operation> holds) {
        await("operation " + op())
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> facts().operation(op()).filter(holds).isPresent());
        return this;
    }

    Symptom until(OperationState state) {
        return until(operation -> operation.state() == state);
    }

    /** The VIM refuses to create or delete what the pattern means. */
    Symptom refusing(SimFault.Operation call, VimException.Code code, String pattern) {
        return fault(SimFault.always(FAULT, Kind.SERVER, call, new SimFault.Refuse(code))
                .named(pattern));
    }

    Symptom fault(SimFault fault) {
        vim().put(fault);
        return this;
    }

    void cure() {
        vim().removeFault(FAULT);
    }

    /** Names a task for $TASK, by its type or a part of its label. */
    Symptom task(String type, @Nullable TaskState state) {
        until(operation -> ofType(operation, type, state) != null);
        TaskId found = ofType(operation(), type, state);
        values.put("TASK", found == null ? "" : found.value());
        return this;
    }

    private static @Nullable TaskId ofType(Operation operation, String type, @Nullable TaskState state) {
        return operation.plan().tasks().stream()
                .filter(spec -> (spec.type().equals(type) || spec.label().contains(type))
                        && (state == null || operation.task(spec.id()).state() == state))
                .map(TaskSpec::id)
                .findFirst()
                .orElse(null);
    }

    TaskId lastServer() {
        List<TaskId> servers = operation().plan().tasks().stream()
                .filter(spec -> spec.type().equals("CreateServer"))
                .map(TaskSpec::id)
                .toList();
        return servers.getLast();
    }

    Symptom ask(Verb verb, @Nullable TaskId task) {
        var request = VerbRequest.of(UUID.randomUUID().toString(), new OperationId(op()), verb, "test")
                .on(task)
                .with(VerbArguments.NONE);
        var answer = world.operator().ask(request, LIMIT).orElseThrow();
        if (!answer.accepted()) {
            throw new IllegalStateException("Expected " + verb + " to be accepted, but: " + answer.reason());
        }
        return this;
    }

    /** The VIM lacks the image that the services boot from. */
    Symptom withoutImage() {
        vimOfOthers().check();
        SimResource image = vim().all().stream()
                .filter(resource ->
                        resource.kind() == Kind.IMAGE && resource.name().equals("ubuntu22.04"))
                .findFirst()
                .orElseThrow();
        vim().remove(image);
        missing = image;
        return this;
    }

    void uploadImage() {
        if (missing != null) {
            vim().insert(missing);
        }
    }
}
