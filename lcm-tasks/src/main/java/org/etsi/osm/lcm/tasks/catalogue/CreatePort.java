package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXTS;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TRUTH;

import java.util.List;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Creates a port on a network: an interface of a server to come. */
public final class CreatePort {
    public static final TaskType TYPE = TaskType.draft(
                    "CreatePort", "Creates a port on a network: an interface of a server to come.", TaskType.RO)
            .needs("vim", TEXT, "VIM account")
            .needs("networkId", TEXT, "network it is on")
            .needs("name", TEXT, "name at the VIM; not unique")
            .mayHave("fixedIps", TEXTS, "addresses it must have; otherwise the VIM gives one per IP version")
            .mayHave("mac", TEXT, "MAC address it must have")
            .mayHave("securityGroups", TEXTS, "security groups by name or id; absent for the VIM's default")
            .mayHave("portSecurity", TRUTH, "whether it is filtered; absent as the network has it")
            .mayHave("vnicType", TEXT, "normal, direct, direct-physical or macvtap; absent for normal")
            .mayHave("allowedPairs", TEXTS, "further addresses that may send from it")
            .gives("portId", TEXT, "id at the VIM")
            .gives("networkId", TEXT, "network it is on")
            .gives("mac", TEXT, "MAC address")
            .gives("ips", TEXTS, "addresses")
            .mayGive("address", TEXT, "the first of them; null without any")
            .precondition("the network is there, and a subnet that has the fixed addresses")
            .rollback(Reversibility.EXACT, "deletes the port")
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .postcondition("one port with this task's tag is there, as asked");

    private CreatePort() {}

    /** What it takes. */
    public record Parameters(
            String vim,
            Input networkId,
            String name,
            List<String> fixedIps,
            @Nullable String mac,
            @Nullable List<String> securityGroups,
            @Nullable Boolean portSecurity,
            @Nullable String vnicType,
            List<String> allowedPairs) {
        public Parameters {
            fixedIps = List.copyOf(fixedIps);
            securityGroups = securityGroups == null ? null : List.copyOf(securityGroups);
            allowedPairs = List.copyOf(allowedPairs);
        }

        public Value.Obj toValue() {
            return Fields.write()
                    .put("vim", vim)
                    .put("networkId", networkId)
                    .put("name", name)
                    .someTexts("fixedIps", fixedIps)
                    .put("mac", mac)
                    .texts("securityGroups", securityGroups)
                    .put("portSecurity", portSecurity)
                    .put("vnicType", vnicType)
                    .someTexts("allowedPairs", allowedPairs)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("CreatePort", given);
            return new Parameters(
                    fields.text("vim"),
                    fields.input("networkId"),
                    fields.text("name"),
                    fields.texts("fixedIps"),
                    fields.optionalText("mac"),
                    fields.optionalTexts("securityGroups"),
                    fields.optionalTruth("portSecurity"),
                    fields.optionalText("vnicType"),
                    fields.texts("allowedPairs"));
        }
    }

    /** What it gives. */
    public record Outputs(String portId, String networkId, String mac, List<String> ips) {
        public Outputs {
            ips = List.copyOf(ips);
        }

        public Value.Obj toValue() {
            return Fields.write()
                    .put("portId", portId)
                    .put("networkId", networkId)
                    .put("mac", mac)
                    .texts("ips", ips)
                    .put("address", ips.isEmpty() ? new Value.Nil() : new Value.Text(ips.getFirst()))
                    .done();
        }

        public static Outputs from(Value.Obj given) {
            var fields = Fields.of("CreatePort's outputs", given);
            return new Outputs(
                    fields.text("portId"), fields.text("networkId"), fields.text("mac"), fields.texts("ips"));
        }
    }
}
