package org.etsi.osm.lcm.core.adapter;

import java.util.List;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.jspecify.annotations.Nullable;

/** VERIFY: looks, and says what it saw. Changes nothing, in the world and in the record of EXECUTE. */
final class VerifyCourse implements Course {
    /** More aren't told one by one: together within the limit of outputs, with room for the ids. */
    private static final int MOST_DIFFERENCES = 5;

    private final Command command;
    private final Looking looking;
    private @Nullable Reply answer;

    VerifyCourse(Command command, AdapterSettings settings, long nowMs) {
        this.command = command;
        this.looking = new Looking(settings, nowMs);
    }

    @Override
    public Move next(LedgerEntry entry, long nowMs) {
        if (answer != null) {
            return new Move.End(entry, answer);
        }
        return nowMs < looking.restUntilMs() ? new Move.Rest(looking.restUntilMs()) : new Move.Look(new Step.Observe());
    }

    @Override
    public void on(Step step, StepResult result, LedgerEntry entry, long issuedMs, long nowMs) {
        if (result instanceof StepResult.Seen(var observation)) {
            answer = verdict(observation);
        } else if (result instanceof StepResult.Failed failed && !looking.mayRepeat(failed, nowMs)) {
            answer = reply(
                    VerifyVerdict.UNKNOWN, Value.Obj.EMPTY, failed.failure().toString());
        }
    }

    private Reply verdict(TaskHandler.Observation observation) {
        return switch (observation) {
            case TaskHandler.Observation.Met(var outputs) -> reply(VerifyVerdict.HOLDS, outputs, "");
            case TaskHandler.Observation.Unmet u -> reply(VerifyVerdict.ABSENT, Value.Obj.EMPTY, "");
            case TaskHandler.Observation.Differs(var differences, var outputs) -> differs(differences, outputs);
            case TaskHandler.Observation.NotYet(var progress, var created) -> differs(List.of(progress), created);
            case TaskHandler.Observation.Broken(var failure, var ids) ->
                differs(List.of(failure.toString()), Value.Obj.EMPTY);
            case TaskHandler.Observation.Surplus(var ids, var kept) ->
                differs(List.of("expected one, but these are there too: " + ids), Value.Obj.EMPTY);
        };
    }

    private Reply differs(List<String> differences, Value.Obj outputs) {
        return reply(
                VerifyVerdict.DIFFERS,
                outputs.with(
                        "differences",
                        Value.list(differences.stream()
                                .limit(MOST_DIFFERENCES)
                                .map(Faults::cut)
                                .map(Value::of)
                                .toList())),
                String.join("; ", differences));
    }

    private Reply reply(VerifyVerdict verdict, Value.Obj outputs, String observed) {
        if (Faults.isTooLarge(outputs)) {
            return reply(
                    VerifyVerdict.UNKNOWN,
                    Value.Obj.EMPTY,
                    "Expected at most " + Faults.OUTPUT_LIMIT + " bytes to tell, but there are " + outputs.size());
        }
        return new Reply(
                command.operation(),
                command.task(),
                command.action(),
                command.attempt(),
                command.sequence(),
                ReplyStatus.SUCCEEDED,
                0,
                outputs,
                Faults.cut(observed),
                null,
                verdict);
    }

    @Override
    public void disturbed(LedgerEntry entry, long nowMs) {
        // It only looks: whoever acts meanwhile, what it says was true when it looked.
    }

    @Override
    public LedgerEntry facts(LedgerEntry entry) {
        return entry;
    }

    @Override
    public boolean isOver() {
        return answer != null;
    }
}
