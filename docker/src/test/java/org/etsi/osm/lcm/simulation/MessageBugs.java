package org.etsi.osm.lcm.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.etsi.osm.lcm.core.model.Freezes;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.core.port.FreezeStore;

/** Bugs in what is done with a message that comes late or twice, or with what is frozen. */
final class MessageBugs {
    private MessageBugs() {}

    /** A request that comes twice becomes two operations. */
    static Seams requestDoneTwice() {
        return engineSees(() -> {
            var seen = new HashSet<OperationId>();
            return message -> message instanceof EngineBus.Inbound.Requested(var request) && !seen.add(request.id())
                    ? new EngineBus.Inbound.Requested(renamed(request))
                    : message;
        });
    }

    private static OperationRequest renamed(OperationRequest request) {
        return new OperationRequest(
                new OperationId(request.id() + "-again"),
                request.nsInstanceId(),
                request.type(),
                request.startTime(),
                request.parameters(),
                request.onFailure(),
                request.deadline());
    }

    /** A verb that comes twice is done twice. */
    static Seams verbDoneTwice() {
        return engineSees(() -> {
            var seen = new HashSet<String>();
            return message -> message instanceof EngineBus.Inbound.Asked(var asked) && !seen.add(asked.requestId())
                    ? new EngineBus.Inbound.Asked(renamed(asked))
                    : message;
        });
    }

    private static VerbRequest renamed(VerbRequest asked) {
        return new VerbRequest(
                asked.requestId() + "-again",
                asked.operation(),
                asked.task(),
                asked.verb(),
                asked.actor(),
                asked.arguments(),
                asked.expectedRevision());
    }

    private interface Reading {
        UnaryOperator<EngineBus.Inbound> begin();
    }

    private static Seams engineSees(Reading reading) {
        return Seams.NONE.withEngineBus(bus -> {
            var read = reading.begin();
            return new BusBugs.Between(bus) {
                @Override
                public Poll poll(long maxWaitMs) {
                    Poll poll = super.poll(maxWaitMs);
                    return new Poll(
                            poll.changes(),
                            poll.records().stream()
                                    .map(received -> new Received(
                                            received.partition(), received.offset(), read.apply(received.message())))
                                    .toList());
                }
            };
        });
    }

    /** Freezes are acknowledged, and nothing is frozen. */
    static Seams freezeIgnored() {
        return Seams.NONE.withFreezeStore(store -> new FreezeStore() {
            @Override
            public Freezes current() {
                return new Freezes(store.current().version(), List.of(), List.of());
            }

            @Override
            public boolean acknowledge(int partition, long epoch, long version) {
                return store.acknowledge(partition, epoch, version);
            }

            @Override
            public Changed change(Function<Freezes, Freezes.Outcome> request) {
                return store.change(request);
            }

            @Override
            public Map<Integer, Long> acknowledged() {
                return store.acknowledged();
            }
        });
    }
}
