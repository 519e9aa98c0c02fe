package org.etsi.osm.lcm.ro.account;

import java.util.List;
import java.util.Optional;

/**
 * What OSM's documents of VIM accounts say of checks. Any method may throw
 * {@link org.etsi.osm.lcm.core.port.StoreUnavailableException}; each may be repeated.
 */
public interface AccountRecords {
    /** Marks an account that no operation is recorded for as one to be checked; nothing happens if there is none. */
    void request(String id);

    /**
     * Takes what is to be checked of an account by compare-and-set on its operations' workers; nothing if there is
     * nothing, or others do it.
     */
    Optional<Pending> claim(String id);

    /** Accounts whose check was asked for before that time, in seconds, and isn't done; at most so many. */
    List<String> pending(double before, int limit);

    /**
     * Shows the result of a check. What was asked for since the claim is left to the check that follows, and so is the
     * state of the account.
     */
    void finish(Pending pending, boolean isUsable, String detail);

    /**
     * A check that is to be made.
     *
     * @param operations those of the account that ask for it, by their places; may be empty
     * @param known how many operations the account had in all
     */
    record Pending(String id, List<Integer> operations, int known) {
        public Pending {
            operations = List.copyOf(operations);
        }
    }
}
