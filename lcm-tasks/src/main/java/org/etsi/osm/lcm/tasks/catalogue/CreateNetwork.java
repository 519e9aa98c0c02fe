package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.NUMBER;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TRUTH;

import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Creates a network, without its subnet. */
public final class CreateNetwork {
    public static final TaskType TYPE = TaskType.draft(
                    "CreateNetwork", "Creates a network, without its subnet.", TaskType.RO)
            .needs("vim", TEXT, "VIM account")
            .needs("name", TEXT, "name at the VIM; not unique")
            .mayHave("portSecurity", TRUTH, "whether its ports are filtered; otherwise as the VIM has it")
            .mayHave("networkType", TEXT, "provider network: type, such as vlan")
            .mayHave("physicalNetwork", TEXT, "provider network: physical network")
            .mayHave("segmentationId", NUMBER, "provider network: segmentation id")
            .gives("networkId", TEXT, "id at the VIM")
            .gives("name", TEXT, "name at the VIM")
            .rollback(Reversibility.EXACT, "deletes the network")
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .postcondition("one network with this task's tag is there, as asked");

    private CreateNetwork() {}

    /** What it takes. */
    public record Parameters(
            String vim,
            String name,
            @Nullable Boolean portSecurity,
            @Nullable String networkType,
            @Nullable String physicalNetwork,
            @Nullable Integer segmentationId) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("vim", vim)
                    .put("name", name)
                    .put("portSecurity", portSecurity)
                    .put("networkType", networkType)
                    .put("physicalNetwork", physicalNetwork)
                    .put("segmentationId", segmentationId)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("CreateNetwork", given);
            return new Parameters(
                    fields.text("vim"),
                    fields.text("name"),
                    fields.optionalTruth("portSecurity"),
                    fields.optionalText("networkType"),
                    fields.optionalText("physicalNetwork"),
                    fields.optionalNumber("segmentationId"));
        }
    }

    /** What it gives. */
    public record Outputs(String networkId, String name) {
        public Value.Obj toValue() {
            return Fields.write().put("networkId", networkId).put("name", name).done();
        }

        public static Outputs from(Value.Obj given) {
            var fields = Fields.of("CreateNetwork's outputs", given);
            return new Outputs(fields.text("networkId"), fields.text("name"));
        }
    }
}
