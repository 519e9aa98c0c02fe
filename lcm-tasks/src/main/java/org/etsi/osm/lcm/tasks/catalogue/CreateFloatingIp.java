package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Gives a port a public address. */
public final class CreateFloatingIp {
    public static final TaskType TYPE = TaskType.draft(
                    "CreateFloatingIp", "Gives a port a public address from an external network.", TaskType.RO)
            .needs("vim", TEXT, "VIM account")
            .needs("name", TEXT, "what it is for, as its description at the VIM")
            .needs("portId", TEXT, "port that gets it")
            .mayHave("network", TEXT, "id or name of the external network; absent for the first that there is")
            .gives("floatingIpId", TEXT, "id at the VIM")
            .gives("address", TEXT, "the public address")
            .gives("portId", TEXT, "port that has it")
            .precondition("the port is there, and the external network")
            .rollback(Reversibility.EXACT, "deletes the floating IP; another one may have another address")
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .postcondition("one floating IP with this task's tag is there, on the port");

    private CreateFloatingIp() {}

    /** What it takes. */
    public record Parameters(
            String vim, String name, Input portId, @Nullable String network) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("vim", vim)
                    .put("name", name)
                    .put("portId", portId)
                    .put("network", network)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("CreateFloatingIp", given);
            return new Parameters(
                    fields.text("vim"), fields.text("name"), fields.input("portId"), fields.optionalText("network"));
        }
    }

    /** What it gives. */
    public record Outputs(String floatingIpId, String address, String portId) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("floatingIpId", floatingIpId)
                    .put("address", address)
                    .put("portId", portId)
                    .done();
        }

        public static Outputs from(Value.Obj given) {
            var fields = Fields.of("CreateFloatingIp's outputs", given);
            return new Outputs(fields.text("floatingIpId"), fields.text("address"), fields.text("portId"));
        }
    }
}
