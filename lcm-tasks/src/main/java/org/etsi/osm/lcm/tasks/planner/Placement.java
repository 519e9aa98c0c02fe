package org.etsi.osm.lcm.tasks.planner;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.core.model.Value;

/** What OSM's placement engine (PLA) has to say: asked by the request, read of {@code nslcmops._admin.pla}. */
public final class Placement {
    private static final String ENGINE = "placement-engine";
    private static final String PLA = "PLA";

    private Placement() {}

    /** Whether the request to instantiate wants the VNFs to be placed by PLA. */
    public static boolean isAsked(Value.Obj parameters) {
        return parameters.text(ENGINE).filter(PLA::equals).isPresent();
    }

    /** The VIM account of each VNF, by member index; what isn't said, or not as it should be, is left out. */
    public static Map<String, String> read(Value answer) {
        var accounts = new LinkedHashMap<String, String>();
        for (Value vnf : answer.items("vnf")) {
            vnf.text("member-vnf-index")
                    .ifPresent(index -> vnf.text("vimAccountId").ifPresent(account -> accounts.put(index, account)));
        }
        return accounts;
    }

    /** The placement that counts for a request: it wins over its accounts and over those of the records. */
    static Map<String, String> of(Value.Obj parameters, Records records) {
        var engine = parameters.text(ENGINE);
        if (engine.isEmpty()) {
            return Map.of();
        }
        if (!isAsked(parameters)) {
            throw PlanRefusedException.request(
                    "Expected placement-engine to be " + PLA + ", but found '" + engine.get() + "'");
        }
        Set<String> valid = parameters.items("validVimAccounts").stream()
                .flatMap(account -> account.asText().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        records.placement().forEach((index, account) -> {
            if (!valid.isEmpty() && !valid.contains(account)) {
                throw PlanRefusedException.request("Expected " + PLA + " to place VNF " + index
                        + " at one of the VIM accounts " + valid + ", but it said '" + account + "'");
            }
        });
        return records.placement();
    }
}
