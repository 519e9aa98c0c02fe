package org.etsi.osm.lcm.ro.vim.sim;

import java.util.List;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.ServerAccess.Login;
import org.etsi.osm.lcm.ro.vim.VimException.Code;

/**
 * Who may log in to servers: an active one answers at its addresses, own or public, and remembers keys until it goes.
 */
final class SimLogins {
    private final SimContext context;

    SimLogins(SimContext context) {
        this.context = context;
    }

    List<String> keys(Login login) {
        reach(login);
        return context.state().keys(login.serverId(), login.user());
    }

    void add(Login login, String key) {
        reach(login);
        context.state().addKey(login.serverId(), login.user(), key);
        if (context.state().get(login.serverId()).isEmpty()) {
            // It went meanwhile, and has forgotten its keys already.
            context.state().removeKeys(login.serverId());
        }
    }

    private void reach(Login login) {
        var server = context.require(Kind.SERVER, login.serverId(), Code.NOT_FOUND);
        if (context.now().isBefore(server.readyAt()) || server.bootFault() != null) {
            throw context.refusal(
                    Code.CONFLICT,
                    "Expected server " + server.id() + " to be active, but it is "
                            + server.at(context.now()).status() + "; nobody can log in");
        }
        if (!server.values(Attribute.FIXED_IPS).contains(login.address()) && !isPublic(server, login.address())) {
            throw context.refusal(
                    Code.UNAVAILABLE,
                    "Expected server " + server.id() + " to answer at " + login.address() + ", but it is at "
                            + server.values(Attribute.FIXED_IPS));
        }
    }

    private boolean isPublic(SimResource server, String address) {
        return context.state().list(SimQuery.where(Kind.FLOATING_IP, Attribute.ADDRESS, address)).stream()
                .filter(SimResource::isVisible)
                .flatMap(floating -> floating.values(Attribute.PORT_ID).stream())
                .anyMatch(server.values(Attribute.PORT_IDS)::contains);
    }
}
