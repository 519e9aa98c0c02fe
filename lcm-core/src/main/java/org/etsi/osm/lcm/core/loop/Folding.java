package org.etsi.osm.lcm.core.loop;

import org.etsi.osm.lcm.core.engine.Decision;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;
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
        Decision decision = engine.accept(
                new Event.Requested(request, mine, position, partition.freezes().selectorsFor(request.nsInstanceId())),
                clock.now());
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
            String reason = bug.getClass().getSimpleName() + ": " + bug.getMessage();
            Operation stored = live.stored();
            if (event instanceof Event.VerbRequested(var request) && request.verb() == Verb.KILL && stored != null) {
                kill(batch, live, stored, request, reason);
                return;
            }
            park(batch, live, reason, bug);
            if (event instanceof Event.VerbRequested(var request)) {
                batch.answers()
                        .add(BareAnswers.delivery(BareAnswers.rejection(
                                request, "the operation is parked: " + reason, BareAnswers.OF_BROKEN)));
            }
        }
    }

    /** Not even its end can be decided: it is closed as it is. */
    private void kill(Batch batch, Live live, Operation stored, VerbRequest request, String reason) {
        live.told();
        // Whatever else this batch brings for it is dropped.
        live.current(stored.outboxSent().parked(reason));
        live.confirmed();
        batch.touched().remove(live);
        kill(batch, stored.ownership(), request, live, reason);
    }

    /** Closes an operation of which nothing can be decided. */
    void kill(Batch batch, Ownership mine, VerbRequest request, @Nullable Live live, String broken) {
        var why = Failure.permanent(
                "KILLED",
                "killed by " + request.actor() + "; its own state is broken: " + broken
                        + "; what it left isn't known, and is removed by a terminate of the network service");
        var write = new Write.Kill(request.operation(), mine, why, clock.now().epochMs());
        batch.unkilled().add(new Batch.Killing(write, request, live));
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
            batch.parks()
                    .add(new Write.Park(
                            live.id(),
                            stored.ownership(),
                            reason,
                            live.current().revision()));
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
        var bare = live.current().request().withoutParameters();
        Operation queued = engine.accept(
                        new Event.Requested(
                                bare,
                                live.current().ownership(),
                                1,
                                live.current().steering().frozenBy()),
                        clock.now())
                .next();
        var why = Failure.permanent("TOO_LARGE", "Expected a request that can be stored, but it is too large");
        Decision decision = tryOut(queued, new Event.Refused(why));
        live.told();
        live.decided(decision.next(), decision.effects(), decision.reasons());
        batch.unwritten().put(live, new Write.Insert(live.current()));
    }
}
