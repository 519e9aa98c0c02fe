package org.etsi.osm.lcm.ro.vim.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.VimException.Code;

/**
 * Lets a new resource in: completes it, takes its claims, stores it, and looks again whether what it stands on is still
 * there. A removal marks first and looks for users then, so of a create and a removal that meet at least one sees the
 * other; without a lock, across processes.
 */
final class SimAdmission {
    private final SimContext context;
    private final SimClaims claims;
    private final SimAddresses addresses;
    private final SimQuotaCheck quotas;
    private final SimCompletion completion;

    SimAdmission(SimContext context, SimClaims claims) {
        this.context = context;
        this.claims = claims;
        this.addresses = new SimAddresses(context, claims);
        this.quotas = new SimQuotaCheck(context);
        this.completion = new SimCompletion(context);
    }

    /** The resource as stored; refused, it leaves nothing behind. */
    SimResource admit(SimResource draft) {
        var completed = completion.complete(draft);
        refuseExcess(completed);
        var leased = withAddresses(completed);
        boolean stored = false;
        try {
            takeClaims(leased);
            stored = context.state().insert(leased);
            if (!stored) {
                throw context.refusal(Code.CONFLICT, "Expected a new id, but " + draft.id() + " exists");
            }
            foundations(leased).forEach(of -> context.require(of.kind, of.id, Code.NOT_FOUND));
            if (!claims.holdsAll(leased, shared(leased))) {
                throw context.refusal(
                        Code.CONFLICT,
                        "Expected " + draft.kind() + " '" + draft.name()
                                + "' to be stored in time, but somebody else has what it needs by now; nothing was"
                                + " created");
            }
            refuseExcess(leased);
        } catch (VimException e) {
            if (stored) {
                context.state().remove(leased);
            }
            claims.releaseAll(leased);
            throw e;
        }
        attach(leased);
        return leased;
    }

    private void refuseExcess(SimResource draft) {
        quotas.excess(draft).ifPresent(excess -> {
            throw context.refusal(Code.QUOTA, excess);
        });
    }

    private SimResource withAddresses(SimResource draft) {
        boolean isPort = draft.kind() == Kind.PORT;
        if (!isPort && draft.kind() != Kind.FLOATING_IP) {
            return draft;
        }
        var attribute = isPort ? Attribute.FIXED_IPS : Attribute.ADDRESS;
        var networkId = String.valueOf(draft.value(Attribute.NETWORK_ID));
        var leases = addresses.lease(networkId, draft.values(attribute), draft.id());
        return draft.with(
                        attribute,
                        leases.stream().map(SimAddresses.Lease::address).toList())
                .with(
                        Attribute.SUBNET_IDS,
                        leases.stream().map(SimAddresses.Lease::subnetId).toList());
    }

    private void takeClaims(SimResource completed) {
        switch (completed.kind()) {
            case PORT -> {
                var networkId = String.valueOf(completed.value(Attribute.NETWORK_ID));
                completed.values(Attribute.MAC).forEach(mac -> take(SimClaims.mac(networkId, mac), completed));
            }
            case SERVER -> {
                completed.values(Attribute.PORT_IDS).forEach(port -> take(SimClaims.use(Kind.PORT, port), completed));
                completed.values(Attribute.VOLUME_IDS).stream()
                        .filter(volume -> !isMultiAttach(volume))
                        .forEach(volume -> take(SimClaims.use(Kind.VOLUME, volume), completed));
            }
            case FLOATING_IP ->
                completed.values(Attribute.PORT_ID).forEach(port -> take(SimClaims.publicAddress(port), completed));
            case FLAVOR, KEYPAIR -> take(SimClaims.name(completed.kind(), completed.name()), completed);
            case IMAGE, NETWORK, SUBNET, SERVER_GROUP, VOLUME -> {}
        }
    }

    private void take(String key, SimResource owner) {
        if (!claims.take(key, owner.id())) {
            throw context.refusal(
                    Code.CONFLICT,
                    "Expected " + key + " to be free for " + owner.kind() + " '" + owner.name()
                            + "', but it is in use; nothing was created");
        }
    }

    /** A server claims all it needs but volumes that several may have. */
    private Set<String> shared(SimResource stored) {
        return stored.values(Attribute.VOLUME_IDS).stream()
                .filter(this::isMultiAttach)
                .map(volume -> SimClaims.use(Kind.VOLUME, volume))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isMultiAttach(String volumeId) {
        return context.live(Kind.VOLUME, volumeId)
                .filter(volume -> "true".equals(volume.value(Attribute.MULTI_ATTACH)))
                .isPresent();
    }

    private record Foundation(Kind kind, String id) {}

    private static List<Foundation> foundations(SimResource resource) {
        var foundations = new ArrayList<Foundation>();
        resource.values(Attribute.NETWORK_ID).forEach(id -> foundations.add(new Foundation(Kind.NETWORK, id)));
        resource.values(Attribute.SUBNET_IDS).forEach(id -> foundations.add(new Foundation(Kind.SUBNET, id)));
        resource.values(Attribute.FLAVOR_ID).forEach(id -> foundations.add(new Foundation(Kind.FLAVOR, id)));
        resource.values(Attribute.PORT_IDS).forEach(id -> foundations.add(new Foundation(Kind.PORT, id)));
        resource.values(Attribute.PORT_ID).forEach(id -> foundations.add(new Foundation(Kind.PORT, id)));
        resource.values(Attribute.VOLUME_IDS).forEach(id -> foundations.add(new Foundation(Kind.VOLUME, id)));
        return foundations;
    }

    /** Ports and volumes show which server they are attached to. */
    private void attach(SimResource server) {
        if (server.kind() != Kind.SERVER) {
            return;
        }
        server.values(Attribute.PORT_IDS)
                .forEach(id -> context.edit(id, port -> port.with(Attribute.SERVER_IDS, List.of(server.id()))));
        server.values(Attribute.VOLUME_IDS)
                .forEach(id -> context.edit(id, volume -> {
                    var servers = new ArrayList<>(volume.values(Attribute.SERVER_IDS));
                    servers.add(server.id());
                    return volume.with(Attribute.SERVER_IDS, servers);
                }));
    }
}
