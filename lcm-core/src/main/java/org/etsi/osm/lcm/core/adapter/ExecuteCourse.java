package org.etsi.osm.lcm.core.adapter;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.etsi.osm.lcm.core.adapter.TaskHandler.Observation;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * EXECUTE: looks first, acts at most once, and looks again until the postcondition is seen (design, section 4.1).
 * {@code isUnknown} is the heart of it: a create was made, by this attempt or a former one, whose answer isn't known;
 * until its resource was found, or has had its time to appear, nothing is created.
 */
final class ExecuteCourse implements Course {
    /** A resource that is broken again after so many removals isn't going to be right. */
    private static final int REMOVALS_OF_BROKEN = 3;

    private enum Phase {
        OBSERVE,
        CHECK,
        CLOSE,
        ACT,
        REMOVE
    }

    private final Command command;
    private final TaskHandler handler;
    private final AdapterSettings settings;
    private final Looking looking;
    private final Looking removing;
    private final ArrayDeque<String> toRemove = new ArrayDeque<>();
    private final Set<String> removed = new HashSet<>();
    private Phase phase = Phase.OBSERVE;
    private boolean isUnknown;
    private long settledMs;
    private boolean hasActed;
    private @Nullable Failure ownUnanswered;
    private int removalsOfBroken;
    /** The answer to the create is known, so the ledger may forget that one was issued. */
    private boolean isAnswered;

    /** Looks from before say nothing about the end of the NS; the end of time until its operations are closed. */
    private long believedFromMs = Long.MAX_VALUE;

    /** Something of the task is there, so that it isn't undone any more. */
    private boolean hasFound;

    private Value.Obj memo;
    private boolean noteIsDue;
    private Value.@Nullable Obj success;
    private @Nullable Reply answer;
    private @Nullable Reply progress;
    private Value.@Nullable Obj announced;
    private long nextProgressMs = Long.MIN_VALUE;

    ExecuteCourse(LedgerEntry entry, TaskHandler handler, AdapterSettings settings, long nowMs) {
        this.command = entry.command();
        this.handler = handler;
        this.settings = settings;
        this.looking = new Looking(settings, nowMs);
        this.removing = new Looking(settings, nowMs);
        this.memo = entry.memo();
        this.isUnknown = entry.createIssued();
        this.settledMs = nowMs + settings.settleMs();
    }

    @Override
    public Move next(LedgerEntry entry, long nowMs) {
        if (answer != null) {
            return new Move.End(facts(entry), answer);
        }
        if (noteIsDue) {
            noteIsDue = false;
            return new Move.Note(facts(entry));
        }
        if (nowMs < looking.restUntilMs()) {
            return new Move.Rest(looking.restUntilMs());
        }
        return switch (phase) {
            case OBSERVE -> new Move.Look(new Step.Observe());
            case CHECK -> new Move.Look(new Step.Check());
            case CLOSE -> new Move.Close();
            case ACT -> new Move.Change(new Step.Act(), List.of());
            case REMOVE -> new Move.Change(new Step.Remove(toRemove.getFirst()), List.copyOf(toRemove));
        };
    }

    @Override
    public void on(Step step, StepResult result, LedgerEntry entry, long issuedMs, long nowMs) {
        switch (result) {
            case StepResult.Seen(var observation) -> seen(observation, entry, issuedMs, nowMs);
            case StepResult.Checked(var failure) -> checked(failure);
            case StepResult.Acted(var made) -> acted(made, nowMs);
            case StepResult.Removed r -> removed(step);
            case StepResult.Failed failed -> failed(step, failed, nowMs);
            case StepResult.TooLate t -> {}
            case StepResult.Left l ->
                throw new IllegalStateException("Expected the result of an execution's step, but it is of "
                        + step.label() + " for " + command.taskKey());
        }
    }

    private void seen(Observation observation, LedgerEntry entry, long issuedMs, long nowMs) {
        looking.succeeded();
        List<String> doomed = Ids.leavingIn(observation, entry);
        if (!doomed.isEmpty()) {
            // Somebody asked it to go and may be heard any time: what stands on it wouldn't stand.
            remove(doomed, nowMs);
            return;
        }
        switch (observation) {
            case Observation.Met(var outputs) -> met(outputs, issuedMs, nowMs);
            case Observation.NotYet(var word, var created) -> {
                found();
                underWay(word, created, entry, nowMs);
            }
            case Observation.Surplus(var ids, var kept) -> {
                hasFound = true;
                learn(kept);
                remove(ids, nowMs);
            }
            case Observation.Broken(var failure, var ids) -> {
                found();
                if (hasActed || ids.isEmpty() || removalsOfBroken >= REMOVALS_OF_BROKEN) {
                    fail(failure);
                } else {
                    removalsOfBroken++;
                    remove(ids, nowMs);
                }
            }
            case Observation.Differs(var differences, var outputs) -> {
                found();
                fail(Faults.differs(command, differences));
            }
            case Observation.Unmet u -> unmet(issuedMs, nowMs);
        }
    }

    private void met(Value.Obj outputs, long issuedMs, long nowMs) {
        if (handler.endsNs() && issuedMs < believedFromMs) {
            phase = believedFromMs == Long.MAX_VALUE ? Phase.CLOSE : Phase.OBSERVE;
            looking.rest(nowMs);
            looking.restAtMostUntil(phase == Phase.CLOSE ? nowMs : believedFromMs);
            return;
        }
        found();
        if (Faults.isTooLarge(outputs)) {
            fail(Faults.tooLarge(command, outputs));
            return;
        }
        success = outputs;
        answer = Reply.succeeded(command, outputs);
    }

    @Override
    public void closed(long fromMs) {
        believedFromMs = fromMs;
        phase = Phase.OBSERVE;
    }

    /** What was created is there, so nothing is outstanding. */
    private void found() {
        hasFound = true;
        isUnknown = false;
        isAnswered = true;
    }

    private void underWay(String word, Value.Obj created, LedgerEntry entry, long nowMs) {
        looking.rest(nowMs);
        learn(created);
        noteIsDue = !facts(entry).equals(entry);
        boolean isNews = !created.fields().isEmpty() && !created.equals(announced);
        if (isNews || nowMs >= nextProgressMs) {
            nextProgressMs = nowMs + settings.progressMs();
            progress = Reply.progress(command, isNews ? created : Value.Obj.EMPTY, Faults.cut(word));
            announced = isNews ? created : announced;
        }
    }

    private void learn(Value.Obj ids) {
        if (Faults.isTooLarge(ids)) {
            throw new IllegalStateException("Expected ids of what was made, but found " + ids.size() + " bytes");
        }
        for (var field : ids.fields().entrySet()) {
            memo = memo.with(field.getKey(), field.getValue());
        }
    }

    private void remove(List<String> ids, long nowMs) {
        if (ids.stream().anyMatch(removed::contains)) {
            looking.rest(nowMs);
        }
        toRemove.clear();
        toRemove.addAll(ids);
        phase = toRemove.isEmpty() ? Phase.OBSERVE : Phase.REMOVE;
        if (toRemove.isEmpty()) {
            looking.rest(nowMs);
        }
    }

    private void unmet(long issuedMs, long nowMs) {
        if (isUnknown || hasActed) {
            if (issuedMs < settledMs) {
                looking.rest(nowMs);
                looking.restAtMostUntil(settledMs);
            } else {
                absent();
            }
            return;
        }
        phase = Phase.CHECK;
    }

    /** It has had its time, and there is nothing. */
    private void absent() {
        boolean mayActAgain = handler.isRepeatable();
        if (isUnknown && !mayActAgain) {
            isAnswered = true;
            fail(Faults.outcomeUnknown(command));
        } else if (ownUnanswered != null) {
            isAnswered = true;
            fail(new Failure(ownUnanswered.code(), ownUnanswered.message(), true, ownUnanswered.detail()));
        } else if (hasActed) {
            fail(Faults.postcondition(command));
        } else {
            isUnknown = false;
            phase = Phase.CHECK;
        }
    }

    private void checked(@Nullable Failure failure) {
        looking.succeeded();
        if (failure != null) {
            fail(failure);
            return;
        }
        phase = Phase.ACT;
        isAnswered = false;
    }

    private void acted(Value.Obj made, long nowMs) {
        hasActed = true;
        isAnswered = true;
        settledMs = nowMs + settings.settleMs();
        if (!made.fields().isEmpty()) {
            memo = Value.Obj.EMPTY;
            learn(made);
        }
        phase = Phase.OBSERVE;
    }

    private void removed(Step step) {
        removing.succeeded();
        if (step instanceof Step.Remove(var id)) {
            removed.add(id);
            toRemove.remove(id);
        }
        if (toRemove.isEmpty()) {
            phase = Phase.OBSERVE;
        }
    }

    private void failed(Step step, StepResult.Failed failed, long nowMs) {
        boolean isUnanswered = failed.certainty() == StepResult.Certainty.UNKNOWN;
        switch (step) {
            case Step.Act a -> {
                hasActed = true;
                isAnswered = failed.certainty() == StepResult.Certainty.NOT_DONE;
                if (isUnanswered && !handler.isEffectFree()) {
                    isUnknown = true;
                    ownUnanswered = failed.failure();
                    settledMs = nowMs + settings.settleMs();
                    phase = Phase.OBSERVE;
                    looking.rest(nowMs);
                } else {
                    fail(failed.failure());
                }
            }
            case Step.Remove r -> {
                if (isUnanswered || removing.mayRepeat(failed, nowMs)) {
                    toRemove.clear();
                    phase = Phase.OBSERVE;
                    looking.rest(nowMs);
                } else {
                    fail(failed.failure());
                }
            }
            case Step.Observe o -> readFailed(failed, nowMs);
            case Step.Check c -> readFailed(failed, nowMs);
            case Step.Leftovers l -> readFailed(failed, nowMs);
        }
    }

    private void readFailed(StepResult.Failed failed, long nowMs) {
        if (!looking.mayRepeat(failed, nowMs)) {
            fail(failed.failure());
        }
    }

    private void fail(Failure failure) {
        answer = Reply.of(command, ReplyStatus.FAILED, failure);
    }

    @Override
    public void disturbed(LedgerEntry entry, long nowMs) {
        toRemove.clear();
        phase = Phase.OBSERVE;
        isAnswered = false;
        settledMs = nowMs + settings.settleMs();
        isUnknown = entry.createIssued();
        memo = entry.memo().fields().isEmpty() ? memo : entry.memo();
        hasFound = false;
        if (success != null) {
            success = null;
            answer = null;
        }
    }

    @Override
    public LedgerEntry facts(LedgerEntry entry) {
        LedgerEntry known = success == null
                ? entry.withFacts(memo, entry.outputs(), entry.undone() && !hasFound)
                : entry.withFacts(memo, success, false).withOnlyLeaving(List.of());
        return known.withCreateIssued(entry.createIssued() && !isAnswered);
    }

    @Override
    public boolean mustBeAlone() {
        return !handler.isEffectFree();
    }

    @Override
    public boolean isOver() {
        return answer != null;
    }

    @Override
    public @Nullable Reply takeProgress() {
        Reply taken = progress;
        progress = null;
        return taken;
    }
}
