package org.etsi.osm.lcm.core.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.engine.Answers;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus.Delivery;

/**
 * Looks at the world that operators asked for: the verbs verify and done. They live in the owner's memory only, since
 * they change nothing: what is lost with an owner is asked for again, under the same request id. Bounded in number, in
 * commands and in time. Confined to the loop's thread.
 */
final class Audits {
    /** Under way at once; more are rejected. */
    static final int MOST_AUDITS = 16;

    /** Commands in flight for all of them together. */
    static final int MOST_IN_FLIGHT = 200;

    private final Folding folding;
    private final LoopSettings settings;
    private final Clock clock;
    private final List<Audit> underWay = new ArrayList<>();
    private final List<Audit> rejected = new ArrayList<>();

    /** One was begun since the last batch. */
    private boolean isAsked;

    Audits(Folding folding, LoopSettings settings, Clock clock) {
        this.folding = folding;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param mine of the partition that the operation is in; without it there is no audit */
    void begin(Live subject, Ownership mine, VerbRequest request, List<TaskId> tasks) {
        boolean isUnderWay = underWay.stream()
                .anyMatch(audit -> audit.isOf(request.operation())
                        && audit.request().requestId().equals(request.requestId())
                        && audit.mine().equals(mine));
        if (isUnderWay) {
            return;
        }
        isAsked = true;
        var audit = new Audit(subject, mine, request, tasks, settings);
        (underWay.size() < MOST_AUDITS ? underWay : rejected).add(audit);
    }

    /** An adapter's answer to a look: never the task's own affair. */
    void hear(Reply reply) {
        for (Audit audit : underWay) {
            if (audit.isOf(reply.operation())) {
                audit.hear(reply);
            }
        }
    }

    /** When there is something to do, if no answer comes earlier; {@link Long#MAX_VALUE} if there is none. */
    long nextMs() {
        return isAsked
                ? clock.now().ticksMs()
                : underWay.stream().mapToLong(Audit::nextMs).min().orElse(Long.MAX_VALUE);
    }

    /**
     * Puts into the batch what is to be asked and what is answered; those of partitions that aren't ours are dropped.
     */
    void gather(Batch batch, Map<Integer, OwnedPartition> partitions) {
        isAsked = false;
        rejected.removeIf(audit -> !isMine(audit, partitions));
        underWay.removeIf(audit -> !isMine(audit, partitions));
        for (Audit audit : rejected) {
            answer(batch, partitions, audit, false, "too many verifications are under way: ask again");
        }
        rejected.clear();
        long now = clock.now().ticksMs();
        underWay.forEach(audit -> audit.giveUp(now));
        for (Audit audit : List.copyOf(underWay)) {
            if (audit.isOver()) {
                underWay.remove(audit);
                end(batch, partitions, audit);
            }
        }
        underWay.forEach(audit -> batch.looks().addAll(send(audit, now)));
    }

    private static boolean isMine(Audit audit, Map<Integer, OwnedPartition> partitions) {
        OwnedPartition partition = partitions.get(audit.mine().partition());
        return partition != null && audit.mine().equals(partition.ownership());
    }

    /** Each may take half of what the others leave: so a large one never keeps a small one waiting. */
    private List<Command> send(Audit audit, long now) {
        int others = underWay.stream().mapToInt(Audit::inFlight).sum() - audit.inFlight();
        int free = MOST_IN_FLIGHT - others;
        return audit.send((free + 1) / 2 - audit.inFlight(), now);
    }

    private void end(Batch batch, Map<Integer, OwnedPartition> partitions, Audit audit) {
        if (audit.request().verb() != Verb.DONE) {
            answer(batch, partitions, audit, true, "");
            return;
        }
        for (Audit.Finding found : audit.findings()) {
            var seen = new Event.Verified(
                    audit.request(),
                    found.task(),
                    found.sequence(),
                    found.verdict(),
                    found.outputs(),
                    found.observed());
            if (isLive(audit, partitions)) {
                folding.decide(batch, audit.subject(), seen);
            } else {
                reject(batch, audit, seen);
            }
        }
    }

    /** The operation has ended meanwhile, and says so. */
    private void reject(Batch batch, Audit audit, Event.Verified seen) {
        var last = audit.subject().current();
        for (Effect effect : folding.tryOut(last, seen).effects()) {
            if (effect instanceof Effect.SendAnswer(var answer)) {
                batch.answers().add(new Delivery(last, List.of(new Outgoing.Answered(answer.revision(), answer))));
            }
        }
    }

    private static boolean isLive(Audit audit, Map<Integer, OwnedPartition> partitions) {
        OwnedPartition partition = partitions.get(audit.mine().partition());
        return partition != null && partition.live(audit.request().operation()) == audit.subject();
    }

    private static void answer(
            Batch batch, Map<Integer, OwnedPartition> partitions, Audit audit, boolean isAccepted, String reason) {
        var operation = audit.subject().current();
        Value.Obj detail = isAccepted ? AuditReport.of(operation, audit.request(), audit.findings()) : Value.Obj.EMPTY;
        Answer answer = Answers.of(operation, audit.request(), isAccepted, reason, detail);
        if (isLive(audit, partitions)) {
            audit.subject().decided(operation, List.of(new Effect.SendAnswer(answer)), List.of());
            batch.touched().add(audit.subject());
        } else {
            batch.answers().add(new Delivery(operation, List.of(new Outgoing.Answered(answer.revision(), answer))));
        }
    }
}
