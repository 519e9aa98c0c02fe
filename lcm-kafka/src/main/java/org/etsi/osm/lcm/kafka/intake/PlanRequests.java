package org.etsi.osm.lcm.kafka.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.wire.WideRequest;
import org.etsi.osm.lcm.kafka.wire.WireException;

/**
 * Dry runs: what a planner would make of a request, or of an operation that NBI has stored. Who waits for an answer is
 * remembered in memory only: a client that gets none asks again. Confined to the loop's thread.
 */
final class PlanRequests {
    private final OsmOperations operations;
    private final Requests requests;
    private final DryRuns dryRuns;
    private final Counters counters;

    /** Through, and not known to be told. */
    private final List<IntakeBus.Told> answers = new ArrayList<>();

    private final Set<String> underway = new HashSet<>();

    PlanRequests(OsmOperations operations, Requests requests, DryRuns dryRuns, Counters counters) {
        this.operations = operations;
        this.requests = requests;
        this.dryRuns = dryRuns;
        this.counters = counters;
    }

    boolean isWaiting() {
        return !underway.isEmpty() || !answers.isEmpty();
    }

    void take(WideRequest.DryRun asked, Moment now, Harvest harvest) {
        if (underway.contains(asked.requestId())) {
            // Asked again by somebody who is impatient.
            return;
        }
        counters.add("intake.dryRuns");
        try {
            OperationRequest request = requests.of(document(asked, now));
            if (!Starting.SUPPORTED.contains(request.type())) {
                harvest.add(rejected(asked, "Operations of type " + request.type() + " are not supported yet"));
            } else if (dryRuns.submit(asked.requestId(), request)) {
                underway.add(asked.requestId());
            } else {
                harvest.add(rejected(asked, "Too many plans are being made to be looked at: ask again later"));
            }
        } catch (WireException | IllegalArgumentException e) {
            harvest.add(rejected(asked, String.valueOf(e.getMessage())));
        }
    }

    private Value.Obj document(WideRequest.DryRun asked, Moment now) {
        Optional<String> operation = asked.operation();
        if (operation.isPresent()) {
            return operations
                    .find(operation.get())
                    .orElseThrow(() -> new WireException("There is no operation " + operation.get()));
        }
        Value.Obj request = asked.request();
        return Value.Obj.EMPTY
                .with("_id", asked.requestId())
                .with("nsInstanceId", request.field("nsInstanceId").orElse(new Value.Nil()))
                .with("lcmOperationType", request.field("type").orElse(new Value.Nil()))
                .with("startTime", new Value.Dec(now.epochMs() / 1_000.0))
                .with("operationParams", request.field("operationParams").orElse(Value.Obj.EMPTY));
    }

    /** Answers of those that are through; they are kept until {@link #sent}. */
    void answerDue(Harvest harvest) {
        for (DryRuns.Result result : dryRuns.take()) {
            underway.remove(result.requestId());
            answers.add(new IntakeBus.Told(
                    result.requestId(),
                    Optional.of(result.request().id().value()).filter(id -> !id.equals(result.requestId())),
                    Optional.of("plan"),
                    result.plan().isPresent(),
                    result.reason(),
                    result.plan()
                            .map(plan -> PlanDetail.of(result.request(), plan))
                            .orElse(Value.Obj.EMPTY)));
        }
        answers.forEach(harvest::add);
    }

    /** These answers have left. */
    void sent(List<IntakeBus.Told> told) {
        answers.removeAll(told);
    }

    private static IntakeBus.Told rejected(WideRequest.DryRun asked, String reason) {
        return new IntakeBus.Told(
                asked.requestId(), asked.operation(), Optional.of("plan"), false, reason, Value.Obj.EMPTY);
    }
}
