package org.etsi.osm.lcm.ro.vim.sim;

import java.time.Duration;
import java.util.List;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.VimException.Code;
import org.etsi.osm.lcm.ro.vim.sim.SimFault.Operation;
import org.jspecify.annotations.Nullable;

/** Decides, once at the start of each call, what will go wrong with it. */
final class SimFaults {
    private final SimContext context;

    SimFaults(SimContext context) {
        this.context = context;
    }

    /** Takes a use of every fault that strikes this call. */
    Strike strike(Operation operation, Kind kind, List<String> names) {
        var strike = Strike.none();
        for (var fault : context.state().faults()) {
            boolean struck = fault.appliesTo(kind, operation, names)
                    && concerns(fault.effect(), operation)
                    && context.strikes(fault.probability())
                    && context.state().takeUse(fault.id());
            if (struck) {
                strike = strike.and(fault.effect());
            }
        }
        return strike;
    }

    private static boolean concerns(SimFault.Effect effect, Operation operation) {
        return switch (effect) {
            case SimFault.HalfDelete half -> operation == Operation.DELETE;
            case SimFault.BootError error -> operation == Operation.CREATE;
            case SimFault.BootNever never -> operation == Operation.CREATE;
            case SimFault.AcceptLate late -> operation == Operation.CREATE || operation == Operation.DELETE;
            case SimFault.Refuse refuse -> true;
            case SimFault.Slow slow -> true;
            case SimFault.LoseAnswer lose -> true;
        };
    }

    /** Everything that goes wrong with one call. */
    record Strike(
            @Nullable Code refusal,
            Duration slower,
            Duration late,
            boolean losesAnswer,
            SimFault.@Nullable HalfDelete halfDelete,
            @Nullable String bootFault,
            boolean bootsNever) {
        static Strike none() {
            return new Strike(null, Duration.ZERO, Duration.ZERO, false, null, null, false);
        }

        Strike and(SimFault.Effect effect) {
            return switch (effect) {
                case SimFault.Refuse refuse ->
                    new Strike(refuse.code(), slower, late, losesAnswer, halfDelete, bootFault, bootsNever);
                case SimFault.Slow slow ->
                    new Strike(refusal, slower.plus(slow.by()), late, losesAnswer, halfDelete, bootFault, bootsNever);
                case SimFault.AcceptLate accept ->
                    new Strike(refusal, slower, late.plus(accept.after()), true, halfDelete, bootFault, bootsNever);
                case SimFault.LoseAnswer lose ->
                    new Strike(refusal, slower, late, true, halfDelete, bootFault, bootsNever);
                case SimFault.HalfDelete half ->
                    new Strike(refusal, slower, late, losesAnswer, half, bootFault, bootsNever);
                case SimFault.BootError error ->
                    new Strike(refusal, slower, late, losesAnswer, halfDelete, error.text(), bootsNever);
                case SimFault.BootNever never ->
                    new Strike(refusal, slower, late, losesAnswer, halfDelete, bootFault, true);
            };
        }

        Strike lateBy(Duration duration) {
            return new Strike(refusal, slower, late.plus(duration), true, halfDelete, bootFault, bootsNever);
        }

        boolean isLate() {
            return !late.isZero();
        }
    }
}
