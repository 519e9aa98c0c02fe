package org.etsi.osm.lcm.ro.vim.sim;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Counts what an account holds against its quotas. A create asks before it stores, and again after: of two at the same
 * time both may be refused, but the quota is never exceeded.
 */
final class SimQuotaCheck {
    private final SimContext context;

    SimQuotaCheck(SimContext context) {
        this.context = context;
    }

    /** What is exceeded, in words, if {@code draft} comes on top or, being stored, is counted already. */
    Optional<String> excess(SimResource draft) {
        var quotas = context.settings().quotas();
        return switch (draft.kind()) {
            case SERVER -> quotas.boundsServers() ? serverExcess(draft, quotas) : Optional.empty();
            case PORT -> bound("ports", quotas.ports(), draft, null);
            case NETWORK -> bound("networks", quotas.networks(), draft, null);
            case IMAGE, FLAVOR, SUBNET, SERVER_GROUP, KEYPAIR, VOLUME, FLOATING_IP -> Optional.empty();
        };
    }

    private Optional<String> serverExcess(SimResource draft, SimQuotas quotas) {
        return bound("instances", quotas.instances(), draft, null)
                .or(() -> bound("cores", quotas.cores(), draft, Attribute.VCPUS))
                .or(() -> bound("ram", quotas.ramMb(), draft, Attribute.RAM_MB));
    }

    private Optional<String> bound(String what, int limit, SimResource draft, @Nullable Attribute weight) {
        if (limit == SimQuotas.UNLIMITED) {
            return Optional.empty();
        }
        var others = held(draft.kind()).stream()
                .filter(resource -> !resource.id().equals(draft.id()))
                .toList();
        long used =
                others.stream().mapToLong(resource -> weigh(resource, weight)).sum();
        long asked = weigh(draft, weight);
        return used + asked <= limit
                ? Optional.empty()
                : Optional.of("Expected " + what + " within the quota of " + limit + ", but " + used + " are used and "
                        + asked + " asked for by '" + draft.name() + "'; nothing was created");
    }

    private List<SimResource> held(Kind kind) {
        return context.state().list(SimQuery.all(kind)).stream()
                .filter(resource -> resource.isVisible() && resource.tags() != null)
                .toList();
    }

    private static long weigh(SimResource resource, @Nullable Attribute weight) {
        if (weight == null) {
            return 1;
        }
        var value = resource.value(weight);
        return value == null ? 0 : Long.parseLong(value);
    }
}
