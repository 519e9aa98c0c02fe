package org.etsi.osm.lcm.ro.vim;

/** Leads from a VIM account's id to its {@link Vim}. Safe from any thread. */
@FunctionalInterface
public interface Vims {
    /**
     * The VIM of an account as the account reads now.
     *
     * @throws VimException NOT_FOUND for an unknown account, UNSUPPORTED for a type without a driver
     */
    Vim vim(String accountId);
}
