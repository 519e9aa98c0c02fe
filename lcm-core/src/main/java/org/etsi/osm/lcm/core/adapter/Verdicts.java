package org.etsi.osm.lcm.core.adapter;

import java.util.List;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.jspecify.annotations.Nullable;

/** What VERIFY is answered with, going by one look at the world. */
final class Verdicts {
    /** More aren't told one by one: together within the limit of outputs, with room for the ids. */
    private static final int MOST_DIFFERENCES = 5;

    private Verdicts() {}

    /** @param known what the ledger has of the task; null if it was never at work */
    static Reply of(Command command, @Nullable LedgerEntry known, StepResult result) {
        return switch (result) {
            case StepResult.Seen(var observation) -> seen(command, known, observation);
            case StepResult.Left(var ids) ->
                ids.isEmpty()
                        ? reply(command, VerifyVerdict.ABSENT, Value.Obj.EMPTY, "")
                        : differs(command, List.of("left over: " + String.join(", ", ids)), Value.Obj.EMPTY);
            case StepResult.Failed(var failure, var certainty) -> unknown(command, failure.toString());
            case StepResult.TooLate t -> unknown(command, "there was no room to look in time: ask again");
            case StepResult.Checked c -> throw new IllegalStateException("Expected a look, but it was " + result);
            case StepResult.Acted a -> throw new IllegalStateException("Expected a look, but it was " + result);
            case StepResult.Removed r -> throw new IllegalStateException("Expected a look, but it was " + result);
        };
    }

    static Reply unknown(Command command, String why) {
        return reply(command, VerifyVerdict.UNKNOWN, Value.Obj.EMPTY, why);
    }

    static Reply unsupported(Command command) {
        String message = "Expected a task type that adapter " + command.adapter() + " knows, but it was '"
                + command.type() + "': not started";
        return Reply.of(command, ReplyStatus.FAILED, Failure.retryable("UNSUPPORTED", message));
    }

    private static Reply seen(Command command, @Nullable LedgerEntry known, TaskHandler.Observation observation) {
        List<String> leaving = known == null ? List.of() : Ids.leavingIn(observation, known);
        return switch (observation) {
            case TaskHandler.Observation.Met(var outputs) ->
                leaving.isEmpty()
                        ? reply(command, VerifyVerdict.HOLDS, outputs, "")
                        : differs(command, List.of("its removal was asked for: " + leaving), outputs);
            case TaskHandler.Observation.Unmet u -> reply(command, VerifyVerdict.ABSENT, Value.Obj.EMPTY, "");
            case TaskHandler.Observation.Differs(var differences, var outputs) ->
                differs(command, differences, outputs);
            case TaskHandler.Observation.NotYet(var progress, var created) ->
                differs(command, List.of(progress), created);
            case TaskHandler.Observation.Broken(var failure, var ids) ->
                differs(command, List.of(failure.toString()), Value.Obj.EMPTY);
            case TaskHandler.Observation.Surplus(var ids, var kept) ->
                differs(command, List.of("expected one, but these are there too: " + ids), Value.Obj.EMPTY);
        };
    }

    private static Reply differs(Command command, List<String> differences, Value.Obj outputs) {
        return reply(
                command,
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

    private static Reply reply(Command command, VerifyVerdict verdict, Value.Obj outputs, String observed) {
        if (Faults.isTooLarge(outputs)) {
            return unknown(
                    command,
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
}
