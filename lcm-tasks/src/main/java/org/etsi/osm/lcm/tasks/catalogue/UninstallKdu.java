package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Uninstalls a KDU by the name in the records. */
public final class UninstallKdu {
    public static final TaskType TYPE = TaskType.draft(
                    "UninstallKdu", "Uninstalls a KDU by the name in the records.", TaskType.N2VC)
            .needs("cluster", TEXT, "id of the cluster as the connector knows it")
            .needs("technology", TEXT, "helm-chart-v3 or juju-bundle")
            .needs("instance", TEXT, "name of the release")
            .needs("namespace", TEXT, "namespace in the cluster")
            .mayHave("vca", TEXT, "VCA account of a bundle; absent for the installation's default")
            .rollback(Reversibility.IMPOSSIBLE, "what was deleted can't be brought back")
            .within(Delays.DELETION)
            .retried(5, Delays.FIRST, Delays.LIMIT)
            .postcondition("the cluster has no release of this name that was made for this NS");

    private UninstallKdu() {}

    /** What it takes. */
    public record Parameters(
            String cluster,
            String technology,
            String instance,
            String namespace,
            @Nullable String vca) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("cluster", cluster)
                    .put("technology", technology)
                    .put("instance", instance)
                    .put("namespace", namespace)
                    .put("vca", vca)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("UninstallKdu", given);
            return new Parameters(
                    fields.text("cluster"),
                    fields.text("technology"),
                    fields.text("instance"),
                    fields.text("namespace"),
                    fields.optionalText("vca"));
        }
    }
}
