package org.etsi.osm.lcm.core.adapter;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;

/**
 * How one type of unit task is done at the outside world, cut into single interactions: each method makes at most one
 * mutating call, and the loop decides what is called next, stores what has to be stored in between, and checks the
 * lease before each mutating call. So an attempt can be stopped, repeated or taken over between any two of them.
 *
 * <p>Methods block, are called from worker threads, and must be safe to call for different tasks at once. What goes
 * wrong outside is thrown as {@link EffectException}; any other exception is a bug and fails the attempt with code
 * INTERNAL.
 */
public interface TaskHandler {

    /**
     * Looks at the world, changing nothing: does the postcondition hold? Found by tag or recorded id, never by name.
     */
    Observation observe(Work work);

    /**
     * What must hold before the task acts and doesn't; nothing if it may. Asked only when the postcondition doesn't
     * hold.
     */
    default Optional<Failure> precondition(Work work) {
        return Optional.empty();
    }

    /**
     * The one call that changes the world. Returns what is known of it (ids), to be kept in the ledger's memo. Asked
     * only when {@link #observe} said {@link Observation.Unmet}.
     */
    Value.Obj act(Work work);

    /**
     * Whether a call of {@link #act} whose outcome is unknown may be made again once absence was verified for the
     * settle time. False for primitives: those fail with OUTCOME_UNKNOWN and wait for an operator.
     */
    default boolean isRepeatable() {
        return true;
    }

    /**
     * Whether {@link #act} never has a side effect (find-only tasks, no-ops): such an attempt needs no lease and no
     * settling.
     */
    default boolean isEffectFree() {
        return false;
    }

    /**
     * Whether no method of this handler waits for anything with these parameters (no-ops, computations). If it is
     * effect-free too, it is run while its command is accepted, and the ledger is written once for both.
     */
    default boolean isInstant(Value.Obj parameters) {
        return false;
    }

    /**
     * The account that a task with these parameters works with: a VIM, a VCA, a cluster; empty for none, or for the
     * default. How many attempts are at work at once is bounded per account.
     */
    default String account(Value.Obj parameters) {
        return parameters.text("vim").orElse("");
    }

    /**
     * Whether its success says that nothing of the NS is left where it looks, and nothing will come. Before that is
     * believed, the ledger's entries of the NS's other operations that it {@link #reaches} are closed, and what these
     * may still be making has had its time.
     */
    default boolean endsNs() {
        return false;
    }

    /** Whether a task that ends the NS removes what another task made, going by the parameters of both. */
    default boolean reaches(Value.Obj own, Value.Obj others) {
        return account(own).equals(account(others));
    }

    /** What of this task is still in the world, for ROLLBACK: ids, in the order in which they can be removed. */
    List<String> leftovers(Work work);

    /** Removes one of them; not finding it is success. May return before it is gone: {@link #leftovers} tells. */
    void remove(Work work, String id);

    /** What an observation found. */
    sealed interface Observation {
        /** The postcondition holds. */
        record Met(Value.Obj outputs) implements Observation {}

        /** It will, it seems: something is under way (a server boots). Looked at again after a while. */
        record NotYet(String progress, Value.Obj created) implements Observation {}

        /** Nothing is there. */
        record Unmet() implements Observation {}

        /**
         * Something is there and will never be right (a server in ERROR): it has to be removed before the task acts
         * again. Without ids there is nothing to remove, and EXECUTE fails (a primitive that ran and failed).
         */
        record Broken(Failure failure, List<String> ids) implements Observation {}

        /**
         * More than one is there: these are to be removed, the others stay.
         *
         * @param kept goes into the memo before the first is removed, so that the one that stays is always the same
         */
        record Surplus(List<String> ids, Value.Obj kept) implements Observation {
            public Surplus(List<String> ids) {
                this(ids, Value.Obj.EMPTY);
            }
        }

        /** Something is there that differs from what was asked, for VERIFY; EXECUTE fails with DIFFERS. */
        record Differs(List<String> differences, Value.Obj outputs) implements Observation {}
    }

    /**
     * What a handler gets to know.
     *
     * @param taskKey what tags carry as {@code osm-task}
     * @param sequence of the command: the same when it is repeated, a higher one when the task is tried again
     * @param parameters resolved
     * @param outputs of the last success, if any
     * @param memo what {@link #act} returned last, or what it is known to have made
     * @param callLimitMs no single outside call may take longer
     */
    record Work(
            String nsInstanceId,
            String taskKey,
            long sequence,
            String type,
            Value.Obj parameters,
            Value.Obj outputs,
            Value.Obj memo,
            long callLimitMs) {}

    /** A call to the outside world that failed. */
    final class EffectException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;
        private final boolean outcomeUnknown;

        /** @param outcomeUnknown it may have been done all the same, now or a little later */
        public EffectException(Failure failure, boolean outcomeUnknown) {
            super(failure.toString());
            this.failure = failure;
            this.outcomeUnknown = outcomeUnknown;
        }

        public Failure failure() {
            return failure;
        }

        public boolean outcomeUnknown() {
            return outcomeUnknown;
        }
    }
}
