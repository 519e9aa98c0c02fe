package org.etsi.osm.lcm.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Addressed;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Inbound;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Poll;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Received;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.Membership;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.core.store.memory.MemoryLedgerStore;
import org.jspecify.annotations.Nullable;

/** Adapters on one ledger and one world, with a clock that stands still unless it is moved. */
final class Scene {
    static final int PARTITION = 3;
    static final AdapterSettings SETTINGS =
            new AdapterSettings(30_000, 10_000, 20_000, 2_000, 1_000, 10_000, 4, 2_000, 500, 100, 3);

    final World world = new World();
    final MemoryLedgerStore ledger = new MemoryLedgerStore();
    final List<Reply> replies = new ArrayList<>();
    long nowMs = 1_000;

    Adapter adapter(String name) {
        return adapter(name, SETTINGS, Map.of("Thing", world.handler()));
    }

    Adapter adapter(String name, AdapterSettings settings, Map<String, TaskHandler> handlers) {
        return new Adapter(name, settings, handlers);
    }

    LedgerEntry entry(int task) {
        return Objects.requireNonNull(ledger.snapshot().get(Commands.key(task)));
    }

    List<Reply> finals() {
        return replies.stream().filter(Reply::isFinal).toList();
    }

    Reply onlyFinal() {
        assertThat(finals()).hasSize(1);
        return finals().getFirst();
    }

    /** One adapter: a loop, its own bus, and workers that work when they are told to. */
    final class Adapter implements AdapterBus, Workers {
        final AdapterLoop loop;
        private final List<Membership> changes = new ArrayList<>();
        private final List<Received> records = new ArrayList<>();
        final ArrayDeque<Job> jobs = new ArrayDeque<>();
        private final List<Done> done = new ArrayList<>();
        boolean worksByItself = true;
        boolean busIsAway;
        int mostJobs;
        long committed = -1;
        private long lastOffset;

        private Adapter(String name, AdapterSettings settings, Map<String, TaskHandler> handlers) {
            loop = new AdapterLoop(this, ledger, this, handlers, name, settings);
        }

        Adapter assigned() {
            changes.add(new Membership.Assigned(PARTITION));
            return this;
        }

        Adapter revoked() {
            changes.add(new Membership.Revoked(PARTITION));
            return this;
        }

        Adapter lost() {
            changes.add(new Membership.Lost(PARTITION));
            return this;
        }

        Adapter receives(Command command) {
            records.add(new Received(PARTITION, lastOffset++, new Inbound.Commanded(command)));
            return this;
        }

        /** Turns until nothing moves any more without time. */
        Adapter settle() {
            for (int count = 0; count < 5_000; count++) {
                boolean hadWork = worksByItself && !jobs.isEmpty();
                while (worksByItself && !jobs.isEmpty()) {
                    work();
                }
                turn();
                boolean isIdle = jobs.isEmpty() || !worksByItself;
                if (!hadWork && isIdle && done.isEmpty() && loop.nextWakeMs() > nowMs) {
                    return this;
                }
            }
            throw new AssertionError("Expected the loop to come to rest, but it didn't in 5,000 turns");
        }

        void turn() {
            loop.turn(new Moment(nowMs, nowMs));
        }

        /** Does the oldest step that is out. */
        void work() {
            done.add(jobs.remove().run(nowMs));
        }

        /** Time passes, a second at a time. */
        Adapter passes(long ms) {
            for (long end = nowMs + ms; nowMs < end; ) {
                nowMs = Math.min(end, nowMs + 1_000);
                settle();
            }
            return this;
        }

        @Override
        public Poll poll(long maxWaitMs) {
            var poll = new Poll(changes, records);
            changes.clear();
            records.clear();
            return poll;
        }

        @Override
        public void reply(List<Addressed> addressed) {
            if (busIsAway) {
                throw new BusUnavailableException("away");
            }
            addressed.forEach(one -> {
                assertThat(one.to()).isEqualTo(Commands.INBOX);
                replies.add(one.reply());
            });
        }

        @Override
        public void commit(Map<Integer, Long> nextOffsets) {
            committed = nextOffsets.getOrDefault(PARTITION, committed);
        }

        @Override
        public void submit(Job job) {
            jobs.add(job);
            mostJobs = Math.max(mostJobs, jobs.size());
        }

        @Override
        public List<Done> take() {
            List<Done> taken = List.copyOf(done);
            done.clear();
            return taken;
        }
    }

    /** Runs one turn that fails, as the store or the bus says. */
    static void failing(Adapter adapter) {
        try {
            adapter.turn();
        } catch (StoreUnavailableException | BusUnavailableException e) {
            return;
        }
        throw new AssertionError("Expected the turn to fail, but it didn't");
    }

    /** A fault that strikes once, at the nth write from now. */
    void failWrite(int nth, boolean isDone) {
        ledger.failAs(new MemoryLedgerStore.Fault() {
            private int count;

            @Override
            public void before(String call) {
                if (call.equals("write")) {
                    count++;
                    strike(!isDone, call);
                }
            }

            @Override
            public void after(String call) {
                strike(isDone, call);
            }

            private void strike(boolean isNow, String call) {
                if (isNow && call.equals("write") && count == nth) {
                    count = Integer.MAX_VALUE / 2;
                    throw new StoreUnavailableException("no answer");
                }
            }
        });
    }

    @Nullable
    String holder(int task) {
        return entry(task).holder();
    }
}
