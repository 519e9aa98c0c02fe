package org.etsi.osm.lcm.kafka.intake;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;

/**
 * OSM's records of VIM accounts ({@code vim_accounts}), as far as their removal needs them. Any method may throw
 * {@link org.etsi.osm.lcm.core.port.StoreUnavailableException}, those that change something
 * {@link DocumentRefusedException}; each may be repeated.
 */
public interface OsmAccounts {

    /** Accounts that NBI has marked to be deleted, by id, after a given one. */
    List<Value.Obj> condemned(Optional<String> after, int limit);

    /** Takes an operation of an account by compare-and-set on its worker; false if another LCM has it. */
    boolean claim(String id, int operation);

    /** Shows why the operation isn't done yet; in the operation that is claimed. */
    void delay(String id, int operation, String why);

    /** Who needs the account according to OSM's records, in words; nothing if nobody does. */
    Optional<String> userOf(String id);

    /** Removes an account that is marked to be deleted. */
    void remove(String id);
}
