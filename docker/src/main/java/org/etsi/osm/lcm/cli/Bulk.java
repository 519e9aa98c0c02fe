package org.etsi.osm.lcm.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;

/**
 * One verb asked of many operations, one after the other, at a bounded rate. The request ids follow from the bulk's, so
 * whoever repeats it changes nothing where it was accepted before.
 *
 * @param id of the bulk
 */
record Bulk(String id, Verb verb, VerbArguments arguments, int perSecond) {
    /** So that what is derived from it is a request id still, of operations as OSM names them. */
    static final int ID_LIMIT = 64;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** How often it is looked whether somebody wants it to stop. */
    private static final long LOOK_NANOS = SECOND_NANOS / 20;

    /** What became of one; no answer means that it is unknown. */
    record Result(OperationId operation, Optional<ReadAnswer> answer) {
        boolean isAccepted() {
            return answer.isPresent() && answer.get().accepted();
        }

        Value.Obj json() {
            return answer.map(AnswerView::json)
                    .orElseGet(() -> Value.Obj.EMPTY
                            .with("operation", operation.value())
                            .with("accepted", false)
                            .with("reason", "no answer came; whether it took effect is unknown: repeat the bulk"));
        }

        String line(Verb verb) {
            return operation + " "
                    + answer.map(found -> found.accepted()
                                    ? AnswerView.accepted(AnswerView.word(verb), found)
                                    : AnswerView.rejection(AnswerView.word(verb), found))
                            .orElse("no answer; whether it took effect is unknown: repeat the bulk");
        }
    }

    /** The request of one operation: always the same of the same bulk. */
    VerbRequest request(OperationId operation) {
        String whole = id + "/" + AnswerView.word(verb) + "/" + operation.value();
        String short36 =
                UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)).toString();
        return VerbRequest.of(whole.length() <= 128 ? whole : id + "/" + short36, operation, verb, VerbCommand.actor())
                .with(arguments);
    }

    /** The clock by which the rate is kept. */
    interface Pace {
        /** The one of this machine. */
        Pace REAL = new Pace() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(long nanos) {
                LockSupport.parkNanos(nanos);
            }
        };

        long nanos();

        /** Waits about so long, or less. */
        void pause(long nanos);
    }

    /** Asks all of them, or as many as there is time for: whoever wants to stop it is heard between two. */
    List<Result> run(
            List<OperationId> operations,
            Function<VerbRequest, Optional<ReadAnswer>> ask,
            BooleanSupplier stopped,
            Pace pace) {
        var results = new ArrayList<Result>();
        long next = pace.nanos();
        for (OperationId operation : operations) {
            for (long left = next - pace.nanos(); left > 0 && !stopped.getAsBoolean(); left = next - pace.nanos()) {
                pace.pause(Math.min(left, LOOK_NANOS));
            }
            if (stopped.getAsBoolean()) {
                break;
            }
            next = pace.nanos() + SECOND_NANOS / perSecond;
            results.add(new Result(operation, ask.apply(request(operation))));
        }
        return results;
    }
}
