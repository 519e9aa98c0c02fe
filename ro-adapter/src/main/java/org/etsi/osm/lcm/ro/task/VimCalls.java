package org.etsi.osm.lcm.ro.task;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.adapter.TaskHandler.EffectException;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.FindQuery;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.ServerAccess;
import org.etsi.osm.lcm.ro.vim.Spec;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.Vim;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.Vims;

/**
 * The calls that handlers make to a VIM account, with what goes wrong turned into the handlers' exception; the VIM's
 * request id is kept in the failure's detail. Thread-safe.
 */
final class VimCalls {
    private final Vims vims;

    VimCalls(Vims vims) {
        this.vims = vims;
    }

    List<Resource> ours(String account, Kind kind, TagQuery query) {
        return call(() -> vim(account).list(kind, query)).stream()
                .sorted(Comparator.comparing(Resource::id))
                .toList();
    }

    List<Resource> others(String account, FindQuery query) {
        return call(() -> vim(account).find(query));
    }

    Optional<Resource> get(String account, Kind kind, String id) {
        return call(() -> vim(account).get(kind, id));
    }

    /** The failure of a task that needs something which isn't there. */
    Optional<Failure> missing(String account, Kind kind, String id) {
        return get(account, kind, id).isPresent()
                ? Optional.empty()
                : CreatingHandler.absent(kind.name().toLowerCase(Locale.ROOT) + " " + id);
    }

    Resource create(String account, Spec spec, Tags tags) {
        return call(() -> vim(account).create(spec, tags));
    }

    void delete(String account, Kind kind, String id) {
        call(() -> vim(account).delete(kind, id));
    }

    void release(String account, Kind kind, String id) {
        call(() -> {
            vim(account).release(kind, id);
            return id;
        });
    }

    List<String> authorizedKeys(String account, ServerAccess.Login login) {
        return call(() -> access(account).authorizedKeys(login));
    }

    void authorize(String account, ServerAccess.Login login, String publicKey) {
        call(() -> {
            access(account).authorize(login, publicKey);
            return login;
        });
    }

    private ServerAccess access(String account) {
        return vim(account)
                .serverAccess()
                .orElseThrow(() -> VimException.refused(
                        VimException.Code.UNSUPPORTED,
                        "Expected VIM account " + account + " to be of a type that leads into its servers, but it"
                                + " isn't; no key can be added",
                        ""));
    }

    private Vim vim(String account) {
        return vims.vim(account);
    }

    private static <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (VimException e) {
            var detail =
                    e.requestId().isEmpty() ? Value.Obj.EMPTY : Value.Obj.EMPTY.with("vimRequestId", e.requestId());
            var failure = new Failure(e.code().name(), String.valueOf(e.getMessage()), e.isRetryable(), detail);
            throw new EffectException(failure, e.outcome() == VimException.Outcome.UNKNOWN);
        }
    }
}
