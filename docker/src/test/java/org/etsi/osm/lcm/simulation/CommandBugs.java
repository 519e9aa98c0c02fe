package org.etsi.osm.lcm.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.etsi.osm.lcm.core.adapter.AdapterBus;
import org.etsi.osm.lcm.core.model.Command;

/** Bugs in what an adapter does with a command. */
final class CommandBugs {
    private CommandBugs() {}

    /** An adapter does what it is told late as if it were told now. */
    static Seams noSequenceCheckByAdapters() {
        return adapterSees(() -> {
            var latest = new HashMap<String, Long>();
            return command -> {
                long before = latest.merge(command.taskKey(), command.sequence(), Math::max);
                return before > command.sequence() ? numbered(command, before + 1) : command;
            };
        });
    }

    private static Command numbered(Command c, long sequence) {
        return new Command(
                c.operation(),
                c.nsInstanceId(),
                c.task(),
                c.adapter(),
                c.type(),
                c.action(),
                c.attempt(),
                sequence,
                c.parameters(),
                c.outputs(),
                c.timeoutMs(),
                c.replyTo());
    }

    private interface Obeying {
        UnaryOperator<Command> begin();
    }

    private static Seams adapterSees(Obeying obeying) {
        return Seams.NONE.withAdapterBus(bus -> {
            var read = obeying.begin();
            return new Between(bus) {
                @Override
                Inbound seen(Inbound message) {
                    return message instanceof Inbound.Commanded(var command)
                            ? new Inbound.Commanded(read.apply(command))
                            : message;
                }
            };
        });
    }

    abstract static class Between implements AdapterBus {
        private final AdapterBus bus;

        Between(AdapterBus bus) {
            this.bus = bus;
        }

        abstract Inbound seen(Inbound message);

        @Override
        public Poll poll(long maxWaitMs) {
            Poll poll = bus.poll(maxWaitMs);
            return new Poll(
                    poll.changes(),
                    poll.records().stream()
                            .map(received ->
                                    new Received(received.partition(), received.offset(), seen(received.message())))
                            .toList());
        }

        @Override
        public void reply(List<Addressed> replies) {
            bus.reply(replies);
        }

        @Override
        public void commit(Map<Integer, Long> nextOffsets) {
            bus.commit(nextOffsets);
        }
    }
}
