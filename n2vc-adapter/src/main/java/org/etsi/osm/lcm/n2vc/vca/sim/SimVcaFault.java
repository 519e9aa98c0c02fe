package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.jspecify.annotations.Nullable;

/**
 * A misbehaviour of the simulated VCA and clusters that can be switched on and off while they run. It strikes calls
 * where a name contains a match of a regular expression; an empty one matches all. The names of a call are those of the
 * primitive, artifact or model, the namespace or release, the environment's id, the NS and the task.
 *
 * @param call what is struck; null for every call that changes something
 * @param uses how often it strikes before it is used up; {@link #FOR_EVER} for no end
 */
public record SimVcaFault(String id, @Nullable Call call, String pattern, int uses, Effect effect) {
    public static final int FOR_EVER = -1;

    /** What can be asked. */
    public enum Call {
        CREATE,
        DELETE,
        INSTALL,
        RELATE,
        RUN,
        INSTALL_KDU,
        UNINSTALL_KDU,
        /** Whatever changes nothing. */
        READ
    }

    /** What goes wrong. */
    public sealed interface Effect {}

    /** The call is refused with this code and has no effect. */
    public record Refuse(VcaException.Code code) implements Effect {}

    /** The work takes this much longer. */
    public record Slow(Duration by) implements Effect {}

    /** The call takes this much longer; beyond the call limit it times out and takes effect later. */
    public record SlowCall(Duration by) implements Effect {}

    /** The work is done to its end and fails with this text. */
    public record Fail(String text) implements Effect {}

    /** It is done and the answer is lost; if a run isn't recorded either, nobody can tell that it was. */
    public record LoseAnswer(boolean isRecorded) implements Effect {}

    /** The answer is lost, nothing is there yet, and it takes effect this much later. */
    public record AcceptLate(Duration after) implements Effect {}

    /** A removal leaves the thing where it is, and answers well or with an error. */
    public record HalfDelete(boolean answersWell) implements Effect {}

    public SimVcaFault {
        if (uses < FOR_EVER) {
            throw new IllegalArgumentException("Expected uses >= -1, but fault " + id + " has " + uses);
        }
        Pattern.compile(pattern);
    }

    /** A fault that strikes every call that changes something, until it is switched off. */
    public static SimVcaFault always(String id, Effect effect) {
        return new SimVcaFault(id, null, "", FOR_EVER, effect);
    }

    /** The same fault, striking the next {@code count} matching calls only. */
    public SimVcaFault times(int count) {
        return new SimVcaFault(id, call, pattern, count, effect);
    }

    /** The same fault, striking only where a name matches. */
    public SimVcaFault of(String namePattern) {
        return new SimVcaFault(id, call, namePattern, uses, effect);
    }

    /** The same fault, striking only these calls. */
    public SimVcaFault on(Call onlyCall) {
        return new SimVcaFault(id, onlyCall, pattern, uses, effect);
    }

    boolean appliesTo(Call called, List<String> names) {
        boolean isMeant = call == null ? called != Call.READ : call == called;
        boolean isRemoval = called == Call.DELETE || called == Call.UNINSTALL_KDU;
        boolean concerns = !(effect instanceof HalfDelete) || isRemoval;
        var wanted = Pattern.compile(pattern);
        return uses != 0
                && isMeant
                && concerns
                && names.stream().anyMatch(name -> wanted.matcher(name).find());
    }
}
