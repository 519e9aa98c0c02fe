package org.etsi.osm.lcm.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;

/**
 * The figures that one test found, for {@code docs/reliability.md}: one file each below {@code target/reliability},
 * which the next run of the same test replaces. Published also before a test fails, so that the page tells what was
 * found.
 */
public final class Figures {
    static final Path FOLDER = Path.of("target", "reliability");

    private Figures() {}

    /**
     * Writes what a test found; durable on return.
     *
     * @param name the section: lower case and dashes
     */
    public static void publish(String name, Value.Obj figures) {
        try {
            Files.createDirectories(FOLDER);
            Files.write(FOLDER.resolve(name + ".json"), Json.write(figures));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to write the figures of " + name + ", but could not", e);
        }
    }
}
