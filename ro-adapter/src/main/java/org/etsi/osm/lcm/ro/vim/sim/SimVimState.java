package org.etsi.osm.lcm.ro.vim.sim;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where one simulated VIM account keeps what it has. Each call is atomic and, when it returns, durable as far as the
 * implementation is; reads see every write that returned before, whichever process made it. Safe from any thread. There
 * are no transactions: the VIM orders its writes so that compare-and-set and claims are enough.
 */
public interface SimVimState {
    /** Adds a resource; false when its id exists. */
    boolean insert(SimResource resource);

    Optional<SimResource> get(String id);

    /** Puts {@code next} in the place of {@code was}; false when the stored version isn't that of {@code was}. */
    boolean replace(SimResource was, SimResource next);

    /** Removes a resource; false when the stored version isn't that of {@code was}. Exactly one caller gets true. */
    boolean remove(SimResource was);

    /** The resources selected, in every phase, sorted by id. */
    List<SimResource> list(SimQuery query);

    /** Every resource in every phase, sorted by kind and id. */
    List<SimResource> all();

    /** Resources whose {@code dueAt} is not after {@code now}, sorted by it. */
    List<SimResource> due(Instant now);

    /** Takes a key for its owner; false when anybody, the same owner included, holds it. */
    boolean claim(String key, Claim claim);

    Optional<Claim> claimOn(String key);

    /** The claims under a prefix, by their keys without the prefix. */
    Map<String, Claim> claimsUnder(String prefix);

    /** Gives a key back; nothing happens when its owner is another. */
    void release(String key, String owner);

    /** The keys that let their bearers log in to a server as a user, in the order in which they came. */
    List<String> keys(String serverId, String user);

    /** Adds a key; nothing happens when it is there. */
    void addKey(String serverId, String user, String key);

    /** Forgets the keys of a server. */
    void removeKeys(String serverId);

    /** Switches a fault on, or changes it. */
    void put(SimFault fault);

    /** Switches a fault off; nothing happens when it isn't on. */
    void removeFault(String faultId);

    /** The faults that are on, in the order of their ids. */
    List<SimFault> faults();

    /** Takes one use of a fault; false when it is off or used up. One that lasts for ever is always there to take. */
    boolean takeUse(String faultId);

    /** Forgets everything, faults included: a VIM as delivered. */
    void clear();

    /** Who holds a key, and since when. */
    record Claim(String owner, Instant since) {}
}
