package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Duration;
import java.util.regex.Pattern;
import org.etsi.osm.lcm.n2vc.vca.VcaException;

/**
 * A misbehaviour of the simulated VCA that can be switched on and off while it runs. It strikes the start of primitives
 * whose name contains a match of a regular expression; an empty one matches all.
 *
 * @param uses how often it strikes before it is used up; {@link #FOR_EVER} for no end
 */
public record SimVcaFault(String id, String primitivePattern, int uses, Effect effect) {
    public static final int FOR_EVER = -1;

    /** What goes wrong. */
    public sealed interface Effect {}

    /** The start is refused with this code and has no effect. */
    public record Refuse(VcaException.Code code) implements Effect {}

    /** The primitive takes this much longer. */
    public record Slow(Duration by) implements Effect {}

    /** The primitive runs to its end and fails with this text. */
    public record Fail(String text) implements Effect {}

    /** The primitive is run and the answer is lost; if it isn't recorded either, nobody can tell that it was. */
    public record LoseAnswer(boolean isRecorded) implements Effect {}

    public SimVcaFault {
        if (uses < FOR_EVER) {
            throw new IllegalArgumentException("Expected uses >= -1, but fault " + id + " has " + uses);
        }
        Pattern.compile(primitivePattern);
    }

    /** A fault that strikes every primitive until it is switched off. */
    public static SimVcaFault always(String id, Effect effect) {
        return new SimVcaFault(id, "", FOR_EVER, effect);
    }

    /** The same fault, striking the next {@code count} matching starts only. */
    public SimVcaFault times(int count) {
        return new SimVcaFault(id, primitivePattern, count, effect);
    }

    /** The same fault, striking only primitives whose name matches. */
    public SimVcaFault of(String pattern) {
        return new SimVcaFault(id, pattern, uses, effect);
    }

    boolean appliesTo(String primitive) {
        return uses != 0 && Pattern.compile(primitivePattern).matcher(primitive).find();
    }
}
