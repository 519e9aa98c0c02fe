package org.etsi.osm.lcm.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where {@code lcm up} keeps its data, and where the other commands find out about it. */
public final class DataFolder {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "data folder of 'lcm up' (default: LCM_DATA, else XDG_DATA_HOME/osm-lcm, else"
                    + " ~/.local/share/osm-lcm)")
    private @Nullable Path given;

    public Path path() {
        Path chosen = given;
        if (chosen != null) {
            return chosen.toAbsolutePath().normalize();
        }
        String named = System.getenv("LCM_DATA");
        if (named != null && !named.isBlank()) {
            return Path.of(named).toAbsolutePath().normalize();
        }
        String shared = System.getenv("XDG_DATA_HOME");
        Path base = shared == null || shared.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".local", "share")
                : Path.of(shared);
        return base.resolve("osm-lcm").toAbsolutePath().normalize();
    }
}
