package org.etsi.osm.lcm.ro.vim;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to find among the things that aren't ours. All given parts must match; an attribute matches when its values are
 * equal, order included for lists that have one.
 */
public record FindQuery(
        Kind kind, @Nullable String id, @Nullable String name, Map<Attribute, List<String>> attributes) {
    public FindQuery {
        attributes = Attribute.copyOf(attributes);
    }

    public static FindQuery byId(Kind kind, String id) {
        return new FindQuery(kind, id, null, Map.of());
    }

    public static FindQuery byName(Kind kind, String name) {
        return new FindQuery(kind, null, name, Map.of());
    }

    public static FindQuery imageByChecksum(String checksum) {
        return new FindQuery(Kind.IMAGE, null, null, Map.of(Attribute.CHECKSUM, List.of(checksum)));
    }

    /** Networks that public addresses come from. */
    public static FindQuery externalNetwork(@Nullable String id, @Nullable String name) {
        return new FindQuery(Kind.NETWORK, id, name, Map.of(Attribute.EXTERNAL, List.of("true")));
    }

    /** A flavor of exactly this size with exactly these extra specs. */
    public static FindQuery flavorLike(FlavorSpec spec) {
        var shape = new EnumMap<>(spec.attributes());
        for (Attribute unsaid : List.of(Attribute.EXTRA_SPECS, Attribute.EPHEMERAL_GB, Attribute.SWAP_MB)) {
            shape.putIfAbsent(unsaid, List.of());
        }
        return new FindQuery(Kind.FLAVOR, null, null, shape);
    }

    public boolean matches(Resource resource) {
        return resource.kind() == kind
                && resource.tags() == null
                && (id == null || id.equals(resource.id()))
                && (name == null || name.equals(resource.name()))
                && attributes.entrySet().stream()
                        .allMatch(wanted -> resource.values(wanted.getKey()).equals(wanted.getValue()));
    }
}
