package org.etsi.osm.lcm.ro.vim;

import java.util.Optional;

/** Reads VIM accounts by id; safe from any thread, never cached, so an edited account counts from the next read. */
@FunctionalInterface
public interface VimAccounts {
    Optional<VimAccount> find(String accountId);
}
