package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.NUMBER;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXTS;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TRUTH;

import java.util.List;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Creates the subnet of a network that we created: its IP profile. */
public final class CreateSubnet {
    public static final TaskType TYPE = TaskType.draft(
                    "CreateSubnet", "Creates the subnet of a network that we created: its IP profile.", TaskType.RO)
            .needs("vim", TEXT, "VIM account")
            .needs("networkId", TEXT, "network it belongs to")
            .needs("name", TEXT, "name at the VIM; not unique")
            .needs("ipVersion", NUMBER, "4 or 6")
            .needs("cidr", TEXT, "its addresses, such as 10.0.0.0/24")
            .mayHave("gateway", TEXT, "gateway; empty for none, absent for the VIM's choice")
            .mayHave("dns", TEXTS, "name servers")
            .needs("dhcp", TRUTH, "whether the VIM hands out the addresses")
            .mayHave("allocationStart", TEXT, "first address that is handed out")
            .mayHave("allocationCount", NUMBER, "how many are handed out")
            .mayHave("ipv6AddressMode", TEXT, "slaac, dhcpv6-stateful or dhcpv6-stateless")
            .gives("subnetId", TEXT, "id at the VIM")
            .gives("networkId", TEXT, "network it belongs to")
            .gives("cidr", TEXT, "its addresses")
            .precondition("the network is there")
            .rollback(Reversibility.EXACT, "deletes the subnet")
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .postcondition("one subnet with this task's tag is there, as asked");

    private CreateSubnet() {}

    /** What it takes. */
    public record Parameters(
            String vim,
            Input networkId,
            String name,
            int ipVersion,
            String cidr,
            @Nullable String gateway,
            List<String> dns,
            boolean dhcp,
            @Nullable String allocationStart,
            @Nullable Integer allocationCount,
            @Nullable String ipv6AddressMode) {
        public Parameters {
            dns = List.copyOf(dns);
        }

        public Value.Obj toValue() {
            return Fields.write()
                    .put("vim", vim)
                    .put("networkId", networkId)
                    .put("name", name)
                    .put("ipVersion", ipVersion)
                    .put("cidr", cidr)
                    .put("gateway", gateway)
                    .someTexts("dns", dns)
                    .put("dhcp", dhcp)
                    .put("allocationStart", allocationStart)
                    .put("allocationCount", allocationCount)
                    .put("ipv6AddressMode", ipv6AddressMode)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("CreateSubnet", given);
            return new Parameters(
                    fields.text("vim"),
                    fields.input("networkId"),
                    fields.text("name"),
                    fields.number("ipVersion"),
                    fields.text("cidr"),
                    fields.optionalText("gateway"),
                    fields.texts("dns"),
                    fields.truth("dhcp", true),
                    fields.optionalText("allocationStart"),
                    fields.optionalNumber("allocationCount"),
                    fields.optionalText("ipv6AddressMode"));
        }
    }

    /** What it gives. */
    public record Outputs(String subnetId, String networkId, String cidr) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("subnetId", subnetId)
                    .put("networkId", networkId)
                    .put("cidr", cidr)
                    .done();
        }

        public static Outputs from(Value.Obj given) {
            var fields = Fields.of("CreateSubnet's outputs", given);
            return new Outputs(fields.text("subnetId"), fields.text("networkId"), fields.text("cidr"));
        }
    }
}
