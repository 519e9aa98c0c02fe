package org.etsi.osm.lcm.ro.vim.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.etsi.osm.lcm.ro.vim.Deletion;
import org.etsi.osm.lcm.ro.vim.FindQuery;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.ServerAccess;
import org.etsi.osm.lcm.ro.vim.Spec;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.Vim;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.sim.SimFault.Operation;
import org.etsi.osm.lcm.ro.vim.sim.SimResource.Phase;

/**
 * A VIM that behaves like an OpenStack and keeps everything in a {@link SimVimState}; any number of instances, in any
 * number of processes, on one state are one VIM. Safe from any thread. It starts no thread and never waits: progress is
 * worked out from the time, at each call, and what a call takes is given to {@link Latency}.
 */
public final class SimVim implements Vim, ServerAccess {
    private final SimContext context;
    private final Latency latency;
    private final SimFaults faults;
    private final SimAdmission admission;
    private final SimRemoval removal;
    private final SimLogins logins;

    /** Opens the VIM; the seed is planted if this state never had one. */
    public SimVim(SimVimState state, SimSettings settings, SimSeed seed, Surroundings surroundings) {
        this.context = new SimContext(state, settings, surroundings.time(), surroundings.random());
        this.latency = surroundings.latency();
        this.faults = new SimFaults(context);
        var claims = new SimClaims(context);
        this.admission = new SimAdmission(context, claims);
        this.removal = new SimRemoval(context, claims);
        this.logins = new SimLogins(context);
        seed.plant(state, context.now());
    }

    @Override
    public Resource create(Spec spec, Tags tags) {
        var call = begin(Operation.CREATE, spec.kind(), List.of(spec.name(), tags.task(), tags.ns()));
        var accepted = context.now();
        var draft =
                SimResource.draft(context.newId(), spec, tags, readyAt(spec.kind(), accepted, call), call.bootFault());
        if (call.isLate()) {
            var due = accepted.plus(call.late());
            context.state()
                    .insert(draft.readyAt(readyAt(spec.kind(), due, call)).in(Phase.PENDING, due));
            throw lost(Operation.CREATE, spec.kind(), spec.name());
        }
        var made = admission.admit(draft);
        return answer(call, Operation.CREATE, spec.kind(), spec.name(), () -> made.at(context.now()));
    }

    @Override
    public Optional<Resource> get(Kind kind, String id) {
        var call = begin(Operation.GET, kind, namesOf(id));
        return answer(call, Operation.GET, kind, id, () -> visible(kind, id).map(found -> found.at(context.now())));
    }

    @Override
    public Deletion delete(Kind kind, String id) {
        var call = begin(Operation.DELETE, kind, namesOf(id));
        var found = visible(kind, id);
        if (found.isPresent()) {
            delete(found.get(), call);
        }
        return answer(call, Operation.DELETE, kind, id, () -> found.isPresent() ? Deletion.ACCEPTED : Deletion.ABSENT);
    }

    private void delete(SimResource found, SimFaults.Strike call) {
        var half = call.halfDelete();
        if (half != null) {
            if (!half.answersWell()) {
                throw VimException.unknown(
                        VimException.Code.INTERNAL,
                        "Expected " + found.kind() + " " + found.id()
                                + " to be removed, but the VIM failed half-way; what is left is unknown",
                        context.newRequestId());
            }
        } else if (call.isLate()) {
            var due = context.now().plus(call.late());
            context.edit(
                    found.id(), resource -> resource.phase() == Phase.LIVE ? resource.in(Phase.LIVE, due) : resource);
        } else {
            removal.begin(found.id());
        }
    }

    @Override
    public List<Resource> list(Kind kind, TagQuery query) {
        var call = begin(Operation.LIST, kind, namesOf(query));
        return answer(
                call,
                Operation.LIST,
                kind,
                query.toString(),
                () -> shown(context.state().list(SimQuery.tagged(kind, query))));
    }

    @Override
    public List<Resource> find(FindQuery query) {
        var name = query.name();
        var id = query.id();
        var call = begin(
                Operation.FIND, query.kind(), name != null ? List.of(name) : id != null ? List.of(id) : List.of());
        return answer(
                call,
                Operation.FIND,
                query.kind(),
                query.toString(),
                () -> candidates(query).stream().filter(query::matches).toList());
    }

    private List<Resource> candidates(FindQuery query) {
        var id = query.id();
        return shown(
                id == null
                        ? context.state().list(SimQuery.all(query.kind()))
                        : context.state().get(id).stream().toList());
    }

    @Override
    public void release(Kind kind, String id) {
        var call = begin(Operation.RELEASE, kind, namesOf(id));
        if (call.isLate()) {
            throw lost(Operation.RELEASE, kind, id);
        }
        if (visible(kind, id).isPresent()) {
            context.edit(id, resource -> resource.tags() == null ? resource : resource.released());
        }
        answer(call, Operation.RELEASE, kind, id, () -> id);
    }

    @Override
    public Optional<ServerAccess> serverAccess() {
        return Optional.of(this);
    }

    @Override
    public List<String> authorizedKeys(Login login) {
        var server = login.serverId();
        var call = begin(Operation.GET, Kind.SERVER, namesOf(server));
        return answer(call, Operation.GET, Kind.SERVER, server, () -> logins.keys(login));
    }

    @Override
    public void authorize(Login login, String publicKey) {
        var server = login.serverId();
        var call = begin(Operation.AUTHORIZE, Kind.SERVER, namesOf(server));
        if (call.isLate()) {
            throw lost(Operation.AUTHORIZE, Kind.SERVER, server);
        }
        logins.add(login, publicKey);
        answer(call, Operation.AUTHORIZE, Kind.SERVER, server, () -> server);
    }

    @Override
    public void check() {
        var call = begin(Operation.LIST, Kind.NETWORK, List.of());
        var unused = answer(
                call,
                Operation.LIST,
                Kind.NETWORK,
                "check",
                () -> context.state().list(SimQuery.all(Kind.NETWORK)));
    }

    @Override
    public Duration callLimit() {
        return context.settings().callLimit();
    }

    /** Everything the VIM shows now, ours or not, sorted by kind and id. No fault and no latency applies. */
    public List<Resource> snapshot() {
        settle();
        return shown(context.state().all()).stream()
                .sorted(Comparator.comparing(Resource::kind).thenComparing(Resource::id))
                .toList();
    }

    /** Spends the call's time, lets happen what was due, and refuses if a fault says so. */
    private SimFaults.Strike begin(Operation operation, Kind kind, List<String> names) {
        var strike = faults.strike(operation, kind, names);
        var takes = context.settings().callLatency().plus(strike.slower());
        var limit = context.settings().callLimit();
        boolean tooSlow = takes.compareTo(limit) > 0;
        latency.spend(tooSlow ? limit : takes);
        settle();
        var refusal = strike.refusal();
        if (refusal != null) {
            throw context.refusal(
                    refusal,
                    "Expected " + operation + " of " + kind + " " + names + " to be accepted, but the VIM refused: "
                            + refusal + " (simulated)");
        }
        return tooSlow ? strike.lateBy(takes.minus(limit)) : strike;
    }

    private <T> T answer(SimFaults.Strike call, Operation operation, Kind kind, String what, Supplier<T> answer) {
        if (call.losesAnswer()) {
            throw lost(operation, kind, what);
        }
        return answer.get();
    }

    private static VimException lost(Operation operation, Kind kind, String what) {
        // Without an answer there is no request id to read.
        return VimException.unknown(
                VimException.Code.TIMEOUT,
                "Expected an answer to " + operation + " of " + kind + " '" + what
                        + "', but none came; whether it took effect is unknown",
                "");
    }

    private void settle() {
        for (var due : context.state().due(context.now())) {
            switch (due.phase()) {
                case PENDING -> land(due);
                case LIVE -> beginLate(due);
                case DELETING -> removal.end(due);
            }
        }
    }

    private void land(SimResource pending) {
        // Exactly one caller removes it, so it lands once however many look.
        if (!context.state().remove(pending)) {
            return;
        }
        try {
            admission.admit(pending.in(Phase.LIVE, null));
        } catch (VimException refused) {
            if (refused.outcome() == VimException.Outcome.UNKNOWN) {
                throw refused;
            }
            // The one who asked gave up long ago: a late create that is refused leaves no trace, as with a real VIM.
        }
    }

    private void beginLate(SimResource resource) {
        try {
            context.edit(resource.id(), now -> now.phase() == Phase.LIVE ? now.in(Phase.LIVE, null) : now);
            removal.begin(resource.id());
        } catch (VimException refused) {
            if (refused.outcome() == VimException.Outcome.UNKNOWN) {
                throw refused;
            }
            // As above: nobody waits for the answer of a late delete.
        }
    }

    private Instant readyAt(Kind kind, Instant accepted, SimFaults.Strike call) {
        if (call.bootsNever()) {
            return SimResource.NEVER;
        }
        return kind == Kind.SERVER ? accepted.plus(context.settings().bootLatency()) : accepted;
    }

    private Optional<SimResource> visible(Kind kind, String id) {
        return context.state().get(id).filter(found -> found.kind() == kind && found.isVisible());
    }

    private List<Resource> shown(List<SimResource> resources) {
        var now = context.now();
        return resources.stream()
                .filter(SimResource::isVisible)
                .map(resource -> resource.at(now))
                .toList();
    }

    private List<String> namesOf(String id) {
        var names = new ArrayList<String>(List.of(id));
        context.state().get(id).ifPresent(found -> {
            names.add(found.name());
            var tags = found.tags();
            if (tags != null) {
                names.add(tags.task());
                names.add(tags.ns());
            }
        });
        return names;
    }

    private static List<String> namesOf(TagQuery query) {
        var names = new ArrayList<String>();
        var ns = query.ns();
        var task = query.task();
        if (ns != null) {
            names.add(ns);
        }
        if (task != null) {
            names.add(task);
        }
        return names;
    }
}
