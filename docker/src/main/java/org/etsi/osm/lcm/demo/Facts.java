package org.etsi.osm.lcm.demo;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.etsi.osm.lcm.cli.Catalog;
import org.etsi.osm.lcm.cli.SimVims;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.Status;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.sim.SimResource;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState;
import org.etsi.osm.lcm.tasks.catalogue.TaskType;
import org.jspecify.annotations.Nullable;

/** What is so, read where it is stored: operations, OSM's records, the resources at the VIM. Nothing is remembered. */
public final class Facts {
    private final MongoConnection store;
    private final Catalog catalog;
    private final SimVimState vim;
    private final String ns;

    public Facts(MongoConnection store, Catalog catalog, SimVimState vim, String ns) {
        this.store = store;
        this.catalog = catalog;
        this.vim = vim;
        this.ns = ns;
    }

    /** The operation, once the LCM knows it. */
    public Optional<Operation> operation(String id) {
        return store.queries().find(new OperationId(id)).map(loaded -> switch (loaded) {
            case Loaded.Sound(var operation) -> operation;
            case Loaded.Broken(var broken, var revision, var reason) ->
                throw new IllegalStateException(
                        "Expected operation " + broken + " to be readable, but it isn't: " + reason);
        });
    }

    public String state(String operation) {
        return operation(operation).map(found -> found.state().name()).orElse("absent");
    }

    /** Why the operation isn't where it should be, and the tasks that are to blame; for a failed check. */
    public String trouble(String operation) {
        return operation(operation)
                .map(found -> found.error() + "; " + tasksInTrouble(found))
                .orElse("it isn't stored");
    }

    private static String tasksInTrouble(Operation found) {
        return found.plan().tasks().stream()
                .filter(task -> !found.task(task.id()).state().isSatisfied())
                .map(task -> task.id() + " " + task.label() + ": "
                        + found.task(task.id()).state() + " "
                        + found.task(task.id()).attempts())
                .toList()
                .toString();
    }

    /** {@code operationState} as OSM sees it. */
    public String record(String operation) {
        return catalog.find("nslcmops", operation)
                .flatMap(found -> found.text("operationState"))
                .orElse("absent");
    }

    /** {@code nsState} and {@code _admin.nsState} as OSM sees them. */
    public String nsState() {
        return catalog.find("nsrs", ns)
                .map(nsr -> nsr.text("nsState").orElse("none") + "/"
                        + nsr.at("/_admin/nsState").flatMap(Value::asText).orElse("none"))
                .orElse("absent");
    }

    /** How many servers the records ask for. */
    public long serversAsked() {
        return catalog.of("vnfrs", "nsr-id-ref", ns).stream()
                .mapToLong(vnfr -> vnfr.items("vdur").size())
                .sum();
    }

    public long serversActive() {
        return ofNs().stream()
                .filter(resource -> resource.kind() == Kind.SERVER && resource.status() == Status.ACTIVE)
                .count();
    }

    /** What the VIM has of this NS, by tag. */
    public List<Resource> ofNs() {
        return SimVims.tagged(vim, Clock.systemUTC()).stream()
                .filter(resource -> isOfNs(resource.tags()))
                .toList();
    }

    private boolean isOfNs(@Nullable Tags tags) {
        return tags != null && tags.ns().equals(ns);
    }

    /** Everything at the VIM, ours or not, as it looks from outside. */
    public Map<String, String> wholeVim() {
        var all = new TreeMap<String, String>();
        var now = Clock.systemUTC().instant();
        for (SimResource resource : vim.all()) {
            all.put(
                    resource.id(),
                    resource.kind() + " " + resource.name() + " "
                            + resource.at(now).status());
        }
        return all;
    }

    /** The whole VIM beside what it was before. */
    public String comparedWith(Map<String, String> before) {
        Map<String, String> after = wholeVim();
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

    public static long done(Operation operation) {
        long done = 0;
        for (int i = 0; i < operation.tasks().size(); i++) {
            done += operation.tasks().get(i).state() == TaskState.DONE ? 1 : 0;
        }
        return done;
    }

    /** Commands whose answer isn't stored. */
    static long inFlight(Operation operation) {
        long inFlight = 0;
        for (int i = 0; i < operation.tasks().size(); i++) {
            inFlight += operation.tasks().get(i).inFlight() == null ? 0 : 1;
        }
        return inFlight;
    }

    /** Tasks that made something more than once, that made nothing, and things that no task of it made. */
    public String madeOnce(String id) {
        Map<String, Integer> made = new HashMap<>();
        for (Resource resource : ofNs()) {
            Tags tags = resource.tags();
            if (tags != null) {
                made.merge(tags.task(), 1, Integer::sum);
            }
        }
        List<String> wrong = new ArrayList<>();
        Set<String> known = new HashSet<>();
        Operation operation = operation(id).orElseThrow();
        for (TaskSpec spec : operation.plan().tasks()) {
            String key = id + "/" + spec.id();
            known.add(key);
            int wanted = makes(spec, operation.task(spec.id())) ? 1 : 0;
            int found = made.getOrDefault(key, 0);
            if (found != wanted) {
                wrong.add(spec.label() + " " + found + " instead of " + wanted);
            }
        }
        made.keySet().stream().filter(key -> !known.contains(key)).forEach(key -> wrong.add("unknown task " + key));
        return wrong.isEmpty() ? "each once" : String.join("; ", wrong);
    }

    /** Whether there has to be something at the VIM that this task made. */
    private static boolean makes(TaskSpec spec, Task task) {
        Value.Obj outputs = task.outputs();
        if (task.state() != TaskState.DONE || outputs == null) {
            return false;
        }
        boolean ensured = outputs.text("created").orElse("").equals("true");
        boolean isAtVim = spec.adapter().equals(TaskType.RO);
        return isAtVim && (spec.type().startsWith("Create") || ensured);
    }
}
