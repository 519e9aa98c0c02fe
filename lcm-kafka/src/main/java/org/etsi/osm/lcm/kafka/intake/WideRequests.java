package org.etsi.osm.lcm.kafka.intake;

import java.util.List;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.kafka.wire.WideRequest;

/** Requests that belong to no single operation: begun as they come, answered when there is an answer. */
final class WideRequests {
    private final FreezeRequests freezes;
    private final PlanRequests plans;

    WideRequests(FreezeRequests freezes, PlanRequests plans) {
        this.freezes = freezes;
        this.plans = plans;
    }

    void take(WideRequest request, Moment now, Harvest harvest) {
        switch (request) {
            case WideRequest.Freeze freeze -> freezes.freeze(freeze, now, harvest);
            case WideRequest.Thaw thaw -> freezes.thaw(thaw, now, harvest);
            case WideRequest.ListFreezes list -> freezes.list(list, harvest);
            case WideRequest.DryRun dryRun -> plans.take(dryRun, now, harvest);
        }
    }

    /** Whether somebody waits for an answer, so that it is to be looked for soon. */
    boolean isWaiting() {
        return freezes.isWaiting() || plans.isWaiting();
    }

    /** The answers that are due; given again until they are known to be sent. */
    void answerDue(Moment now, Harvest harvest) {
        freezes.answerDue(now, harvest);
        plans.answerDue(harvest);
    }

    void sent(List<IntakeBus.Told> answers) {
        freezes.sent(answers);
        plans.sent(answers);
    }
}
