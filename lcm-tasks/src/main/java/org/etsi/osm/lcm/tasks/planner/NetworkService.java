package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.descriptor.InstantiateParameters;
import org.etsi.osm.lcm.tasks.descriptor.Nsd;
import org.etsi.osm.lcm.tasks.descriptor.Nsr;
import org.etsi.osm.lcm.tasks.descriptor.VimAccount;
import org.etsi.osm.lcm.tasks.descriptor.Vnfd;
import org.etsi.osm.lcm.tasks.descriptor.Vnfr;
import org.jspecify.annotations.Nullable;

/**
 * An NS as the instantiate planner sees it: records, descriptors and the request put together and checked against one
 * another.
 *
 * @param vim where links go that no VNF is on
 */
record NetworkService(
        Nsr nsr,
        Nsd nsd,
        @Nullable VimAccount vim,
        List<Vnf> vnfs,
        InstantiateParameters asked,
        Map<String, String> files,
        @Nullable String controllerKey) {

    /** A VNF with all that is known of it. */
    record Vnf(
            Vnfr record,
            Vnfd descriptor,
            Nsd.@Nullable Member member,
            VimAccount vim,
            InstantiateParameters.Vnf asked) {
        String index() {
            return record.memberIndex();
        }

        /** The account for its execution environments; none for the installation's default. */
        @Nullable
        String vca() {
            var recorded = record.vca();
            return recorded == null ? vim.vca() : recorded;
        }
    }

    /** The account for the NS's own execution environments; none for the installation's default. */
    @Nullable
    String vca() {
        return vim == null ? null : vim.vca();
    }

    /** NBI writes the id of the link's profile into interfaces, which need not be the link's own. */
    String linkBehind(String nsLink) {
        return nsr.links().containsKey(nsLink) ? nsLink : nsd.linksByProfile().getOrDefault(nsLink, nsLink);
    }

    static NetworkService read(Value.Obj parameters, Records records) {
        var nsr = Nsr.read(nsrOf(records));
        var nsd = Nsd.read(nsdOf(nsr, records));
        var asked = InstantiateParameters.read(parameters);
        var placement = Placement.of(parameters, records);
        var vnfs = new ArrayList<Vnf>();
        for (Value document : records.vnfrs()) {
            var vnfr = Vnfr.read(document);
            vnfs.add(vnf(vnfr, placement.get(vnfr.memberIndex()), nsr, nsd, asked, records));
        }
        // As OSM: in the descriptor's order, whatever the ids of the records are.
        var order = List.copyOf(nsd.members().keySet());
        vnfs.sort(Comparator.comparingInt(
                vnf -> order.contains(vnf.index()) ? order.indexOf(vnf.index()) : order.size()));
        checkMembers(nsr, nsd, vnfs);
        checkRequest(nsr, asked, vnfs);
        var main = Stream.of(Optional.ofNullable(asked.vimAccount()), Optional.ofNullable(nsr.vimAccount()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(id -> account(id, "NS " + nsr.id(), records))
                .orElse(null);
        return new NetworkService(nsr, nsd, main, vnfs, asked, records.files(), records.controllerKey());
    }

    static Value nsrOf(Records records) {
        var nsr = records.nsr();
        if (nsr == null) {
            throw PlanRefusedException.records("Expected the record of the NS in nsrs, but it isn't there");
        }
        return nsr;
    }

    private static Value nsdOf(Nsr nsr, Records records) {
        var nsd = records.nsd();
        return nsd != null
                ? nsd
                : nsrOf(records)
                        .field("nsd")
                        .orElseThrow(() -> PlanRefusedException.records("Expected the descriptor of NS " + nsr.id()
                                + " in nsds or in its record, but it is in neither"));
    }

    private static Vnf vnf(
            Vnfr vnfr, @Nullable String placed, Nsr nsr, Nsd nsd, InstantiateParameters asked, Records records) {
        var ofVnf = asked.vnfs().getOrDefault(vnfr.memberIndex(), InstantiateParameters.Vnf.UNSAID);
        var vim = Stream.of(placed, ofVnf.vimAccount(), vnfr.vimAccount(), asked.vimAccount(), nsr.vimAccount())
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElseThrow(() -> PlanRefusedException.records("Expected a VIM account for VNF " + vnfr.memberIndex()
                        + " in its record or in the request, but there is none"));
        var document = records.vnfds().get(vnfr.vnfd());
        if (document == null) {
            throw PlanRefusedException.records("Expected descriptor " + vnfr.vnfd() + " of VNF " + vnfr.memberIndex()
                    + " in vnfds, but it isn't there");
        }
        return new Vnf(
                vnfr,
                Vnfd.read(document),
                nsd.members().get(vnfr.memberIndex()),
                account(vim, "VNF " + vnfr.memberIndex(), records),
                ofVnf);
    }

    private static VimAccount account(String id, String whose, Records records) {
        var document = records.vimAccounts().get(id);
        if (document == null) {
            throw PlanRefusedException.records(
                    "Expected VIM account " + id + " of " + whose + " in vim_accounts, but it isn't there");
        }
        return VimAccount.read(document);
    }

    private static void checkMembers(Nsr nsr, Nsd nsd, List<Vnf> vnfs) {
        var seen = new LinkedHashMap<String, Vnf>();
        for (Vnf vnf : vnfs) {
            if (seen.put(vnf.index(), vnf) != null) {
                throw PlanRefusedException.records(
                        "Expected one record of VNF " + vnf.index() + " of NS " + nsr.id() + ", but found two");
            }
        }
        for (Nsd.Member member : nsd.members().values()) {
            var vnf = seen.get(member.index());
            if (vnf == null) {
                throw PlanRefusedException.records("Expected a record of VNF " + member.index() + ", which nsd "
                        + nsd.name() + " has, but there is none in vnfrs");
            }
            checkPoints(member, vnf.descriptor());
        }
    }

    private static void checkPoints(Nsd.Member member, Vnfd vnfd) {
        var known = vnfd.connectionPoints();
        for (Nsd.Attachment attachment : member.attachments()) {
            if (!known.isEmpty() && !known.contains(attachment.connectionPoint())) {
                throw PlanRefusedException.records("Expected one of the connection points " + known + " of vnfd "
                        + vnfd.name() + " at " + member.where() + ", but found '" + attachment.connectionPoint() + "'");
            }
        }
    }

    private static void checkRequest(Nsr nsr, InstantiateParameters asked, List<Vnf> vnfs) {
        var known = new LinkedHashSet<String>();
        vnfs.forEach(vnf -> known.add(vnf.index()));
        for (String index : asked.vnfs().keySet()) {
            if (!known.contains(index)) {
                throw PlanRefusedException.request("Expected operationParams.vnf to name one of the VNFs " + known
                        + ", but found '" + index + "'");
            }
        }
        for (String link : asked.links().keySet()) {
            boolean isKnown = nsr.links().values().stream()
                    .anyMatch(
                            known1 -> known1.id().equals(link) || known1.name().equals(link));
            if (!isKnown) {
                throw PlanRefusedException.request("Expected operationParams.vld to name one of the links "
                        + nsr.links().keySet() + ", but found '" + link + "'");
            }
        }
        for (Vnf vnf : vnfs) {
            for (String vdu : vnf.asked().vdus().keySet()) {
                if (!vnf.descriptor().vdus().containsKey(vdu)) {
                    throw PlanRefusedException.request("Expected operationParams.vnf of VNF " + vnf.index()
                            + " to name one of the VDUs "
                            + vnf.descriptor().vdus().keySet() + ", but found '" + vdu
                            + "'");
                }
            }
        }
    }
}
