package org.etsi.osm.lcm.ro.task;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.FindQuery;
import org.etsi.osm.lcm.ro.vim.FloatingIpSpec;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.tasks.catalogue.CreateFloatingIp;

/**
 * Gives a port a public address. The external network is looked for only until there is an address: which one it came
 * from was decided then. Thread-safe.
 */
final class FloatingIpHandler implements TaskHandler {
    private final VimCalls calls;

    FloatingIpHandler(VimCalls calls) {
        this.calls = calls;
    }

    @Override
    public Observation observe(Work work) {
        var asked = CreateFloatingIp.Parameters.from(work.parameters());
        List<Resource> ours = ours(work);
        if (ours.isEmpty()) {
            return new Observation.Unmet();
        }
        String network = ours.getFirst().value(Attribute.NETWORK_ID).orElse("");
        return Looks.ofAll(ours, work.memo(), spec(asked, network), FloatingIpHandler::outputs);
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        var asked = CreateFloatingIp.Parameters.from(work.parameters());
        if (calls.get(asked.vim(), Kind.PORT, asked.portId().text()).isEmpty()) {
            return CreatingHandler.absent("port " + asked.portId().text());
        }
        int count = networks(asked).size();
        if (count == 0) {
            return Optional.of(Failure.permanent("NOT_FOUND", expected(asked) + ", but there is none"));
        }
        return asked.network() == null || count == 1
                ? Optional.empty()
                : Optional.of(Failure.permanent(
                        "AMBIGUOUS", expected(asked) + ", but there are " + count + "; name it by its id"));
    }

    @Override
    public Value.Obj act(Work work) {
        var asked = CreateFloatingIp.Parameters.from(work.parameters());
        String network = networks(asked).stream()
                .findFirst()
                .map(Resource::id)
                .orElseThrow(() -> new EffectException(
                        Failure.permanent("NOT_FOUND", expected(asked) + ", but it has just gone"), false));
        var tags = new Tags(work.nsInstanceId(), work.taskKey());
        return Looks.created(calls.create(asked.vim(), spec(asked, network), tags));
    }

    @Override
    public List<String> leftovers(Work work) {
        return ours(work).stream().map(Resource::id).toList();
    }

    @Override
    public void remove(Work work, String id) {
        calls.delete(CreatingHandler.account(work), Kind.FLOATING_IP, id);
    }

    private List<Resource> ours(Work work) {
        return calls.ours(CreatingHandler.account(work), Kind.FLOATING_IP, TagQuery.ofTask(work.taskKey()));
    }

    /** By id or, where no network has that id, by name; any where none is asked for, always in the same order. */
    private List<Resource> networks(CreateFloatingIp.Parameters asked) {
        String wanted = asked.network();
        if (wanted == null) {
            return calls.others(asked.vim(), FindQuery.externalNetwork(null, null));
        }
        return Stream.of(FindQuery.externalNetwork(wanted, null), FindQuery.externalNetwork(null, wanted))
                .map(query -> calls.others(asked.vim(), query))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static String expected(CreateFloatingIp.Parameters asked) {
        String wanted = asked.network();
        return "Expected an external network" + (wanted == null ? "" : " '" + wanted + "'") + " at VIM account "
                + asked.vim();
    }

    private static FloatingIpSpec spec(CreateFloatingIp.Parameters asked, String network) {
        return new FloatingIpSpec(asked.name(), network, asked.portId().text(), null);
    }

    private static Value.Obj outputs(Resource made) {
        return new CreateFloatingIp.Outputs(
                        made.id(),
                        made.value(Attribute.ADDRESS).orElse(""),
                        made.value(Attribute.PORT_ID).orElse(""))
                .toValue();
    }
}
