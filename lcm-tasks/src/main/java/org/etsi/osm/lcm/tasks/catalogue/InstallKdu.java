package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.OBJECT;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.OBJECTS;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import java.util.List;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Installs a KDU in its cluster under a name that is given before. */
public final class InstallKdu {
    public static final TaskType TYPE = TaskType.draft(
                    "InstallKdu",
                    "Installs a KDU in its cluster under a name that is given before, and waits until it is ready.",
                    TaskType.N2VC)
            .needs("cluster", TEXT, "id of the cluster as the connector knows it")
            .needs("technology", TEXT, "helm-chart-v3 or juju-bundle")
            .needs("model", TEXT, "chart or bundle")
            .needs("instance", TEXT, "name of the release, unique in its cluster")
            .needs("namespace", TEXT, "namespace in the cluster")
            .mayHave("kdu", TEXT, "name of the KDU in its descriptor")
            .mayHave("vca", TEXT, "VCA account of a bundle; absent for the installation's default")
            .mayHave("values", OBJECT, "values that it is installed with")
            .mayHave("services", OBJECTS, "services of the descriptor: name, mgmt")
            .gives("instance", TEXT, "name of the release")
            .gives("services", OBJECTS, "services: name, type, ports, cluster_ip, external_ip")
            .mayGive("address", TEXT, "address of its management service; null without one")
            .precondition("the cluster is there; no release of another task has this name")
            .rollback(Reversibility.EXACT, "uninstalls the KDU")
            .within(Delays.CONFIGURATION)
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .postcondition("the release of this task is deployed");

    private InstallKdu() {}

    /** What it takes. */
    public record Parameters(
            String cluster,
            String technology,
            String model,
            String instance,
            String namespace,
            @Nullable String kdu,
            @Nullable String vca,
            Value.Obj values,
            List<Value.Obj> services) {
        public Parameters {
            services = List.copyOf(services);
        }

        public Value.Obj toValue() {
            return Fields.write()
                    .put("cluster", cluster)
                    .put("technology", technology)
                    .put("model", model)
                    .put("instance", instance)
                    .put("namespace", namespace)
                    .put("kdu", kdu)
                    .put("vca", vca)
                    .someObject("values", values)
                    .put("services", services.isEmpty() ? null : Value.list(services))
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("InstallKdu", given);
            return new Parameters(
                    fields.text("cluster"),
                    fields.text("technology"),
                    fields.text("model"),
                    fields.text("instance"),
                    fields.text("namespace"),
                    fields.optionalText("kdu"),
                    fields.optionalText("vca"),
                    fields.object("values"),
                    fields.objects("services"));
        }
    }

    /** What it gives. */
    public record Outputs(
            String instance,
            List<Value.Obj> services,
            @Nullable String address) {
        public Outputs {
            services = List.copyOf(services);
        }

        public Value.Obj toValue() {
            return Fields.write()
                    .put("instance", instance)
                    .put("services", Value.list(services))
                    .put("address", address == null ? new Value.Nil() : new Value.Text(address))
                    .done();
        }

        public static Outputs from(Value.Obj given) {
            var fields = Fields.of("outputs of InstallKdu", given);
            return new Outputs(fields.text("instance"), fields.objects("services"), fields.optionalText("address"));
        }
    }
}
