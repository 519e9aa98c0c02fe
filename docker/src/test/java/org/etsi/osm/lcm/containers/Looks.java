package org.etsi.osm.lcm.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import org.etsi.osm.lcm.core.adapter.LedgerEntry;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.demo.Facts;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent.What;
import org.etsi.osm.lcm.n2vc.vca.sim.SimSite;
import org.etsi.osm.lcm.n2vc.vca.sim.store.MongoSimVcaState;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.Status;
import org.etsi.osm.lcm.ro.vim.Tags;

/**
 * Looks at everything that an NS has left anywhere: the VIM, the VCA and the clusters, OSM's records, the ledgers. What
 * comes late (a record, a sweep) is waited for, and so is a store that is away: for long, since interruptions go on.
 */
final class Looks {
    private static final Duration SETTLED = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int MANY = 1_000;

    private final Cluster cluster;
    private final Facts facts;
    private final String ns;
    private final Map<String, String> vimBefore;
    /** Primitives of which nobody knew whether they were run when the operator asked for them again. */
    private final Set<String> askedAgain = new HashSet<>();

    Looks(Cluster cluster, Facts facts, String ns) {
        this.cluster = cluster;
        this.facts = facts;
        this.ns = ns;
        this.vimBefore = facts.wholeVim();
    }

    /** The operator is about to retry. */
    void retried(Operation operation) {
        for (TaskSpec task : operation.plan().tasks()) {
            var error = operation.task(task.id()).error();
            if (error != null && error.code().equals("OUTCOME_UNKNOWN")) {
                askedAgain.add(key(operation.id().value(), task));
            }
        }
    }

    /** Cancelled half-way: nothing is in flight, and nobody has anything twice or unasked. */
    void stopped(String id, String where) {
        settled(where, () -> {
            Operation operation = facts.operation(id).orElseThrow();
            assertThat(operation.state()).isEqualTo(OperationState.FAILED_TEMP);
            assertThat(operation.inFlight()).as("in flight").isZero();
            assertThat(facts.record(id)).as("nslcmops").isEqualTo("FAILED_TEMP");
            assertThat(facts.nsState()).as("nsState").startsWith("BROKEN/");
            if (operation.request().type().equals("instantiate")) {
                assertThat(surplus(operation)).as("at the VIM").isEmpty();
                assertThat(servers()).as("at the VIM").containsAll(recorded());
            }
            assertThat(primitives(id)).as("primitives run").doesNotHaveDuplicates();
        });
    }

    /** All of it is there, once. */
    void completed(String id, String where) {
        settled(where, () -> {
            assertThat(facts.state(id)).isEqualTo("COMPLETED");
            assertThat(facts.record(id)).as("nslcmops").isEqualTo("COMPLETED");
            assertThat(facts.nsState()).as("nsState").isEqualTo("READY/INSTANTIATED");
            assertThat(facts.madeOnce(id)).as("made at the VIM").isEqualTo("each once");
            assertThat(facts.serversActive()).as("servers active").isEqualTo(facts.serversAsked());
            assertThat(recorded()).as("servers in vnfrs").containsExactlyInAnyOrderElementsOf(servers());
            assertThat(vdus()).as("vdur.status").allMatch("ACTIVE"::equals);
            everyPrimitiveOnce(facts.operation(id).orElseThrow());
            assertThat(openEntries()).as("at work in the ledgers").isEmpty();
        });
    }

    /** As if it had never been asked for. */
    void rolledBack(String id, String where) {
        settled(where, () -> {
            assertThat(facts.state(id)).isEqualTo("ROLLED_BACK");
            assertThat(facts.record(id)).as("nslcmops").isEqualTo("ROLLED_BACK");
            nothingIsLeft(id);
        });
    }

    /** A terminate has done its work. */
    void terminated(String id, String where) {
        settled(where, () -> {
            assertThat(facts.state(id)).isEqualTo("COMPLETED");
            assertThat(facts.record(id)).as("nslcmops").isEqualTo("COMPLETED");
            everyPrimitiveOnce(facts.operation(id).orElseThrow());
            nothingIsLeft(id);
        });
    }

    private void nothingIsLeft(String id) {
        Operation operation = facts.operation(id).orElseThrow();
        assertThat(operation.plan().tasks())
                .as("leftovers")
                .noneMatch(task -> operation.task(task.id()).isLeftover());
        assertThat(facts.ofNs()).as("tagged at the VIM").isEmpty();
        assertThat(facts.comparedWith(vimBefore)).as("the VIM").isEqualTo("as before");
        assertThat(environments()).as("environments and releases").isEmpty();
        assertThat(facts.nsState()).as("nsState").isEqualTo("NOT_INSTANTIATED/NOT_INSTANTIATED");
        assertThat(recorded()).as("servers in vnfrs").isEmpty();
        assertThat(vdus()).as("vdur.status").doesNotContain("ACTIVE");
        assertThat(openEntries()).as("at work in the ledgers").isEmpty();
    }

    private static void settled(String where, ThrowingRunnable look) {
        await(where).atMost(SETTLED).pollInterval(LOOK).ignoreExceptions().untilAsserted(look);
    }

    /** Things of tasks that were never begun, and those of which a task has more than one. */
    private List<String> surplus(Operation operation) {
        Map<String, Integer> made = new TreeMap<>();
        for (Resource resource : facts.ofNs()) {
            Tags tags = resource.tags();
            if (tags != null) {
                made.merge(tags.task(), 1, Integer::sum);
            }
        }
        List<String> wrong = new ArrayList<>();
        for (TaskSpec task : operation.plan().tasks()) {
            Integer found = made.remove(key(operation.id().value(), task));
            int most = operation.task(task.id()).touched() ? 1 : 0;
            if (found != null && found > most) {
                wrong.add(found + " of " + task.label() + " "
                        + operation.task(task.id()).state());
            }
        }
        made.forEach((task, count) -> wrong.add(count + " of unknown task " + task));
        return wrong;
    }

    private static String key(String operation, TaskSpec task) {
        return operation + "/" + task.id();
    }

    private Set<String> servers() {
        return facts.ofNs().stream()
                .filter(resource -> resource.kind() == Kind.SERVER && resource.status() == Status.ACTIVE)
                .map(Resource::id)
                .collect(Collectors.toSet());
    }

    /** Servers that the records name. */
    private List<String> recorded() {
        return vdurs().stream()
                .map(vdur -> vdur.text("vim-id"))
                .flatMap(Optional::stream)
                .toList();
    }

    private List<String> vdus() {
        return vdurs().stream().map(vdur -> vdur.text("status").orElse("")).toList();
    }

    private List<Value> vdurs() {
        return cluster.catalog().of("vnfrs", "nsr-id-ref", ns).stream()
                .flatMap(vnfr -> vnfr.items("vdur").stream())
                .toList();
    }

    private List<SimEvent> history() {
        return SimSite.on(new MongoSimVcaState(cluster.store().database())).history();
    }

    private List<String> primitives(String operation) {
        return history().stream()
                .filter(event -> event.what() == What.PRIMITIVE_RUN)
                .map(SimEvent::taskKey)
                .filter(key -> key.startsWith(operation + "/") && !askedAgain.contains(key))
                .toList();
    }

    private void everyPrimitiveOnce(Operation operation) {
        String id = operation.id().value();
        List<String> asked = operation.plan().tasks().stream()
                .filter(task -> task.type().equals("RunPrimitive"))
                .map(task -> key(id, task))
                .filter(key -> !askedAgain.contains(key))
                .toList();
        assertThat(primitives(id)).as("primitives run").containsExactlyInAnyOrderElementsOf(asked);
    }

    /** Execution environments and releases that were made and never removed. */
    private Map<String, Integer> environments() {
        Map<String, Integer> there = new HashMap<>();
        for (SimEvent event : history()) {
            int change = switch (event.what()) {
                case ENVIRONMENT_CREATED, ENVIRONMENT_REGISTERED, KDU_INSTALLED -> 1;
                case ENVIRONMENT_DELETED, KDU_UNINSTALLED -> -1;
                case SOFTWARE_INSTALLED, RELATED, PRIMITIVE_RUN -> 0;
            };
            if (event.nsInstanceId().equals(ns)) {
                there.merge(event.subject(), change, Integer::sum);
            }
        }
        there.values().removeIf(count -> count == 0);
        return there;
    }

    private List<String> openEntries() {
        List<String> open = new ArrayList<>();
        for (String ledger : List.of("lcm_ro_ledger", "lcm_n2vc_ledger")) {
            cluster.store().ledger(ledger).ofNs(ns, Optional.empty(), MANY).stream()
                    .filter(entry -> entry.state() == LedgerEntry.State.OPEN)
                    .map(LedgerEntry::taskKey)
                    .forEach(open::add);
        }
        return open;
    }
}
