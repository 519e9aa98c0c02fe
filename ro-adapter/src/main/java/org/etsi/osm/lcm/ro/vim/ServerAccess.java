package org.etsi.osm.lcm.ro.vim;

import java.util.List;

/**
 * The way into the servers of one VIM account, to let others in. Calls block, are safe from any thread, and end within
 * the account's {@link Vim#callLimit()}; what goes wrong is a {@link VimException}.
 */
public interface ServerAccess {
    /** The keys that let their bearers log in, in OpenSSH's format. Only an active server can be asked. */
    List<String> authorizedKeys(Login login);

    /** Adds a key; nothing changes if it is there already. Refused while the server isn't active. */
    void authorize(Login login, String publicKey);

    /**
     * A user of a server.
     *
     * @param address where the server is reached
     */
    record Login(String serverId, String address, String user) {}
}
