package org.etsi.osm.lcm.kafka.planning;

import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;

/** Files of VNF packages. Thread-safe. */
public interface PackageFiles {
    /**
     * The text of a file of a package, or nothing if there is none.
     *
     * @param storage the descriptor's {@code _admin.storage}
     * @param path inside the package, such as {@code cloud_init/config.txt}
     */
    Optional<String> read(Value storage, String path);
}
