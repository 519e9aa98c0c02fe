package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.tasks.descriptor.Nsr;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;

/**
 * Plans the servers of an NS and all that they need: images, flavors, networks, ports; its KDUs; and how all of it is
 * configured. What an earlier operation has left behind is removed first.
 */
public final class InstantiatePlanner implements Planner {
    private final int limit;
    private final CloudInit cloudInit = new CloudInit();

    /** @param limit how many tasks a plan may have */
    public InstantiatePlanner(int limit) {
        this.limit = limit;
    }

    @Override
    public Plan plan(OperationRequest request, Records records) {
        var service = NetworkService.read(request.parameters(), records);
        NotYet.check(service);
        var draft = new PlanDraft(service.nsr().id(), limit);
        var preparation = preparation(service, records, draft);
        var networks = new NetworkTasks(service, draft, preparation);
        var servers = new ServerTasks(service, draft, networks, preparation, cloudInit);
        var configuration = new ConfigurationTasks(service, records, draft, servers.planned(), preparation);
        var order = new StartOrder(service);
        var planned = new HashMap<String, List<TaskId>>();
        for (Vnf vnf : order.vnfs()) {
            var before = order.dependenciesOf(vnf).stream()
                    .flatMap(index -> planned.getOrDefault(index, List.of()).stream())
                    .toList();
            var started = new ArrayList<>(servers(vnf, servers, before));
            started.addAll(configuration.plan(vnf, before));
            planned.put(vnf.index(), started);
        }
        configuration.finish();
        linksWithoutVnfs(service, networks);
        return draft.done();
    }

    private static List<TaskId> servers(Vnf vnf, ServerTasks tasks, List<TaskId> before) {
        var planned = new ArrayList<TaskId>();
        for (Vdur vdur : vnf.record().vdurs()) {
            if (!vdur.isPdu() && !vdur.isLeaving()) {
                planned.add(tasks.plan(vnf, vdur, before));
            }
        }
        return planned;
    }

    /** OSM makes these networks too: something else may be put on them by hand. */
    private static void linksWithoutVnfs(NetworkService service, NetworkTasks networks) {
        var vim = service.vim();
        if (vim == null) {
            return;
        }
        for (Nsr.Link link : service.nsr().links().values()) {
            boolean isUsed = service.nsd().members().values().stream()
                    .flatMap(member -> member.attachments().stream())
                    .anyMatch(attachment -> attachment.link().equals(link.id()));
            if (!isUsed && !networks.has(link.id())) {
                networks.ofNs(link.id(), vim, "NS " + service.nsr().name());
            }
        }
    }

    private static Preparation preparation(NetworkService service, Records records, PlanDraft draft) {
        var preparation = new Preparation();
        if (!records.leftovers().isEmpty()) {
            // Nobody wants leftovers back: that these can't be undone must not keep the rest from being rolled back.
            var removal = new Removal(service.nsr().id(), draft, Reversibility.ABSORBED);
            records.leftovers().forEach(removal::add);
            Map<String, TaskId> ends = removal.plan(List.of());
            ends.forEach((vim, end) -> preparation.at(vim, List.of(end)));
            preparation.ofConfiguration(environments(service, records, draft));
        }
        return preparation;
    }

    private static List<TaskId> environments(NetworkService service, Records records, PlanDraft draft) {
        var removal = new EnvironmentRemoval(service.nsr().id(), draft, Reversibility.ABSORBED);
        var accounts = new Accounts(records, service.vca());
        accounts.all().forEach(removal::account);
        removal.add(records.leftovers());
        return removal.plan(List.of(), accounts);
    }
}
