package org.etsi.osm.lcm.ro.vim;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.etsi.osm.lcm.core.adapter.AdapterSettings;

/**
 * Opens each account once, by the driver of its type, and again when the account was edited. Opening may take calls, so
 * nobody waits for it in a monitor: on Java 21 that takes a carrier away from all virtual threads, and when the last of
 * them is gone nothing moves any more.
 */
public final class AccountVims implements Vims {
    private final VimAccounts accounts;
    private final Map<String, VimDriver> drivers;
    private final Duration callLimit;
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();
    private final Map<String, Lock> opening = new ConcurrentHashMap<>();

    /** Calls take at most as long as an adapter with default settings allows. */
    public AccountVims(VimAccounts accounts, Map<String, VimDriver> driversByType) {
        this(accounts, driversByType, Duration.ofMillis(AdapterSettings.DEFAULTS.callLimitMs()));
    }

    /** @param callLimit of the adapter: an account whose calls may take longer could outlive a lease, and isn't used */
    public AccountVims(VimAccounts accounts, Map<String, VimDriver> driversByType, Duration callLimit) {
        this.accounts = accounts;
        this.callLimit = callLimit;
        this.drivers = Map.copyOf(driversByType);
    }

    @Override
    public Vim vim(String accountId) {
        var account = account(accountId);
        var known = opened.get(accountId);
        if (known != null && known.account().equals(account)) {
            return known.vim();
        }
        Lock lock = opening.computeIfAbsent(accountId, id -> new ReentrantLock());
        lock.lock();
        try {
            // Read again: who waited here must not put an older version of the account in place of a newer one.
            var latest = account(accountId);
            var before = opened.get(accountId);
            if (before != null && before.account().equals(latest)) {
                return before.vim();
            }
            var fresh = open(latest);
            opened.put(accountId, fresh);
            return fresh.vim();
        } finally {
            lock.unlock();
        }
    }

    private VimAccount account(String id) {
        return accounts.find(id).orElseThrow(() -> {
            opened.remove(id);
            return VimException.refused(
                    VimException.Code.NOT_FOUND,
                    "Expected VIM account " + id + ", but there is none; nothing was asked of a VIM",
                    "");
        });
    }

    private Opened open(VimAccount account) {
        var driver = drivers.get(account.type());
        if (driver == null) {
            throw VimException.refused(
                    VimException.Code.UNSUPPORTED,
                    "Expected vim_type of VIM account " + account.id() + " to be one of " + drivers.keySet()
                            + ", but there is no driver for '" + account.type() + "'; nothing was asked of a VIM",
                    "");
        }
        Vim vim = driver.open(account);
        if (vim.callLimit().compareTo(callLimit) > 0) {
            throw VimException.refused(
                    VimException.Code.INVALID,
                    "Expected calls to VIM account " + account.id() + " to end within the adapter's " + callLimit
                            + ", but its own limit is " + vim.callLimit() + "; nothing was asked of a VIM",
                    "");
        }
        return new Opened(account, vim);
    }

    private record Opened(VimAccount account, Vim vim) {}
}
