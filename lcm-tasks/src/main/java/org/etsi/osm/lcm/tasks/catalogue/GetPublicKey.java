package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Reads the public key with which an execution environment logs in to servers. */
public final class GetPublicKey {
    public static final TaskType TYPE = TaskType.draft(
                    "GetPublicKey",
                    "Reads the public key with which an execution environment logs in to servers.",
                    TaskType.N2VC)
            .needs("environmentId", TEXT, "execution environment")
            .mayHave("vca", TEXT, "VCA account; absent for the installation's default")
            .gives("publicKey", TEXT, "the key, in OpenSSH's format")
            .precondition("the execution environment is there and has made its key")
            .within(Delays.CONFIGURATION)
            .retried(5, Delays.FIRST, Delays.LIMIT)
            .effectFree()
            .postcondition("the key is known");

    private GetPublicKey() {}

    /** What it takes. */
    public record Parameters(Input environmentId, @Nullable String vca) {
        /** At the default account. */
        public Parameters(Input environmentId) {
            this(environmentId, null);
        }

        public Value.Obj toValue() {
            return Fields.write()
                    .put("environmentId", environmentId)
                    .put("vca", vca)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("GetPublicKey", given);
            return new Parameters(fields.input("environmentId"), fields.optionalText("vca"));
        }
    }

    /** What it gives. */
    public record Outputs(String publicKey) {
        public Value.Obj toValue() {
            return Fields.write().put("publicKey", publicKey).done();
        }

        public static Outputs from(Value.Obj given) {
            return new Outputs(Fields.of("outputs of GetPublicKey", given).text("publicKey"));
        }
    }
}
