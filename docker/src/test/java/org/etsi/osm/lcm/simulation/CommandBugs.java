package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.etsi.osm.lcm.core.adapter.AdapterBus;
import org.etsi.osm.lcm.core.adapter.LedgerEntry;
import org.etsi.osm.lcm.core.adapter.LedgerStore;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;

/** Bugs in what an adapter does with a command. */
final class CommandBugs {
    private CommandBugs() {}

    /** An adapter does what it is told late as if it were told now; and it is told much late. */
    static Seams noSequenceCheckByAdapters() {
        // Each incarnation asks for its ledger and then for its bus, and such runs come one after another.
        var latest = new AtomicReference<LedgerStore>();
        return Seams.NONE
                .withLedgerStore(ledger -> {
                    latest.set(ledger);
                    return ledger;
                })
                .withAdapterBus(bus -> {
                    var ledger = latest.get();
                    return new Between(new Repeating(bus)) {
                        @Override
                        Inbound seen(Inbound message) {
                            return message instanceof Inbound.Commanded(var command)
                                    ? new Inbound.Commanded(asNew(command, ledger))
                                    : message;
                        }
                    };
                });
    }

    /** No bug: with many a command comes an earlier one of its partition once more, as a bus may do. */
    static Seams repeatedCommands() {
        return Seams.NONE.withAdapterBus(Repeating::new);
    }

    private static final class Repeating extends Between {
        private static final int EVERY = 3;
        private static final int BEFORE = 4;

        private final Map<Integer, List<Inbound>> earlier = new HashMap<>();
        private int count;

        private Repeating(AdapterBus bus) {
            super(bus);
        }

        @Override
        public Poll poll(long maxWaitMs) {
            Poll poll = super.poll(maxWaitMs);
            var records = new ArrayList<Received>();
            for (Received received : poll.records()) {
                var before = earlier.computeIfAbsent(received.partition(), partition -> new ArrayList<>());
                before.add(received.message());
                records.add(received);
                if (++count % EVERY == 0 && before.size() > BEFORE) {
                    records.add(new Received(
                            received.partition(), received.offset(), before.get(before.size() - 1 - BEFORE)));
                }
            }
            return new Poll(poll.changes(), records);
        }

        @Override
        Inbound seen(Inbound message) {
            return message;
        }
    }

    private static Command asNew(Command command, LedgerStore ledger) {
        try {
            LedgerEntry entry = ledger.get(List.of(command.taskKey())).get(command.taskKey());
            return entry != null && entry.sequence() > command.sequence()
                    ? numbered(command, entry.sequence() + 1)
                    : command;
        } catch (StoreUnavailableException away) {
            return command;
        }
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
