package org.etsi.osm.lcm.ro.vim;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Opens each account once, by the driver of its type, and again when the account was edited. */
public final class AccountVims implements Vims {
    private final VimAccounts accounts;
    private final Map<String, VimDriver> drivers;
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();

    public AccountVims(VimAccounts accounts, Map<String, VimDriver> driversByType) {
        this.accounts = accounts;
        this.drivers = Map.copyOf(driversByType);
    }

    @Override
    public Vim vim(String accountId) {
        var account = accounts.find(accountId).orElseThrow(() -> {
            opened.remove(accountId);
            return VimException.refused(
                    VimException.Code.NOT_FOUND,
                    "Expected VIM account " + accountId + ", but there is none; nothing was asked of a VIM",
                    "");
        });
        return opened.compute(
                        accountId,
                        (id, before) -> before != null && before.account().equals(account) ? before : open(account))
                .vim();
    }

    private Opened open(VimAccount account) {
        var driver = drivers.get(account.type());
        if (driver == null) {
            throw VimException.refused(
                    VimException.Code.UNSUPPORTED,
                    "Expected VIM account " + account.id() + " to be of a type in " + drivers.keySet() + ", but it is '"
                            + account.type() + "'; nothing was asked of a VIM",
                    "");
        }
        return new Opened(account, driver.open(account));
    }

    private record Opened(VimAccount account, Vim vim) {}
}
