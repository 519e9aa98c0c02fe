package org.etsi.osm.lcm.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.etsi.osm.lcm.ro.vim.Deletion;
import org.etsi.osm.lcm.ro.vim.FindQuery;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.ServerAccess;
import org.etsi.osm.lcm.ro.vim.Spec;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.Vim;

/** The VIM as one adapter sees it: the caller may be held, or die, before a call takes effect and after it did. */
final class HeldVim implements Vim {
    private static final int ASLEEP_ONE_IN = 5;

    private final SimWorld world;
    private final AdapterIncarnation me;
    private final Vim vim;

    HeldVim(SimWorld world, AdapterIncarnation me, Vim vim) {
        this.world = world;
        this.me = me;
        this.vim = vim;
    }

    @Override
    public Resource create(Spec spec, Tags tags) {
        return call(
                () -> "create " + spec.kind() + " " + tags.task(),
                () -> me.change(CrashCall.CREATE, () -> vim.create(spec, tags)));
    }

    @Override
    public Optional<Resource> get(Kind kind, String id) {
        return call(() -> "get", () -> vim.get(kind, id));
    }

    @Override
    public Deletion delete(Kind kind, String id) {
        return call(() -> "delete " + kind + " " + id, () -> me.change(CrashCall.DELETE, () -> vim.delete(kind, id)));
    }

    @Override
    public List<Resource> list(Kind kind, TagQuery query) {
        return call(() -> "list", () -> vim.list(kind, query));
    }

    @Override
    public List<Resource> find(FindQuery query) {
        return call(() -> "find", () -> vim.find(query));
    }

    @Override
    public void release(Kind kind, String id) {
        call(
                () -> "release " + kind + " " + id,
                () -> me.change(CrashCall.RELEASE, () -> {
                    vim.release(kind, id);
                    return id;
                }));
    }

    @Override
    public Optional<ServerAccess> serverAccess() {
        return vim.serverAccess().map(HeldAccess::new);
    }

    /** The way into its servers, held as its other calls are. */
    private final class HeldAccess implements ServerAccess {
        private final ServerAccess access;

        private HeldAccess(ServerAccess access) {
            this.access = access;
        }

        @Override
        public List<String> authorizedKeys(Login login) {
            return call(() -> "keys of " + login, () -> access.authorizedKeys(login));
        }

        @Override
        public void authorize(Login login, String publicKey) {
            call(
                    () -> "add a key to " + login,
                    () -> me.change(CrashCall.AUTHORIZE, () -> {
                        access.authorize(login, publicKey);
                        return login;
                    }));
        }
    }

    @Override
    public void check() {
        call(() -> "check", () -> {
            vim.check();
            return true;
        });
    }

    @Override
    public Duration callLimit() {
        return vim.callLimit();
    }

    private <T> T call(Supplier<String> what, Supplier<T> body) {
        // Time limits bind those who are awake: a process that sleeps may make its call long after its lease is over.
        boolean isAsleep = world.happens(ASLEEP_ONE_IN);
        world.interludeInJob(
                me, "VIM call", isAsleep ? Long.MAX_VALUE : vim.callLimit().toMillis());
        T result = body.get();
        world.note(me.name(), () -> "VIM: " + what.get() + " = " + result);
        world.interludeInJob(me, "VIM answer", vim.callLimit().toMillis());
        return result;
    }
}
