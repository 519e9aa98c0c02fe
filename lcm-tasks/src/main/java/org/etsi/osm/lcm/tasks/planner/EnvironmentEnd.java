package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.descriptor.InstantiateParameters;
import org.etsi.osm.lcm.tasks.descriptor.Node;
import org.etsi.osm.lcm.tasks.descriptor.Nsd;
import org.etsi.osm.lcm.tasks.descriptor.Nsr;
import org.etsi.osm.lcm.tasks.descriptor.UnusableDocumentException;
import org.etsi.osm.lcm.tasks.descriptor.VimAccount;
import org.etsi.osm.lcm.tasks.descriptor.Vnfd;
import org.etsi.osm.lcm.tasks.descriptor.Vnfr;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;
import org.jspecify.annotations.Nullable;

/**
 * The end of the configuration of an NS: primitives that are to run before it, then its execution environments and
 * KDUs. Descriptors, VIM accounts and clusters that are gone keep nothing from being removed.
 */
final class EnvironmentEnd {
    private final OperationRequest request;
    private final Records records;
    private final Nsr nsr;
    private final PlanDraft draft;
    private final Accounts accounts;

    EnvironmentEnd(OperationRequest request, Records records, Nsr nsr, PlanDraft draft) {
        this.request = request;
        this.records = records;
        this.nsr = nsr;
        this.draft = draft;
        this.accounts = new Accounts(records, vcaOfNs());
    }

    private @Nullable String vcaOfNs() {
        return Optional.ofNullable(nsr.vimAccount())
                .flatMap(id -> Optional.ofNullable(records.vimAccounts().get(id)))
                .flatMap(vim -> vim.text("vca"))
                .orElse(null);
    }

    /** The answer is what has to be over before a server may go. */
    List<TaskId> plan() {
        var removal = new EnvironmentRemoval(nsr.id(), draft, Reversibility.IMPOSSIBLE);
        accounts.all().forEach(removal::account);
        removal.add(records.leftovers());
        removal.add(nsr.deployed(), vnfrs());
        if (mayBeConfigured()) {
            removal.need();
        }
        var primitives = primitives(removal);
        removal.plan(primitives, accounts);
        return primitives;
    }

    /** An NS without record: what was made for it is found by its id. */
    static void planOfVanished(String ns, Records records, PlanDraft draft) {
        var removal = new EnvironmentRemoval(ns, draft, Reversibility.IMPOSSIBLE);
        var accounts = new Accounts(records, null);
        accounts.all().forEach(removal::account);
        records.vimAccounts().values().forEach(vim -> vim.text("vca").ifPresent(removal::account));
        removal.add(records.leftovers());
        if (records.vnfrs().stream().anyMatch(vnfr -> !vnfr.items("kdur").isEmpty())) {
            removal.need();
        }
        removal.plan(List.of(), accounts);
    }

    private Map<String, String> vnfrs() {
        var ids = new HashMap<String, String>();
        for (Value vnfr : records.vnfrs()) {
            ids.put(
                    vnfr.text("member-vnf-index-ref").orElse(""),
                    vnfr.text("_id").orElse(""));
        }
        return ids;
    }

    /** What can't be read may say anything. */
    private boolean mayBeConfigured() {
        try {
            var nsd = nsd();
            var ofNs = nsd == null ? null : nsd.configuration();
            return (ofNs != null && !ofNs.environments().isEmpty())
                    || records.vnfrs().stream()
                            .anyMatch(vnfr -> !vnfr.items("kdur").isEmpty())
                    || records.vnfds().values().stream()
                            .anyMatch(vnfd -> Vnfd.read(vnfd).needsMoreThanAVim());
        } catch (UnusableDocumentException unreadable) {
            return true;
        }
    }

    private @Nullable Nsd nsd() {
        var stored = records.nsd();
        var document = stored != null
                ? stored
                : NetworkService.nsrOf(records).field("nsd").orElse(null);
        return document == null ? null : Nsd.read(document);
    }

    private List<TaskId> primitives(EnvironmentRemoval removal) {
        boolean isSkipped =
                Node.document("operationParams", request.parameters()).isTrue("skip_terminate_primitives");
        if (isSkipped || removal.environments().stream().noneMatch(EnvironmentRemoval.Known::hasSomethingToEnd)) {
            return List.of();
        }
        try {
            var primitives = new TerminatePrimitives(nsr, nsd(), this::vnf, accounts, draft);
            var last = new ArrayList<TaskId>();
            removal.environments().forEach(known -> primitives.plan(known).ifPresent(last::add));
            return last;
        } catch (UnusableDocumentException unreadable) {
            throw PlanRefusedException.records(
                    unreadable.getMessage() + " (terminate without primitives: skip_terminate_primitives)");
        }
    }

    private Optional<Vnf> vnf(String index) {
        return records.vnfrs().stream()
                .filter(vnfr -> vnfr.text("member-vnf-index-ref").equals(Optional.of(index)))
                .findFirst()
                .map(Vnfr::read)
                .flatMap(vnfr -> Optional.ofNullable(records.vnfds().get(vnfr.vnfd()))
                        .map(Vnfd::read)
                        .map(vnfd -> new Vnf(vnfr, vnfd, null, account(vnfr), InstantiateParameters.Vnf.UNSAID)));
    }

    private VimAccount account(Vnfr vnfr) {
        var id = String.valueOf(vnfr.vimAccount());
        var document = records.vimAccounts().get(id);
        return VimAccount.read(document == null ? Value.Obj.EMPTY.with("_id", id) : document);
    }
}
