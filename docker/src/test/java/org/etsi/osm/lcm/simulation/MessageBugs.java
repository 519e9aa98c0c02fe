package org.etsi.osm.lcm.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Freezes;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.core.port.FreezeStore;

/** Bugs in what is done with a message that comes late or twice, or with what is frozen. */
final class MessageBugs {
    private static final String AGAIN = "-again";

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
                new OperationId(request.id() + AGAIN),
                request.nsInstanceId(),
                request.type(),
                request.startTime(),
                request.parameters(),
                request.onFailure(),
                request.deadline());
    }

    /** A verb that comes twice is done twice; its second answer is kept back, so only what it does can give it away. */
    static Seams verbDoneTwice() {
        return Seams.NONE.withEngineBus(bus -> new BusBugs.Between(bus) {
            private final Set<String> seen = new HashSet<>();

            @Override
            public Poll poll(long maxWaitMs) {
                return seenBy(
                        repeated(super.poll(maxWaitMs)),
                        message -> message instanceof EngineBus.Inbound.Asked(var asked) && !seen.add(asked.requestId())
                                ? new EngineBus.Inbound.Asked(renamed(asked))
                                : message);
            }

            @Override
            public void publish(List<Command> commands, List<Delivery> deliveries) {
                super.publish(
                        commands,
                        deliveries.stream()
                                .map(told -> new Delivery(
                                        told.snapshot(),
                                        told.items().stream()
                                                .filter(item -> !isSecond(item))
                                                .toList()))
                                .toList());
            }
        });
    }

    /** With each verb once more, as a bus may bring it; which does no harm by itself. */
    private static EngineBus.Poll repeated(EngineBus.Poll poll) {
        return new EngineBus.Poll(
                poll.changes(),
                poll.records().stream()
                        .flatMap(received -> received.message() instanceof EngineBus.Inbound.Asked
                                ? Stream.of(received, received)
                                : Stream.of(received))
                        .toList());
    }

    private static boolean isSecond(Outgoing item) {
        return item instanceof Outgoing.Answered(long revision, var answer)
                && answer.requestId().endsWith(AGAIN);
    }

    private static VerbRequest renamed(VerbRequest asked) {
        return new VerbRequest(
                asked.requestId() + AGAIN,
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
                    return seenBy(super.poll(maxWaitMs), read);
                }
            };
        });
    }

    private static EngineBus.Poll seenBy(EngineBus.Poll poll, UnaryOperator<EngineBus.Inbound> read) {
        return new EngineBus.Poll(
                poll.changes(),
                poll.records().stream()
                        .map(received -> new EngineBus.Received(
                                received.partition(), received.offset(), read.apply(received.message())))
                        .toList());
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
