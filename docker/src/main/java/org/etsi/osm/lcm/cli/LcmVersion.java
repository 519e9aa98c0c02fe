package org.etsi.osm.lcm.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** Tells which build this is, from the manifest of its jar. */
final class LcmVersion implements IVersionProvider {

    LcmVersion() {}

    @Override
    public String[] getVersion() {
        @Nullable String version = LcmVersion.class.getPackage().getImplementationVersion();
        return new String[] {"lcm " + (version == null ? "(unpackaged)" : version)};
    }
}
