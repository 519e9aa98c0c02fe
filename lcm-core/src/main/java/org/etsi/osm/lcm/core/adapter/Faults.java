package org.etsi.osm.lcm.core.adapter;

import java.util.List;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;

/** What an execution fails with by itself, and how much of what handlers say is kept. */
final class Faults {
    /** Bytes of one task's outputs (design, section 3.1). */
    static final int OUTPUT_LIMIT = 16 * 1024;

    private static final int WORDS_LIMIT = 2 * 1024;

    private Faults() {}

    static Failure differs(Command command, List<String> differences) {
        return Failure.permanent(
                "DIFFERS",
                "Expected " + command.taskKey() + " as asked for, but found it different: "
                        + String.join("; ", differences));
    }

    static Failure outcomeUnknown(Command command) {
        return Failure.permanent(
                "OUTCOME_UNKNOWN",
                "Expected an answer to " + command.type() + " of " + command.taskKey()
                        + ", but there was none, and nothing shows whether it was done: never run twice unasked");
    }

    static Failure postcondition(Command command) {
        return Failure.retryable(
                "POSTCONDITION",
                "Expected to find what " + command.type() + " of " + command.taskKey() + " made, but it isn't there");
    }

    static Failure closed(String taskKey) {
        return Failure.permanent(
                "CLOSED",
                "Expected the NS of " + taskKey
                        + " to be there, but a later operation has removed all of it at this VIM: nothing was made");
    }

    static Failure unstorable(String taskKey) {
        return Failure.permanent(
                "TOO_LARGE",
                "Expected what became of " + taskKey
                        + " to be storable, but the ledger refused it: side effects may exist");
    }

    static boolean isTooLarge(Value.Obj outputs) {
        return outputs.size() > OUTPUT_LIMIT;
    }

    static Failure tooLarge(Command command, Value.Obj outputs) {
        return Failure.permanent(
                "TOO_LARGE",
                "Expected outputs of " + command.taskKey() + " of at most " + OUTPUT_LIMIT + " bytes, but they have "
                        + outputs.size() + ": it was done, and its outputs can't be kept");
    }

    /** A text for people, cut where it gets too long. */
    static String cut(String words) {
        return words.length() <= WORDS_LIMIT ? words : words.substring(0, WORDS_LIMIT - 1) + "…";
    }
}
