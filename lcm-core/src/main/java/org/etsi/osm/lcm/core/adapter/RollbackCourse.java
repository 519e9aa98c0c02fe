package org.etsi.osm.lcm.core.adapter;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * ROLLBACK: removes what is left, looks until nothing is, and believes it only when a create whose answer is unknown
 * has had its time to arrive.
 */
final class RollbackCourse implements Course {
    private final Command command;
    private final AdapterSettings settings;
    private final Looking looking;
    private final Looking removing;
    private final ArrayDeque<String> toRemove = new ArrayDeque<>();
    private final Map<String, Long> removedAtMs = new HashMap<>();
    private long settledMs;
    private boolean isUndone;
    private @Nullable Reply answer;

    RollbackCourse(Command command, TaskHandler handler, AdapterSettings settings, long nowMs) {
        this.command = command;
        this.settings = settings;
        this.looking = new Looking(settings, nowMs);
        this.removing = new Looking(settings, nowMs);
        this.settledMs = nowMs + settings.settleMs();
        if (handler.isEffectFree()) {
            nothingLeft();
        }
    }

    @Override
    public boolean mustBeAlone() {
        return true;
    }

    @Override
    public Move next(LedgerEntry entry, long nowMs) {
        if (answer != null) {
            return new Move.End(facts(entry), answer);
        }
        if (!toRemove.isEmpty()) {
            return new Move.Change(new Step.Remove(toRemove.getFirst()), List.copyOf(toRemove));
        }
        return nowMs < looking.restUntilMs()
                ? new Move.Rest(looking.restUntilMs())
                : new Move.Look(new Step.Leftovers());
    }

    @Override
    public void on(Step step, StepResult result, LedgerEntry entry, long issuedMs, long nowMs) {
        switch (result) {
            case StepResult.Left(var ids) -> left(ids, entry, issuedMs, nowMs);
            case StepResult.Removed r -> removed(step, nowMs);
            case StepResult.Failed failed -> failed(step, failed, nowMs);
            case StepResult.TooLate t -> {}
            case StepResult.Seen s -> throw unexpected(step);
            case StepResult.Checked c -> throw unexpected(step);
            case StepResult.Acted a -> throw unexpected(step);
        }
    }

    private void left(List<String> ids, LedgerEntry entry, long issuedMs, long nowMs) {
        looking.succeeded();
        if (ids.isEmpty()) {
            if (!entry.createIssued() || issuedMs >= settledMs) {
                nothingLeft();
                return;
            }
            looking.rest(nowMs);
            looking.restAtMostUntil(settledMs);
            return;
        }
        // One that is on its way out is asked to go again only after a while.
        ids.stream()
                .filter(id -> !removedAtMs.containsKey(id) || nowMs >= removedAtMs.get(id) + settings.settleMs())
                .forEach(toRemove::add);
        if (toRemove.isEmpty()) {
            looking.rest(nowMs);
        }
    }

    private void nothingLeft() {
        isUndone = true;
        answer = Reply.succeeded(command, Value.Obj.EMPTY);
    }

    private void removed(Step step, long nowMs) {
        removing.succeeded();
        if (step instanceof Step.Remove(var id)) {
            removedAtMs.put(id, nowMs);
            toRemove.remove(id);
        }
    }

    private void failed(Step step, StepResult.Failed failed, long nowMs) {
        boolean isRemoval = step instanceof Step.Remove;
        boolean isUnanswered = failed.certainty() == StepResult.Certainty.UNKNOWN;
        if (isRemoval && (isUnanswered || removing.mayRepeat(failed, nowMs))) {
            toRemove.clear();
            looking.rest(nowMs);
        } else if (isRemoval || !looking.mayRepeat(failed, nowMs)) {
            answer = Reply.of(command, ReplyStatus.FAILED, failed.failure());
        }
    }

    private static IllegalStateException unexpected(Step step) {
        return new IllegalStateException("Expected the result of a rollback's step, but it is of " + step.label());
    }

    @Override
    public void disturbed(LedgerEntry entry, long nowMs) {
        toRemove.clear();
        settledMs = nowMs + settings.settleMs();
        if (isUndone) {
            isUndone = false;
            answer = null;
        }
    }

    @Override
    public LedgerEntry facts(LedgerEntry entry) {
        return isUndone
                ? entry.withFacts(Value.Obj.EMPTY, null, true)
                        .withCreateIssued(false)
                        .withOnlyLeaving(List.of())
                : entry;
    }

    @Override
    public boolean isOver() {
        return answer != null;
    }
}
