package org.etsi.osm.lcm.tasks.planner;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.descriptor.Nsr;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.descriptor.VimInfo;
import org.etsi.osm.lcm.tasks.descriptor.VirtualStorage;
import org.etsi.osm.lcm.tasks.descriptor.Vnfr;

/**
 * Plans the end of an NS: primitives that are to run before, then what earlier operations created and what the records
 * name is deleted by id, then whatever else was made for the NS. Networks of the records are deleted only where the
 * record says that they were created: a found one isn't ours.
 */
public final class TerminatePlanner implements Planner {
    private final int limit;

    /** @param limit how many tasks a plan may have */
    public TerminatePlanner(int limit) {
        this.limit = limit;
    }

    @Override
    public Plan plan(OperationRequest request, Records records) {
        if (records.nsr() == null) {
            return planOfVanished(request.nsInstanceId(), records);
        }
        var nsr = Nsr.read(NetworkService.nsrOf(records));
        var draft = new PlanDraft(nsr.id(), limit);
        var primitives = new EnvironmentEnd(request, records, nsr, draft).plan();
        var removal = new Removal(nsr.id(), draft, Reversibility.IMPOSSIBLE).after(primitives);
        records.leftovers().forEach(removal::add);
        Set<String> vims = new LinkedHashSet<>();
        if (nsr.vimAccount() != null) {
            vims.add(nsr.vimAccount());
        }
        links(nsr, removal);
        groupsAndVolumes(nsr, removal);
        for (Value document : records.vnfrs()) {
            var vnfr = Vnfr.read(document);
            if (vnfr.vimAccount() != null) {
                vims.add(vnfr.vimAccount());
            }
            servers(vnfr, removal);
        }
        // Nothing is known to be at an account that is gone, so there is nobody to ask.
        vims.retainAll(records.vimAccounts().keySet());
        removal.plan(vims);
        return draft.done();
    }

    /**
     * NBI has removed the record by force: what we stored ourselves tells where to look, and the tag what to remove.
     */
    private Plan planOfVanished(String ns, Records records) {
        var draft = new PlanDraft(ns, limit);
        EnvironmentEnd.planOfVanished(ns, records, draft);
        var removal = new Removal(ns, draft, Reversibility.IMPOSSIBLE);
        records.leftovers().forEach(removal::add);
        for (Value document : records.vnfrs()) {
            servers(Vnfr.read(document), removal);
        }
        removal.plan(records.vimAccounts().keySet());
        return draft.done();
    }

    private static void links(Nsr nsr, Removal removal) {
        for (Nsr.Link link : nsr.links().values()) {
            for (VimInfo info : link.atVims()) {
                if (info.created()) {
                    removal.network(
                            info.account(),
                            info.id(),
                            "network " + link.id(),
                            Map.of(Scope.VIM, info.account(), Scope.VLD, link.id()));
                }
            }
        }
    }

    private static void groupsAndVolumes(Nsr nsr, Removal removal) {
        for (Nsr.AffinityGroup group : nsr.affinityGroups().values()) {
            for (VimInfo info : created(group.atVims())) {
                removal.group(
                        info.account(),
                        info.id(),
                        "server group " + group.name(),
                        Map.of(Scope.VIM, info.account(), Scope.AFFINITY_GROUP, group.id()));
            }
        }
        for (Nsr.SharedVolume volume : nsr.sharedVolumes().values()) {
            if (VirtualStorage.isKept(volume.storage())) {
                continue;
            }
            for (VimInfo info : created(volume.atVims())) {
                removal.volume(
                        info.account(),
                        info.id(),
                        "volume " + volume.id(),
                        Map.of(Scope.VIM, info.account(), Scope.SHARED_VOLUME, volume.id()));
            }
        }
    }

    private static List<VimInfo> created(List<VimInfo> atVims) {
        return atVims.stream().filter(VimInfo::created).toList();
    }

    private static void servers(Vnfr vnfr, Removal removal) {
        for (Vnfr.Link link : vnfr.links().values()) {
            for (VimInfo info : link.atVims()) {
                if (info.created()) {
                    removal.network(
                            info.account(),
                            info.id(),
                            "network " + vnfr.memberIndex() + " " + link.id(),
                            Map.of(
                                    Scope.VIM, info.account(),
                                    Scope.VLD, link.id(),
                                    Scope.VNF, vnfr.memberIndex(),
                                    Scope.VNFR, vnfr.id()));
                }
            }
        }
        for (Vdur vdur : vnfr.vdurs()) {
            if (vdur.isPdu()) {
                continue;
            }
            var label = "server " + vnfr.memberIndex() + "-" + vdur.name() + "-" + vdur.count();
            for (VimInfo info : vdur.atVims()) {
                removal.server(info.account(), info.id(), label, scope(vnfr, vdur, info.account()));
            }
            var legacyId = vdur.legacyVimId();
            var vim = vnfr.vimAccount();
            if (vdur.atVims().isEmpty() && legacyId != null && vim != null && !vdur.isDeleted()) {
                removal.server(vim, legacyId, label, scope(vnfr, vdur, vim));
            }
        }
    }

    private static Map<String, String> scope(Vnfr vnfr, Vdur vdur, String vim) {
        var scope = new LinkedHashMap<String, String>();
        scope.put(Scope.VIM, vim);
        scope.put(Scope.VNF, vnfr.memberIndex());
        scope.put(Scope.VNFR, vnfr.id());
        scope.put(Scope.VDU, vdur.vdu());
        scope.put(Scope.VDUR, vdur.id());
        scope.put(Scope.VDUR_INDEX, String.valueOf(vdur.index()));
        scope.put(Scope.COUNT, String.valueOf(vdur.count()));
        return scope;
    }
}
