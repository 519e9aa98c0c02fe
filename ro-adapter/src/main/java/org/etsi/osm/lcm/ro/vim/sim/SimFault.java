package org.etsi.osm.lcm.ro.vim.sim;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.jspecify.annotations.Nullable;

/**
 * A misbehaviour that can be switched on and off while the VIM runs. It applies to calls of an operation on a kind
 * (null: any), whose resource's name, id or tags contain a match of a regular expression (null: any).
 *
 * @param uses how often it strikes before it is used up; {@link #FOR_EVER} for no end
 * @param probability how likely a matching call is struck, 0 to 1; a call that is spared takes no use
 */
public record SimFault(
        String id,
        @Nullable Kind kind,
        @Nullable Operation operation,
        @Nullable String namePattern,
        int uses,
        double probability,
        Effect effect) {
    public static final int FOR_EVER = -1;

    /** What a caller can ask of the VIM. */
    public enum Operation {
        CREATE,
        GET,
        DELETE,
        LIST,
        FIND,
        RELEASE,
        /** Lets the bearer of a key log in to a server. */
        AUTHORIZE
    }

    /** What goes wrong. */
    public sealed interface Effect {}

    /** The call is refused with this code and has no effect. */
    public record Refuse(VimException.Code code) implements Effect {}

    /**
     * The call takes this much longer; beyond the call limit it times out, and a create or a delete takes effect later,
     * anything else never.
     */
    public record Slow(Duration by) implements Effect {}

    /** The call takes effect and its answer is lost. */
    public record LoseAnswer() implements Effect {}

    /** The answer is lost, nothing is there yet, and a create takes effect this much later. */
    public record AcceptLate(Duration after) implements Effect {}

    /** A delete leaves the thing where it is, and answers well or with an error. */
    public record HalfDelete(boolean answersWell) implements Effect {}

    /** What is created goes to ERROR with this text once its boot time is over. */
    public record BootError(String text) implements Effect {}

    /** What is created stays in BUILD. */
    public record BootNever() implements Effect {}

    public SimFault {
        if (uses < FOR_EVER || !(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("Expected uses >= -1 and a probability of 0 to 1, but fault " + id
                    + " has " + uses + " and " + probability);
        }
        if (namePattern != null) {
            Pattern.compile(namePattern);
        }
    }

    /** A fault that strikes every call of an operation on a kind until it is switched off. */
    public static SimFault always(String id, Kind kind, Operation operation, Effect effect) {
        return new SimFault(id, kind, operation, null, FOR_EVER, 1, effect);
    }

    /** The same fault, striking the next {@code count} matching calls only. */
    public SimFault times(int count) {
        return new SimFault(id, kind, operation, namePattern, count, probability, effect);
    }

    /** The same fault, striking only where a name, id or tag matches. */
    public SimFault named(String pattern) {
        return new SimFault(id, kind, operation, pattern, uses, probability, effect);
    }

    /** The same fault, striking by chance. */
    public SimFault withProbability(double chance) {
        return new SimFault(id, kind, operation, namePattern, uses, chance, effect);
    }

    boolean appliesTo(Kind calledKind, Operation called, List<String> names) {
        return (kind == null || kind == calledKind)
                && (operation == null || operation == called)
                && uses != 0
                && (namePattern == null || matchesOneOf(names));
    }

    private boolean matchesOneOf(List<String> names) {
        var pattern = Pattern.compile(namePattern == null ? "" : namePattern);
        return names.stream().anyMatch(name -> pattern.matcher(name).find());
    }
}
