package org.etsi.osm.lcm.n2vc.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.etsi.osm.lcm.core.adapter.AdapterBus;
import org.etsi.osm.lcm.core.adapter.AdapterLoop;
import org.etsi.osm.lcm.core.adapter.AdapterSettings;
import org.etsi.osm.lcm.core.adapter.Workers;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.Membership;
import org.etsi.osm.lcm.core.store.memory.MemoryLedgerStore;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.n2vc.vca.sim.MemorySimVcaState;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent;
import org.etsi.osm.lcm.n2vc.vca.sim.SimKubernetes;
import org.etsi.osm.lcm.n2vc.vca.sim.SimSite;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVca;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaSettings;

/** The real adapter loop with the real handlers on a simulated VCA; its clock stands still unless it is moved. */
final class AdapterScene {
    static final Duration RUN_TIME = Duration.ofSeconds(30);
    static final String NS = "ns-1";

    final MemorySimVcaState state = new MemorySimVcaState();
    final MemoryLedgerStore ledger = new MemoryLedgerStore();
    final List<Reply> replies = new ArrayList<>();
    final SimSite site = new SimSite(
            state,
            () -> Instant.ofEpochMilli(this.nowMs),
            SimVcaSettings.each(RUN_TIME),
            time -> this.nowMs += time.toMillis());
    final SimVca vca = new SimVca(site);
    final SimKubernetes kubernetes = new SimKubernetes(site);
    private long nowMs = 1_000;
    final String environment = aReadyEnvironment("vnf-1");
    private int adapters;
    private long offset;

    /** One that a task of another operation made a while ago. */
    String aReadyEnvironment(String element) {
        String id = vca.create(new Vca.Creation(
                        NS,
                        "op-0/" + element,
                        "",
                        "." + NS + "." + element + "-0",
                        "lxc_proxy_charm",
                        "simple",
                        "",
                        Value.Obj.EMPTY,
                        null))
                .id();
        nowMs += RUN_TIME.toMillis();
        return id;
    }

    long nowMs() {
        return nowMs;
    }

    /** What happened since, by kind. */
    List<SimEvent> happened(SimEvent.What what) {
        return site.history().stream()
                .filter(event -> event.what() == what)
                .filter(event -> !event.taskKey().startsWith("op-0/"))
                .toList();
    }

    /** A new run of the adapter on the same ledger: what only the former one had in memory is gone. */
    Adapter adapter() {
        return new Adapter("adapter-" + ++adapters);
    }

    Command command(CommandAction action, long sequence) {
        var parameters =
                Value.Obj.EMPTY.with("executionEnvironment", environment).with("primitive", "touch");
        return command(action, "RunPrimitive", sequence, parameters);
    }

    Command command(CommandAction action, String type, long sequence, Value.Obj parameters) {
        return command("op-1", action, type, sequence, parameters);
    }

    Command command(String operation, CommandAction action, String type, long sequence, Value.Obj parameters) {
        return new Command(
                new OperationId(operation),
                "ns-1",
                TaskId.at(0),
                "n2vc",
                type,
                action,
                1,
                sequence,
                parameters,
                null,
                600_000,
                new ReplyTo("lcm-inbox", 7, "ns-1"));
    }

    Failure onlyFailure() {
        Reply reply = onlyFinal();
        assertThat(reply.status()).isEqualTo(ReplyStatus.FAILED);
        return Objects.requireNonNull(reply.failure());
    }

    Reply onlySuccess() {
        Reply reply = onlyFinal();
        assertThat(reply.failure()).isNull();
        assertThat(reply.status()).isEqualTo(ReplyStatus.SUCCEEDED);
        return reply;
    }

    Reply onlyFinal() {
        var finals = replies.stream().filter(Reply::isFinal).toList();
        assertThat(finals).hasSize(1);
        replies.clear();
        return finals.getFirst();
    }

    /** One run of the adapter; its steps are done at once, until it is ended. */
    final class Adapter implements AdapterBus, Workers {
        private final AdapterLoop loop;
        private final List<Membership> changes = new ArrayList<>(List.of(new Membership.Assigned(3)));
        private final List<Received> records = new ArrayList<>();
        private final List<Done> done = new ArrayList<>();
        private String cutOffAt = "";
        private boolean isCutOff;

        private Adapter(String name) {
            loop = new AdapterLoop(
                    this, ledger, this, N2vcTasks.handlers(vca, kubernetes), name, AdapterSettings.DEFAULTS);
        }

        /** The step of this name is done, and then the process is gone. */
        Adapter endsAfter(String step) {
            cutOffAt = step;
            return this;
        }

        Adapter receives(Command command) {
            records.add(new Received(3, offset++, new Inbound.Commanded(command)));
            return passes(Duration.ZERO);
        }

        /** Time passes, a second at a time. */
        Adapter passes(Duration time) {
            long end = nowMs + time.toMillis();
            settle();
            while (nowMs < end && !isCutOff) {
                nowMs = Math.min(end, nowMs + 1_000);
                settle();
            }
            return this;
        }

        private void settle() {
            for (int count = 0; count < 100 && !isCutOff; count++) {
                loop.turn(new Moment(nowMs, nowMs));
            }
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
            addressed.forEach(one -> replies.add(one.reply()));
        }

        @Override
        public void commit(Map<Integer, Long> nextOffsets) {}

        @Override
        public void submit(Job job) {
            if (isCutOff) {
                return;
            }
            Done result = job.run(nowMs);
            isCutOff = !cutOffAt.isEmpty() && job.label().endsWith(cutOffAt);
            if (!isCutOff) {
                done.add(result);
            }
        }

        @Override
        public List<Done> take() {
            var taken = List.copyOf(done);
            done.clear();
            return taken;
        }
    }
}
