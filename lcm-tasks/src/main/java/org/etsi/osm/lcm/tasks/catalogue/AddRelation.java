package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Relates two execution environments. */
public final class AddRelation {
    public static final TaskType TYPE = TaskType.draft(
                    "AddRelation", "Relates an endpoint of one execution environment to one of another.", TaskType.N2VC)
            .needs("provider", TEXT, "execution environment that provides")
            .needs("providerEndpoint", TEXT, "its endpoint")
            .needs("requirer", TEXT, "execution environment that requires")
            .needs("requirerEndpoint", TEXT, "its endpoint")
            .mayHave("vca", TEXT, "VCA account; absent for the installation's default")
            .precondition("both execution environments are there")
            .rollback(Reversibility.ABSORBED, "it goes with either execution environment")
            .within(Delays.CONFIGURATION)
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .postcondition("the two endpoints are related");

    private AddRelation() {}

    /** What it takes. */
    public record Parameters(
            Input provider,
            String providerEndpoint,
            Input requirer,
            String requirerEndpoint,
            @Nullable String vca) {
        /** At the default account. */
        public Parameters(Input provider, String providerEndpoint, Input requirer, String requirerEndpoint) {
            this(provider, providerEndpoint, requirer, requirerEndpoint, null);
        }

        public Value.Obj toValue() {
            return Fields.write()
                    .put("provider", provider)
                    .put("providerEndpoint", providerEndpoint)
                    .put("requirer", requirer)
                    .put("requirerEndpoint", requirerEndpoint)
                    .put("vca", vca)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("AddRelation", given);
            return new Parameters(
                    fields.input("provider"),
                    fields.text("providerEndpoint"),
                    fields.input("requirer"),
                    fields.text("requirerEndpoint"),
                    fields.optionalText("vca"));
        }
    }
}
