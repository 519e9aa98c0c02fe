package org.etsi.osm.lcm.ro.vim.sim;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.VimException.Code;

/** Hands out addresses of subnets. A claim makes each one unique among threads and processes; the rest is searching. */
final class SimAddresses {
    private static final int QUICK_TRIES = 4;
    private static final int SEARCHES = 64;
    private static final int OWNERLESS_TRIES = 256;

    private final SimContext context;
    private final SimClaims claims;
    // Only a hint for where to look first; each process has its own and may lose it.
    private final Map<String, BigInteger> next = new ConcurrentHashMap<>();

    SimAddresses(SimContext context, SimClaims claims) {
        this.context = context;
        this.claims = claims;
    }

    /** An address in a subnet that an owner holds. */
    record Lease(String subnetId, String address) {}

    /**
     * Leases the wanted addresses, or else one of each IP version the network has subnets for; sorted by address. On a
     * refusal the owner holds none of them.
     */
    List<Lease> lease(String networkId, List<String> wanted, String owner) {
        var subnets = context.state().list(SimQuery.where(Kind.SUBNET, Attribute.NETWORK_ID, networkId)).stream()
                .filter(SimResource::isVisible)
                .toList();
        var leases = new ArrayList<Lease>();
        try {
            if (wanted.isEmpty()) {
                var byVersion = new TreeMap<String, List<SimResource>>();
                subnets.forEach(subnet -> byVersion
                        .computeIfAbsent(String.valueOf(subnet.value(Attribute.IP_VERSION)), v -> new ArrayList<>())
                        .add(subnet));
                byVersion.values().forEach(candidates -> leases.add(leaseAny(candidates, networkId, owner)));
            } else {
                wanted.forEach(address -> leases.add(leaseThis(subnets, address, networkId, owner)));
            }
        } catch (RuntimeException e) {
            leases.forEach(lease -> context.state().release(SimClaims.address(lease.subnetId, lease.address), owner));
            throw e;
        }
        leases.sort(Comparator.comparing(Lease::address));
        return leases;
    }

    private Lease leaseThis(List<SimResource> subnets, String address, String networkId, String owner) {
        var subnet = subnets.stream()
                .filter(candidate -> Pool.of(candidate).holds(address))
                .findFirst()
                .orElseThrow(() -> context.refusal(
                        Code.INVALID,
                        "Expected " + address + " in a subnet of network " + networkId
                                + ", but it is in none; no port was created"));
        var literal = Pool.of(subnet).cidr.text(Cidr.number(address));
        boolean isGateway = literal.equals(subnet.value(Attribute.GATEWAY));
        if (isGateway || !claims.take(SimClaims.address(subnet.id(), literal), owner)) {
            throw context.refusal(
                    Code.IP_IN_USE,
                    "Expected " + address + " of subnet " + subnet.id()
                            + " to be free, but it is in use; no port was created");
        }
        return new Lease(subnet.id(), literal);
    }

    private Lease leaseAny(List<SimResource> candidates, String networkId, String owner) {
        return candidates.stream()
                .map(subnet -> leaseNext(subnet, owner))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> context.refusal(
                        Code.CONFLICT,
                        "Expected a free address on network " + networkId
                                + ", but its subnets are used up; no port was created"));
    }

    private Optional<Lease> leaseNext(SimResource subnet, String owner) {
        var pool = Pool.of(subnet);
        var candidate = next.getOrDefault(subnet.id(), pool.first);
        for (int i = 0; i < QUICK_TRIES && candidate.compareTo(pool.last) <= 0; i++) {
            if (take(subnet, pool, candidate, owner)) {
                return Optional.of(new Lease(subnet.id(), pool.cidr.text(candidate)));
            }
            candidate = candidate.add(BigInteger.ONE);
        }
        for (int i = 0; i < SEARCHES; i++) {
            var taken = context.state().claimsUnder(SimClaims.addresses(subnet.id()));
            var free = firstFree(pool, taken.keySet());
            if (free.isEmpty()) {
                return takeOwnerless(subnet, pool, taken, owner);
            }
            if (take(subnet, pool, free.get(), owner)) {
                return Optional.of(new Lease(subnet.id(), pool.cidr.text(free.get())));
            }
        }
        return Optional.empty();
    }

    private boolean take(SimResource subnet, Pool pool, BigInteger address, String owner) {
        var literal = pool.cidr.text(address);
        if (literal.equals(pool.gateway) || !claims.take(SimClaims.address(subnet.id(), literal), owner)) {
            return false;
        }
        next.put(subnet.id(), address.add(BigInteger.ONE));
        return true;
    }

    private static Optional<BigInteger> firstFree(Pool pool, Set<String> taken) {
        for (var at = pool.first; at.compareTo(pool.last) <= 0; at = at.add(BigInteger.ONE)) {
            var literal = pool.cidr.text(at);
            if (!literal.equals(pool.gateway) && !taken.contains(literal)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** In a subnet that is used up, an address whose owner never came to exist may be had. */
    private Optional<Lease> takeOwnerless(
            SimResource subnet, Pool pool, Map<String, SimVimState.Claim> taken, String owner) {
        return taken.entrySet().stream()
                .filter(claim -> claims.isOld(claim.getValue()))
                .map(claim -> Cidr.number(claim.getKey()))
                .filter(pool::offers)
                .sorted()
                .limit(OWNERLESS_TRIES)
                .filter(address -> take(subnet, pool, address, owner))
                .findFirst()
                .map(address -> new Lease(subnet.id(), pool.cidr.text(address)));
    }

    /** The addresses a subnet hands out by itself; wanted ones may come from the whole block. */
    private record Pool(Cidr cidr, BigInteger first, BigInteger last, String gateway) {
        static Pool of(SimResource subnet) {
            var cidr = Cidr.parse(String.valueOf(subnet.value(Attribute.CIDR)));
            var start = subnet.value(Attribute.ALLOCATION_START);
            var count = subnet.value(Attribute.ALLOCATION_COUNT);
            var first = start == null ? cidr.first() : Cidr.number(start).max(cidr.first());
            var last = count == null
                    ? cidr.last()
                    : first.add(new BigInteger(count)).subtract(BigInteger.ONE);
            return new Pool(cidr, first, last.min(cidr.last()), String.valueOf(subnet.value(Attribute.GATEWAY)));
        }

        boolean offers(BigInteger address) {
            return address.compareTo(first) >= 0 && address.compareTo(last) <= 0;
        }

        boolean holds(String address) {
            return cidr.holds(address);
        }
    }
}
