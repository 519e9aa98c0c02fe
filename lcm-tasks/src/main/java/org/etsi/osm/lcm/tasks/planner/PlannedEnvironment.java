package org.etsi.osm.lcm.tasks.planner;

import java.util.LinkedHashMap;
import java.util.Map;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.tasks.catalogue.Input;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.descriptor.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * An execution environment of a plan, as later tasks of the same plan refer to it.
 *
 * @param index its place in {@code _admin.deployed.VCA}
 * @param vca the account that it is at; none for the installation's default
 * @param created the task that creates or registers it
 * @param installed the task after which its software runs
 */
record PlannedEnvironment(
        int index,
        Element element,
        Configuration configuration,
        Configuration.Environment descriptor,
        @Nullable String vca,
        TaskId created,
        TaskId installed) {

    Input id() {
        return Input.output(created, "environmentId");
    }

    /** What tasks for it are called. */
    String label() {
        return label(element, descriptor);
    }

    static String label(Element element, Configuration.Environment descriptor) {
        return element.label() + " " + descriptor.name();
    }

    /** What all its tasks have in common. */
    Map<String, String> scope() {
        return scope(element, descriptor, index);
    }

    static Map<String, String> scope(Element element, Configuration.Environment descriptor, int index) {
        var scope = new LinkedHashMap<>(element.scope());
        scope.put(Scope.ENVIRONMENT, String.valueOf(index));
        var reference = descriptor.id();
        if (reference != null) {
            scope.put(Scope.ENVIRONMENT_REF, reference);
        }
        return scope;
    }
}
