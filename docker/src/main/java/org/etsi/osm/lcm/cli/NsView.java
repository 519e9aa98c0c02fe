package org.etsi.osm.lcm.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.etsi.osm.lcm.core.model.Value;

/** An NS as the command line shows it. */
final class NsView {
    private NsView() {}

    static void print(Value.Obj nsr, List<Value.Obj> vnfrs, List<Value.Obj> operations, Output output) {
        output.line("NS " + text(nsr, "name") + " (" + text(nsr, "_id") + ") of " + text(nsr, "nsd-ref"));
        output.line("state " + text(nsr, "nsState") + ", operation " + text(nsr, "currentOperation")
                + ", operational-status " + text(nsr, "operational-status") + ", config-status "
                + text(nsr, "config-status"));
        output.line("detail " + text(nsr, "detailed-status"));
        if (!text(nsr, "errorDescription").isEmpty()) {
            output.line("error " + text(nsr, "errorDescription") + ": " + text(nsr, "errorDetail"));
        }
        List<List<String>> servers = new ArrayList<>();
        for (Value.Obj vnfr : vnfrs) {
            for (Value vdur : vnfr.items("vdur")) {
                servers.add(Output.row(
                        text(vnfr, "member-vnf-index-ref"),
                        text(vdur, "vdu-id-ref"),
                        text(vdur, "count-index"),
                        text(vdur, "status"),
                        text(vdur, "ip-address"),
                        text(vdur, "vim-id")));
            }
        }
        output.table(List.of("VNF", "VDU", "NO", "STATUS", "ADDRESS", "VIM ID"), servers);
        List<List<String>> rows = operations.stream()
                .sorted(Comparator.comparingDouble(NsView::started))
                .map(operation -> Output.row(
                        text(operation, "_id"),
                        text(operation, "lcmOperationType"),
                        text(operation, "operationState"),
                        OperationView.clock(Instant.ofEpochMilli((long) (started(operation) * 1_000))),
                        text(operation, "errorMessage")))
                .toList();
        output.table(List.of("OPERATION", "TYPE", "STATE", "STARTED", "ERROR"), rows);
    }

    private static double started(Value.Obj operation) {
        return operation.text("startTime").map(Double::parseDouble).orElse(0.0);
    }

    private static String text(Value of, String field) {
        return of.text(field).orElse("");
    }
}
