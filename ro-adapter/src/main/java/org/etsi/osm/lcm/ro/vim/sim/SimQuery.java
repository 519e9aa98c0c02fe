package org.etsi.osm.lcm.ro.vim.sim;

import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.jspecify.annotations.Nullable;

/** Which resources of a kind to read from the state: by tags, or by a value an attribute must contain, or all. */
public record SimQuery(
        Kind kind,
        @Nullable TagQuery tags,
        @Nullable Attribute attribute,
        @Nullable String containing) {
    static SimQuery all(Kind kind) {
        return new SimQuery(kind, null, null, null);
    }

    static SimQuery tagged(Kind kind, TagQuery tags) {
        return new SimQuery(kind, tags, null, null);
    }

    static SimQuery where(Kind kind, Attribute attribute, String value) {
        return new SimQuery(kind, null, attribute, value);
    }

    /** Whether the query selects this resource. */
    public boolean selects(SimResource resource) {
        if (resource.kind() != kind) {
            return false;
        }
        var theirs = resource.tags();
        boolean tagsMatch = tags == null || (theirs != null && tags.matches(theirs));
        return tagsMatch
                && (attribute == null
                        || containing == null
                        || resource.values(attribute).contains(containing));
    }
}
