package org.etsi.osm.lcm.ro.vim.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keeps a simulated VIM in memory, for one process; one lock guards everything. */
public final class MemorySimVimState implements SimVimState {
    private final Map<String, SimResource> resources = new TreeMap<>();
    // The few that something will happen to by itself, so that asking for them costs nothing.
    private final Map<String, SimResource> scheduled = new TreeMap<>();
    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<String, Map<String, Set<String>>> keys = new HashMap<>();
    private final Map<String, SimFault> faults = new TreeMap<>();

    @Override
    public synchronized boolean insert(SimResource resource) {
        if (resources.containsKey(resource.id())) {
            return false;
        }
        store(resource);
        return true;
    }

    @Override
    public synchronized Optional<SimResource> get(String id) {
        return Optional.ofNullable(resources.get(id));
    }

    @Override
    public synchronized boolean replace(SimResource was, SimResource next) {
        if (!isCurrent(was)) {
            return false;
        }
        store(next);
        return true;
    }

    private void store(SimResource resource) {
        resources.put(resource.id(), resource);
        if (resource.dueAt() == null) {
            scheduled.remove(resource.id());
        } else {
            scheduled.put(resource.id(), resource);
        }
    }

    @Override
    public synchronized boolean remove(SimResource was) {
        if (!isCurrent(was)) {
            return false;
        }
        resources.remove(was.id());
        scheduled.remove(was.id());
        return true;
    }

    private boolean isCurrent(SimResource was) {
        var stored = resources.get(was.id());
        return stored != null && stored.version() == was.version();
    }

    @Override
    public synchronized List<SimResource> list(SimQuery query) {
        return resources.values().stream().filter(query::selects).toList();
    }

    @Override
    public synchronized List<SimResource> all() {
        return resources.values().stream()
                .sorted(Comparator.comparing(SimResource::kind).thenComparing(SimResource::id))
                .toList();
    }

    @Override
    public synchronized List<SimResource> due(Instant now) {
        var due = new ArrayList<>(scheduled.values().stream()
                .filter(resource -> isDue(resource, now))
                .toList());
        due.sort(Comparator.comparing(resource -> resource.dueAt() == null ? now : resource.dueAt()));
        return due;
    }

    private static boolean isDue(SimResource resource, Instant now) {
        var due = resource.dueAt();
        return due != null && !due.isAfter(now);
    }

    @Override
    public synchronized boolean claim(String key, Claim claim) {
        return claims.putIfAbsent(key, claim) == null;
    }

    @Override
    public synchronized Optional<Claim> claimOn(String key) {
        return Optional.ofNullable(claims.get(key));
    }

    @Override
    public synchronized Map<String, Claim> claimsUnder(String prefix) {
        return claims.entrySet().stream()
                .filter(claim -> claim.getKey().startsWith(prefix))
                .collect(Collectors.toUnmodifiableMap(
                        claim -> claim.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    @Override
    public synchronized void release(String key, String owner) {
        claims.computeIfPresent(key, (k, claim) -> claim.owner().equals(owner) ? null : claim);
    }

    @Override
    public synchronized List<String> keys(String serverId, String user) {
        return List.copyOf(keys.getOrDefault(serverId, Map.of()).getOrDefault(user, Set.of()));
    }

    @Override
    public synchronized void addKey(String serverId, String user, String key) {
        keys.computeIfAbsent(serverId, id -> new HashMap<>())
                .computeIfAbsent(user, name -> new LinkedHashSet<>())
                .add(key);
    }

    @Override
    public synchronized void removeKeys(String serverId) {
        keys.remove(serverId);
    }

    @Override
    public synchronized void put(SimFault fault) {
        faults.put(fault.id(), fault);
    }

    @Override
    public synchronized void removeFault(String faultId) {
        faults.remove(faultId);
    }

    @Override
    public synchronized List<SimFault> faults() {
        return List.copyOf(faults.values());
    }

    @Override
    public synchronized boolean takeUse(String faultId) {
        var fault = faults.get(faultId);
        if (fault == null || fault.uses() == 0) {
            return false;
        }
        if (fault.uses() > 0) {
            faults.put(faultId, fault.times(fault.uses() - 1));
        }
        return true;
    }

    @Override
    public synchronized void clear() {
        resources.clear();
        scheduled.clear();
        claims.clear();
        keys.clear();
        faults.clear();
    }
}
