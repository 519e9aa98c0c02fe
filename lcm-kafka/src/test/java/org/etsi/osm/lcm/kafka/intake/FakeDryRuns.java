package org.etsi.osm.lcm.kafka.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;

/** Plans that a test gives. */
final class FakeDryRuns implements DryRuns {
    final List<OperationRequest> submitted = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    boolean isFull;

    @Override
    public boolean submit(String requestId, OperationRequest request) {
        if (isFull) {
            return false;
        }
        submitted.add(request);
        ids.add(requestId);
        return true;
    }

    void finishAll(Plan plan) {
        for (int i = 0; i < ids.size(); i++) {
            results.add(new Result(ids.get(i), submitted.get(i), Optional.of(plan), ""));
        }
        ids.clear();
    }

    void refuseAll(String reason) {
        for (int i = 0; i < ids.size(); i++) {
            results.add(new Result(ids.get(i), submitted.get(i), Optional.empty(), reason));
        }
        ids.clear();
    }

    @Override
    public List<Result> take() {
        var taken = List.copyOf(results);
        results.clear();
        return taken;
    }
}
