package org.etsi.osm.lcm.kafka.wire;

import java.nio.file.Files;
import java.nio.file.Path;

/** OSM's fixtures, read in place where they are; they aren't part of this repository. */
public final class Fixtures {
    private Fixtures() {}

    public static Path folder() {
        return Path.of(System.getProperty("osm.fixtures", "../../shared/osm/fixtures"));
    }

    public static boolean present() {
        return Files.isDirectory(folder().resolve("wire/kafka"));
    }
}
