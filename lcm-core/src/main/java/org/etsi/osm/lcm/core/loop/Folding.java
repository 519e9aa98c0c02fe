package org.etsi.osm.lcm.core.loop;

import java.util.List;
import org.etsi.osm.lcm.core.engine.Decision;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.jspecify.annotations.Nullable;

/**
 * Folds events into operations. One that breaks a rule, or can't be stored, is parked and its neighbours go on (design,
 * section 3.1). Confined to the loop's thread.
 */
final class Folding {
    private final Engine engine;
    private final Clock clock;
    private final LoopListener listener;

    Folding(Engine engine, Clock clock, LoopListener listener) {
        this.engine = engine;
        this.clock = clock;
        this.listener = listener;
    }

    /** What the event would lead to; nothing is folded in. */
    Decision tryOut(Operation operation, Event event) {
        return engine.decide(operation, event, clock.now());
    }

    void accept(Batch batch, OwnedPartition partition, Ownership mine, OperationRequest request) {
        int position = partition.inTheWay(request.nsInstanceId());
        Decision decision = engine.accept(new Event.Requested(request, mine, position, List.of()), clock.now());
        var live = new Live(null, decision.next());
        live.decided(decision.next(), decision.effects(), decision.reasons());
        partition.add(live);
        batch.touched().add(live);
    }

    void decide(Batch batch, @Nullable Live live, Event event) {
        if (live == null) {
            return;
        }
        try {
            Operation before = live.current();
            Decision decision = tryOut(before, event);
            boolean isNews = decision.next().revision() != before.revision()
                    || !decision.effects().isEmpty()
                    || event instanceof Event.TakenOver;
            if (isNews) {
                live.decided(decision.next(), decision.effects(), decision.reasons());
                live.moved();
                batch.touched().add(live);
            } else {
                listener.ignored(before.id(), decision.reasons());
            }
        } catch (RuntimeException bug) {
            // A broken rule of ours, or a state that no code of ours wrote: this operation stops here, its neighbours
            // go on.
            park(batch, live, bug.getClass().getSimpleName() + ": " + bug.getMessage(), bug);
        }
    }

    /** Back to what is stored, and never on from there. It stays in the batch, since others may wait for its turn. */
    private void park(Batch batch, Live live, String reason, RuntimeException cause) {
        listener.parked(live.id(), reason, cause);
        Operation stored = live.stored();
        live.told();
        live.current((stored == null ? live.current() : stored.outboxSent()).parked(reason));
        batch.touched().add(live);
        if (stored != null) {
            live.confirmed();
            batch.parks().add(new Write.Park(live.id(), stored.ownership(), reason));
        }
    }

    /** The store can never hold what was decided. */
    void refused(Batch batch, Live live) {
        batch.unwritten().remove(live);
        String reason = "Expected a decision that can be stored, but the store can never hold it";
        if (live.stored() != null) {
            park(batch, live, reason, new IllegalStateException(reason));
            return;
        }
        // A request that is too large ends as FAILED, without what made it so: its client has to learn of it.
        var request = live.current().request();
        var bare = new OperationRequest(
                request.id(),
                request.nsInstanceId(),
                request.type(),
                request.startTime(),
                Value.Obj.EMPTY,
                request.onFailure(),
                request.deadline());
        Operation queued = engine.accept(
                        new Event.Requested(bare, live.current().ownership(), 1, List.of()), clock.now())
                .next();
        var why = Failure.permanent("TOO_LARGE", "Expected a request that can be stored, but it is too large");
        Decision decision = tryOut(queued, new Event.Refused(why));
        live.told();
        live.decided(decision.next(), decision.effects(), decision.reasons());
        batch.unwritten().put(live, new Write.Insert(live.current()));
    }
}
