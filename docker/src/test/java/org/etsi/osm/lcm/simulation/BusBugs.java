package org.etsi.osm.lcm.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.port.EngineBus;

/** Bugs between the engine and its bus. */
final class BusBugs {
    private BusBugs() {}

    static Seams lostDispatch() {
        return Seams.NONE.withEngineBus(bus -> new Between(bus) {
            @Override
            public void publish(List<Command> commands, List<Delivery> deliveries) {
                super.publish(
                        commands.stream()
                                .filter(command -> command.action() != CommandAction.EXECUTE || command.sequence() < 2)
                                .toList(),
                        deliveries);
            }
        });
    }

    static Seams droppedOutbox() {
        return Seams.NONE.withEngineBus(bus -> new Between(bus) {
            private int count;

            @Override
            public void publish(List<Command> commands, List<Delivery> deliveries) {
                super.publish(commands, ++count % 10 == 0 ? List.of() : deliveries);
            }
        });
    }

    static Seams noSequenceCheck() {
        return Seams.NONE.withEngineBus(bus -> new Between(bus) {
            private final Map<String, Long> latest = new HashMap<>();

            @Override
            public void publish(List<Command> commands, List<Delivery> deliveries) {
                commands.forEach(command -> latest.put(command.taskKey(), command.sequence()));
                super.publish(commands, deliveries);
            }

            @Override
            public Poll poll(long maxWaitMs) {
                Poll poll = super.poll(maxWaitMs);
                return new Poll(
                        poll.changes(),
                        poll.records().stream()
                                .map(received -> new Received(
                                        received.partition(), received.offset(), asLatest(received.message())))
                                .toList());
            }

            private Inbound asLatest(Inbound message) {
                if (!(message instanceof Inbound.Replied(var reply))) {
                    return message;
                }
                long sequence = latest.getOrDefault(reply.operation() + "/" + reply.task(), reply.sequence());
                return new Inbound.Replied(new Reply(
                        reply.operation(),
                        reply.task(),
                        reply.action(),
                        reply.attempt(),
                        sequence,
                        reply.status(),
                        reply.highestSequence(),
                        reply.outputs(),
                        reply.observed(),
                        reply.failure(),
                        reply.verdict()));
            }
        });
    }

    static Seams commitFirst() {
        return Seams.NONE.withEngineBus(bus -> new Between(bus) {
            @Override
            public Poll poll(long maxWaitMs) {
                Poll poll = super.poll(maxWaitMs);
                var offsets = new HashMap<Integer, Long>();
                poll.records().forEach(received -> offsets.put(received.partition(), received.offset() + 1));
                super.commit(offsets);
                return poll;
            }
        });
    }

    abstract static class Between implements EngineBus {
        private final EngineBus bus;

        Between(EngineBus bus) {
            this.bus = bus;
        }

        @Override
        public Poll poll(long maxWaitMs) {
            return bus.poll(maxWaitMs);
        }

        @Override
        public void publish(List<Command> commands, List<Delivery> deliveries) {
            bus.publish(commands, deliveries);
        }

        @Override
        public void commit(Map<Integer, Long> nextOffsets) {
            bus.commit(nextOffsets);
        }

        @Override
        public void pause(Set<Integer> partitions) {
            bus.pause(partitions);
        }

        @Override
        public void resume(Set<Integer> partitions) {
            bus.resume(partitions);
        }
    }
}
