package org.etsi.osm.lcm.tasks.descriptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * The record of a VNF.
 *
 * @param vnfd id of the stored descriptor
 * @param vnfdName the descriptor's own id
 * @param vca account for its execution environments
 * @param configUnits how many units of its charm there are to be
 * @param additionalParams what the operator gave for the VNF
 */
public record Vnfr(
        String id,
        String nsr,
        String memberIndex,
        String vnfd,
        @Nullable String vnfdName,
        @Nullable String vimAccount,
        @Nullable String vca,
        @Nullable String address,
        @Nullable Integer configUnits,
        Value.Obj additionalParams,
        Map<String, Link> links,
        List<Vdur> vdurs,
        List<Kdur> kdurs) {

    /** A link between VDUs. */
    public record Link(String id, String name, PerAccount networkName, PerAccount networkId, List<VimInfo> atVims) {}

    public static Vnfr read(Value document) {
        var root = Node.document("vnfr " + document.text("_id").orElse("without _id"), document);
        var links = new LinkedHashMap<String, Link>();
        for (Node link : root.maps("vld")) {
            var name = link.textOrNull("name");
            links.put(
                    link.text("id"),
                    new Link(
                            link.text("id"),
                            name == null ? link.text("id") : name,
                            PerAccount.read(link, "vim-network-name"),
                            PerAccount.read(link, "vim-network-id"),
                            VimInfo.read(link)));
        }
        var vdurs = new ArrayList<Vdur>();
        for (Node vdur : root.maps("vdur")) {
            vdurs.add(Vdur.read(vdur, vdurs.size()));
        }
        return new Vnfr(
                root.text("_id"),
                root.text("nsr-id-ref"),
                root.text("member-vnf-index-ref"),
                root.text("vnfd-id"),
                root.textOrNull("vnfd-ref"),
                root.textOrNull("vim-account-id"),
                root.textOrNull("vca-id"),
                root.textOrNull("ip-address"),
                root.count("config-units", 1).orElse(null),
                root.object("additionalParamsForVnf"),
                links,
                vdurs,
                kdurs(root));
    }

    private static List<Kdur> kdurs(Node root) {
        var kdurs = new ArrayList<Kdur>();
        for (Node kdur : root.maps("kdur")) {
            kdurs.add(Kdur.read(kdur, kdurs.size()));
        }
        return kdurs;
    }
}
