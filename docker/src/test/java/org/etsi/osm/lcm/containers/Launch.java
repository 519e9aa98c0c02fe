package org.etsi.osm.lcm.containers;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * How a role of ours is to be started.
 *
 * @param environment beside, or in the place of, what every role gets
 * @param further whatever else the container needs before it is created
 */
record Launch(
        Role role, DockerImageName image, Map<String, String> environment, Consumer<GenericContainer<?>> further) {
    Launch {
        environment = Map.copyOf(environment);
    }

    /** As usual. */
    static Launch of(Role role) {
        return new Launch(role, Images.lcm(), Map.of(), container -> {});
    }

    Launch image(DockerImageName other) {
        return new Launch(role, other, environment, further);
    }

    Launch with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Launch(role, image, more, further);
    }

    Launch further(Consumer<GenericContainer<?>> also) {
        return new Launch(role, image, environment, further.andThen(also));
    }
}
