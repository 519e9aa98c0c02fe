package org.etsi.osm.lcm.ro;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.etsi.osm.lcm.core.adapter.TaggedResources;
import org.etsi.osm.lcm.core.adapter.TaskHandler.EffectException;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.Vim;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.Vims;

/** All that carries our tags at the VIMs, for the sweep. */
public final class VimLeftovers implements TaggedResources {
    private final Vims vims;

    public VimLeftovers(Vims vims) {
        this.vims = vims;
    }

    @Override
    public List<Tagged> list(String vim) {
        try {
            Vim at = vims.vim(vim);
            List<Tagged> all = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                // Images are never ours.
                if (kind != Kind.IMAGE) {
                    at.list(kind, TagQuery.anyOfOurs()).forEach(resource -> add(resource, all));
                }
            }
            return all;
        } catch (VimException e) {
            throw failed(e);
        }
    }

    private static void add(Resource resource, List<Tagged> to) {
        Tags tags = resource.tags();
        if (tags != null) {
            to.add(new Tagged(resource.id(), resource.kind().name().toLowerCase(Locale.ROOT), tags.ns(), tags.task()));
        }
    }

    @Override
    public void remove(String vim, Tagged resource) {
        try {
            vims.vim(vim).delete(Kind.valueOf(resource.kind().toUpperCase(Locale.ROOT)), resource.id());
        } catch (VimException e) {
            throw failed(e);
        }
    }

    private static EffectException failed(VimException e) {
        var failure = Failure.retryable(e.code().name(), String.valueOf(e.getMessage()));
        return new EffectException(failure, e.outcome() == VimException.Outcome.UNKNOWN);
    }
}
