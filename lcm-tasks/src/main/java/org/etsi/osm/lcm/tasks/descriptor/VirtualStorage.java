package org.etsi.osm.lcm.tasks.descriptor;

import java.util.Locale;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * A disk of a VDU, as a descriptor has it and as NBI copies it into records.
 *
 * @param sizeGb none where it isn't said
 * @param keep it outlives the server
 * @param isShared several servers may have it at once
 */
public record VirtualStorage(
        String id, Type type, @Nullable Integer sizeGb, boolean keep, boolean isShared, String where) {

    /** What a disk is made of. */
    public enum Type {
        /** Part of the server's flavor. */
        ROOT("root-storage"),
        /** A volume of its own. */
        PERSISTENT("persistent-storage"),
        /** A second disk of the flavor. */
        EPHEMERAL("ephemeral-storage"),
        SWAP("swap-storage");

        private final String suffix;

        Type(String suffix) {
            this.suffix = suffix;
        }
    }

    /** Strict, so only for what is to be deployed. */
    public static VirtualStorage read(Node storage) {
        return new VirtualStorage(
                storage.text("id"),
                type(storage),
                storage.count("size-of-storage", 0)
                        .or(() -> storage.find("block-storage-data").flatMap(data -> data.count("size-of-storage", 0)))
                        .orElse(null),
                isKept(storage),
                requires(storage, "multiattach"),
                storage.where());
    }

    /** Prefixes differ between versions of the information model; what follows them doesn't. */
    private static Type type(Node storage) {
        var given = storage.textOrNull("type-of-storage");
        if (given == null) {
            return Type.ROOT;
        }
        for (Type type : Type.values()) {
            if (given.toLowerCase(Locale.ROOT).endsWith(type.suffix)) {
                return type;
            }
        }
        throw storage.get("type-of-storage")
                .expected("root-storage, persistent-storage, ephemeral-storage or swap-storage");
    }

    /** Whether it outlives what uses it; lenient, since whoever takes things down asks too. */
    public static boolean isKept(Node storage) {
        return requires(storage, "keep-volume");
    }

    private static boolean requires(Node storage, String key) {
        return storage.list("vdu-storage-requirements").stream()
                .filter(requirement -> requirement.value().text("key").equals(Optional.of(key)))
                .anyMatch(requirement -> requirement
                        .value()
                        .field("value")
                        .flatMap(Value::asText)
                        .filter("true"::equalsIgnoreCase)
                        .isPresent());
    }
}
