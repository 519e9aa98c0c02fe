package org.etsi.osm.lcm.ro.vim.sim;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.VimException.Code;

/**
 * Takes resources out: marks, looks for users, then removes, or takes the mark back. A process that dies in between
 * leaves a mark that is due soon, and whoever comes next brings it to an end.
 */
final class SimRemoval {
    private static final Duration ABANDONED_AFTER = Duration.ofSeconds(5);
    private static final int MARK_ATTEMPTS = 100;

    private final SimContext context;
    private final SimClaims claims;

    SimRemoval(SimContext context, SimClaims claims) {
        this.context = context;
        this.claims = claims;
    }

    /** Starts a removal and, where it takes no time, ends it. Refused while the resource is in use. */
    void begin(String id) {
        for (int attempt = 0; attempt < MARK_ATTEMPTS; attempt++) {
            var found = context.state().get(id);
            if (found.isEmpty() || found.get().phase() != SimResource.Phase.LIVE) {
                return;
            }
            if (mark(found.get())) {
                return;
            }
        }
        throw context.refusal(
                Code.CONFLICT,
                "Expected to remove " + id + " within " + MARK_ATTEMPTS + " attempts, but it kept changing");
    }

    private boolean mark(SimResource found) {
        var latency = found.kind() == Kind.SERVER ? context.settings().deleteLatency() : Duration.ZERO;
        var due = context.now().plus(latency.isZero() ? ABANDONED_AFTER : latency);
        var marked = found.in(SimResource.Phase.DELETING, due);
        if (!context.state().replace(found, marked)) {
            return false;
        }
        var users = usersOf(marked);
        if (!users.isEmpty()) {
            context.state().replace(marked, marked.in(SimResource.Phase.LIVE, null));
            throw context.refusal(
                    Code.CONFLICT,
                    "Expected " + found.kind() + " " + found.id() + " to be out of use, but it is used by " + users
                            + "; it stays");
        }
        if (latency.isZero()) {
            remove(marked);
        }
        return true;
    }

    /** Ends a removal whose time has come; one that got users meanwhile is called off. */
    void end(SimResource marked) {
        if (usersOf(marked).isEmpty()) {
            remove(marked);
        } else {
            context.state().replace(marked, marked.in(SimResource.Phase.LIVE, null));
        }
    }

    private void remove(SimResource marked) {
        if (!context.state().remove(marked)) {
            return;
        }
        claims.releaseAll(marked);
        switch (marked.kind()) {
            case NETWORK ->
                where(Kind.SUBNET, Attribute.NETWORK_ID, marked.id()).forEach(context.state()::remove);
            case PORT -> {
                drop(Kind.SERVER, Attribute.PORT_IDS, marked.id());
                drop(Kind.FLOATING_IP, Attribute.PORT_ID, marked.id());
            }
            case SERVER -> {
                context.state().removeKeys(marked.id());
                drop(Kind.PORT, Attribute.SERVER_IDS, marked.id());
                drop(Kind.VOLUME, Attribute.SERVER_IDS, marked.id());
                marked.values(Attribute.VOLUMES_DELETED_WITH_SERVER).forEach(this::begin);
            }
            case IMAGE, FLAVOR, SUBNET, SERVER_GROUP, KEYPAIR, VOLUME, FLOATING_IP -> {}
        }
    }

    private List<String> usersOf(SimResource resource) {
        var id = resource.id();
        var users = switch (resource.kind()) {
            case NETWORK ->
                Stream.concat(
                        where(Kind.PORT, Attribute.NETWORK_ID, id), where(Kind.FLOATING_IP, Attribute.NETWORK_ID, id));
            case SUBNET ->
                Stream.concat(
                        where(Kind.PORT, Attribute.SUBNET_IDS, id), where(Kind.FLOATING_IP, Attribute.SUBNET_IDS, id));
            case FLAVOR -> where(Kind.SERVER, Attribute.FLAVOR_ID, id);
            case VOLUME -> where(Kind.SERVER, Attribute.VOLUME_IDS, id);
            case IMAGE, PORT, SERVER_GROUP, KEYPAIR, SERVER, FLOATING_IP -> Stream.<SimResource>empty();
        };
        return users.map(user -> user.kind() + " " + user.id()).toList();
    }

    private void drop(Kind kind, Attribute attribute, String id) {
        where(kind, attribute, id)
                .forEach(user -> context.edit(
                        user.id(),
                        resource -> resource.with(
                                attribute,
                                resource.values(attribute).stream()
                                        .filter(value -> !value.equals(id))
                                        .toList())));
    }

    private Stream<SimResource> where(Kind kind, Attribute attribute, String id) {
        return context.state().list(SimQuery.where(kind, attribute, id)).stream()
                .filter(SimResource::isVisible);
    }
}
