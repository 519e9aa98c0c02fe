package org.etsi.osm.lcm.ro.vim.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;

/**
 * What only one resource may have at a time: an address, a MAC, the use of a port. A claim is taken before its resource
 * is stored, so a process that dies between leaves one without an owner; after a while anyone may take that over. One
 * that was only slow sees it after storing, and withdraws ({@link #holdsAll}).
 */
final class SimClaims {
    private static final Duration OWNERLESS_AFTER = Duration.ofSeconds(3);

    private final SimContext context;

    SimClaims(SimContext context) {
        this.context = context;
    }

    static String address(String subnetId, String address) {
        return addresses(subnetId) + address;
    }

    static String addresses(String subnetId) {
        return "ip/" + subnetId + "/";
    }

    static String mac(String networkId, String mac) {
        return "mac/" + networkId + "/" + mac;
    }

    static String use(Kind kind, String id) {
        return "use/" + kind + "/" + id;
    }

    static String name(Kind kind, String name) {
        return "name/" + kind + "/" + name;
    }

    static String publicAddress(String portId) {
        return "public/" + portId;
    }

    /** Whether a claim is old enough that its owner, if it isn't there, never will be. */
    boolean isOld(SimVimState.Claim claim) {
        return claim.since().plus(OWNERLESS_AFTER).isBefore(context.now());
    }

    boolean take(String key, String owner) {
        var claim = new SimVimState.Claim(owner, context.now());
        if (context.state().claim(key, claim)) {
            return true;
        }
        var holder = context.state().claimOn(key);
        boolean ownerless = holder.isPresent()
                && isOld(holder.get())
                && context.state().get(holder.get().owner()).isEmpty();
        if (!ownerless) {
            return false;
        }
        context.state().release(key, holder.get().owner());
        return context.state().claim(key, claim);
    }

    /** Whether everything that a stored resource has to hold, {@code shared} ones apart, is still held by it. */
    boolean holdsAll(SimResource stored, Set<String> shared) {
        return keysOf(stored).stream()
                .filter(key -> !shared.contains(key))
                .allMatch(key -> context.state()
                        .claimOn(key)
                        .filter(claim -> claim.owner().equals(stored.id()))
                        .isPresent());
    }

    /** Gives back everything a resource may hold; what it doesn't hold isn't touched. */
    void releaseAll(SimResource resource) {
        keysOf(resource).forEach(key -> context.state().release(key, resource.id()));
    }

    private static List<String> keysOf(SimResource resource) {
        var keys = new ArrayList<String>();
        var subnets = resource.values(Attribute.SUBNET_IDS);
        var addresses = resource.values(resource.kind() == Kind.FLOATING_IP ? Attribute.ADDRESS : Attribute.FIXED_IPS);
        switch (resource.kind()) {
            case PORT, FLOATING_IP -> {
                for (int i = 0; i < Math.min(subnets.size(), addresses.size()); i++) {
                    keys.add(address(subnets.get(i), addresses.get(i)));
                }
                resource.values(Attribute.MAC)
                        .forEach(mac -> keys.add(mac(String.valueOf(resource.value(Attribute.NETWORK_ID)), mac)));
                resource.values(Attribute.PORT_ID).forEach(port -> keys.add(publicAddress(port)));
            }
            case SERVER -> {
                resource.values(Attribute.PORT_IDS).forEach(port -> keys.add(use(Kind.PORT, port)));
                resource.values(Attribute.VOLUME_IDS).forEach(volume -> keys.add(use(Kind.VOLUME, volume)));
            }
            case FLAVOR, KEYPAIR -> keys.add(name(resource.kind(), resource.name()));
            case IMAGE, NETWORK, SUBNET, SERVER_GROUP, VOLUME -> {}
        }
        return keys;
    }
}
