package org.etsi.osm.lcm.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.ro.RoAdapter;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.etsi.osm.lcm.ro.vim.sim.SimResource;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState;
import org.etsi.osm.lcm.ro.vim.sim.store.MongoSimVimState;

/** What there is at a simulated VIM, read from its state: no call, so no fault strikes and nothing changes. */
public final class SimVims {
    private SimVims() {}

    /** The account's state, whether or not the VIM was ever opened. */
    public static SimVimState state(MongoConnection store, String account) {
        return new MongoSimVimState(store.database(), account);
    }

    /** Opens the VIM once, so that it has what it begins with. */
    static void open(MongoConnection store, String account) {
        RoAdapter.vims(store).vim(account);
    }

    /** What the VIM shows of the things that carry tags of ours. */
    public static List<Resource> tagged(SimVimState state, Clock clock) {
        return visible(state, clock).stream()
                .filter(resource -> resource.tags() != null)
                .toList();
    }

    private static List<Resource> visible(SimVimState state, Clock clock) {
        Instant now = clock.instant();
        return state.all().stream()
                .filter(resource -> resource.phase() != SimResource.Phase.PENDING)
                .map(resource -> resource.at(now))
                .toList();
    }

    static void show(MongoConnection store, Value.Obj account, boolean all, Output output) {
        SimVimState state = state(store, account.text("_id").orElse(""));
        List<Resource> resources = all ? visible(state, Clock.systemUTC()) : tagged(state, Clock.systemUTC());
        List<SimFault> faults = state.faults();
        if (output.isJson()) {
            output.json(account.with(
                            "resources",
                            Value.list(resources.stream().map(SimVims::json).toList()))
                    .with(
                            "faults",
                            Value.list(
                                    faults.stream().map(VimFaultCommand::json).toList())));
            return;
        }
        output.line("VIM " + account.text("name").orElse("") + " (sim) "
                + account.text("_id").orElse(""));
        List<List<String>> rows = new ArrayList<>();
        for (Resource resource : resources) {
            Tags tags = resource.tags();
            rows.add(Output.row(
                    resource.kind(),
                    resource.id(),
                    resource.name(),
                    resource.status(),
                    tags == null ? "-" : tags.ns(),
                    tags == null ? "-" : tags.task()));
        }
        output.table(List.of("KIND", "ID", "NAME", "STATUS", "NS", "TASK"), rows);
        if (!faults.isEmpty()) {
            VimFaultCommand.print(faults, output);
        }
    }

    private static Value json(Resource resource) {
        Tags tags = resource.tags();
        var attributes = Value.Obj.EMPTY;
        for (var entry : resource.attributes().entrySet()) {
            attributes = attributes.with(name(entry.getKey()), texts(entry.getValue()));
        }
        return Value.Obj.EMPTY
                .with("kind", resource.kind().name())
                .with("id", resource.id())
                .with("name", resource.name())
                .with("status", resource.status().name())
                .with("ns", tags == null ? new Value.Nil() : Value.of(tags.ns()))
                .with("task", tags == null ? new Value.Nil() : Value.of(tags.task()))
                .with("attributes", attributes);
    }

    private static String name(Attribute attribute) {
        return attribute.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Value texts(List<String> values) {
        return Value.list(values.stream().map(Value::of).toList());
    }
}
