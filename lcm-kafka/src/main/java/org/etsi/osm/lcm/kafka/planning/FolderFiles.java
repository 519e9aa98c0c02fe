package org.etsi.osm.lcm.kafka.planning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;

/** Packages in a folder that is shared with NBI ({@code storage.driver: local}). */
public final class FolderFiles implements PackageFiles {
    /** A larger file is no cloud-init. */
    private static final long MAX_BYTES = 1024 * 1024;

    private final Path root;

    public FolderFiles(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Optional<String> read(Value storage, String path) {
        Path file = root.resolve(storage.text("folder").orElse(""))
                .resolve(storage.text("pkg-dir").orElse(""))
                .resolve(path)
                .normalize();
        // A descriptor is written by users: it must not lead out of the storage.
        if (!file.startsWith(root) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Files.size(file) > MAX_BYTES ? Optional.empty() : Optional.of(Files.readString(file));
        } catch (IOException e) {
            throw new StoreUnavailableException("Expected to read " + file + ", but: " + e.getMessage(), e);
        }
    }
}
