package org.etsi.osm.lcm.kafka.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code time_last_ping}: when the LCM last heard itself, in seconds; OSM's health check looks at its age. */
public final class HealthFile {
    private static final Logger LOG = LoggerFactory.getLogger(HealthFile.class);
    private static final String NAME = "time_last_ping";

    private final @Nullable Path folder;

    private HealthFile(@Nullable Path folder) {
        this.folder = folder;
    }

    /** The file in a folder; none if the name of the folder is empty. */
    public static HealthFile in(String folder) {
        return new HealthFile(folder.isBlank() ? null : Path.of(folder));
    }

    /** Puts the new file in the place of the old one; that it can't be written is logged, and harms nothing else. */
    void write(long epochMs) {
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path fresh = folder.resolve(NAME + ".new");
            Files.writeString(fresh, String.format(Locale.ROOT, "%.3f", epochMs / 1_000.0));
            Files.move(fresh, folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn(
                    "Expected to write {} in {}, but: {}; a health check may hold this LCM for dead",
                    NAME,
                    folder,
                    e.toString());
        }
    }
}
