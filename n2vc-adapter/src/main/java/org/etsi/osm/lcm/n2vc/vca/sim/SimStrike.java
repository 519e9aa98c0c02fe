package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Duration;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.jspecify.annotations.Nullable;

/**
 * Everything that goes wrong with one call.
 *
 * @param refusal it is refused with this code
 * @param slower how much longer its work takes
 * @param callSlower how much longer the call itself takes
 * @param late how much later than asked it takes effect
 * @param failure what its work fails with
 * @param losesAnswer nobody hears of its effect
 * @param isRecorded whether a run is on record afterwards
 * @param halfDelete a delete leaves the thing where it is
 */
record SimStrike(
        VcaException.@Nullable Code refusal,
        Duration slower,
        Duration callSlower,
        Duration late,
        @Nullable String failure,
        boolean losesAnswer,
        boolean isRecorded,
        SimVcaFault.@Nullable HalfDelete halfDelete) {
    static final SimStrike NONE =
            new SimStrike(null, Duration.ZERO, Duration.ZERO, Duration.ZERO, null, false, true, null);

    SimStrike and(SimVcaFault.Effect effect) {
        return switch (effect) {
            case SimVcaFault.Refuse(var code) ->
                new SimStrike(code, slower, callSlower, late, failure, losesAnswer, isRecorded, halfDelete);
            case SimVcaFault.Slow(var by) ->
                new SimStrike(refusal, slower.plus(by), callSlower, late, failure, losesAnswer, isRecorded, halfDelete);
            case SimVcaFault.SlowCall(var by) ->
                new SimStrike(refusal, slower, callSlower.plus(by), late, failure, losesAnswer, isRecorded, halfDelete);
            case SimVcaFault.Fail(var text) ->
                new SimStrike(refusal, slower, callSlower, late, text, losesAnswer, isRecorded, halfDelete);
            case SimVcaFault.LoseAnswer(var recorded) ->
                new SimStrike(refusal, slower, callSlower, late, failure, true, isRecorded && recorded, halfDelete);
            case SimVcaFault.AcceptLate(var after) ->
                new SimStrike(refusal, slower, callSlower, late.plus(after), failure, true, isRecorded, halfDelete);
            case SimVcaFault.HalfDelete half ->
                new SimStrike(refusal, slower, callSlower, late, failure, losesAnswer, isRecorded, half);
        };
    }

    /** Its caller gave up so long before it took effect. */
    SimStrike lateBy(Duration time) {
        return and(new SimVcaFault.AcceptLate(time));
    }
}
