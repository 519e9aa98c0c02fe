package org.etsi.osm.lcm.ro.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
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
import org.etsi.osm.lcm.ro.vim.FindQuery;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.NetworkSpec;
import org.etsi.osm.lcm.ro.vim.PortSpec;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.SubnetSpec;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.Vim;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.sim.MemorySimVimState;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.etsi.osm.lcm.ro.vim.sim.SimSeed;
import org.etsi.osm.lcm.ro.vim.sim.SimSettings;
import org.etsi.osm.lcm.ro.vim.sim.SimVim;
import org.etsi.osm.lcm.ro.vim.sim.Surroundings;

/** The real adapter loop with the real handlers on a simulated VIM; its clock stands still unless it is moved. */
final class VimScene implements AdapterBus, Workers {
    static final String NS = "ns-1";
    static final Tags OTHERS = new Tags(NS, "op-0/t0001");
    private static final Duration LONG = Duration.ofMinutes(5);

    final MemorySimVimState state = new MemorySimVimState();
    final SimVim vim = new SimVim(
            state,
            SimSettings.usual(),
            SimSeed.usual(),
            new Surroundings(() -> Instant.ofEpochMilli(this.nowMs), new Random(1), time -> {}));
    private final List<Reply> replies = new ArrayList<>();
    private final List<Membership> changes = new ArrayList<>(List.of(new Membership.Assigned(3)));
    private final List<Received> records = new ArrayList<>();
    private final List<Done> done = new ArrayList<>();
    private final AdapterLoop loop;
    private long nowMs = 1_000;
    private long sequence;

    VimScene() {
        this.loop = loop(vim);
    }

    /** A scene whose adapter sees the VIM as it is made to. */
    VimScene(UnaryOperator<Vim> seen) {
        this.loop = loop(seen.apply(vim));
    }

    private AdapterLoop loop(Vim seen) {
        return new AdapterLoop(
                this,
                new MemoryLedgerStore(),
                this,
                RoTasks.handlers(account -> seen),
                "adapter",
                AdapterSettings.DEFAULTS);
    }

    /** What the tested kind of task does to the world, tried with everything that a VIM may do wrong. */
    static List<SimFault.Effect> passingFaults() {
        return List.of(
                new SimFault.Refuse(VimException.Code.UNAVAILABLE),
                new SimFault.LoseAnswer(),
                new SimFault.Slow(Duration.ofSeconds(9)),
                new SimFault.AcceptLate(Duration.ofSeconds(7)),
                new SimFault.BootError("no valid host"));
    }

    void strikeOnce(Kind kind, SimFault.Operation operation, SimFault.Effect effect) {
        state.put(SimFault.always("once", kind, operation, effect).times(1));
    }

    /** The task succeeds, at the latest when it is tried for the third time; the answer is its outputs. */
    Value.Obj succeeds(String type, Value.Obj parameters) {
        Reply reply = run(CommandAction.EXECUTE, type, parameters);
        for (int attempt = 0; attempt < 2 && reply.status() == ReplyStatus.FAILED; attempt++) {
            assertThat(failureOf(reply).retryable()).as("%s", reply.failure()).isTrue();
            reply = run(CommandAction.EXECUTE, type, parameters);
        }
        assertThat(reply.failure()).isNull();
        return Objects.requireNonNull(reply.outputs());
    }

    Failure fails(String type, Value.Obj parameters) {
        return failureOf(run(CommandAction.EXECUTE, type, parameters));
    }

    private static Failure failureOf(Reply reply) {
        return Objects.requireNonNull(reply.failure(), () -> "Expected a failure, but got " + reply);
    }

    /** The task is undone, at the latest when that is tried for the third time. */
    void undone(String type, Value.Obj parameters) {
        Reply reply = run(CommandAction.ROLLBACK, type, parameters);
        for (int attempt = 0; attempt < 2 && reply.status() == ReplyStatus.FAILED; attempt++) {
            reply = run(CommandAction.ROLLBACK, type, parameters);
        }
        assertThat(reply.failure()).isNull();
    }

    private Reply run(CommandAction action, String type, Value.Obj parameters) {
        replies.clear();
        records.add(new Received(
                3,
                sequence,
                new Inbound.Commanded(new Command(
                        new OperationId("op-" + type),
                        NS,
                        TaskId.at(0),
                        "ro",
                        type,
                        action,
                        1,
                        ++sequence,
                        parameters.with("vim", "vim-1"),
                        null,
                        600_000,
                        new ReplyTo("lcm-inbox", 7, NS)))));
        for (long end = nowMs + LONG.toMillis(); nowMs < end; nowMs += 1_000) {
            for (int count = 0; count < 20; count++) {
                loop.turn(new Moment(nowMs, nowMs));
            }
            var last = replies.stream().filter(Reply::isFinal).toList();
            if (!last.isEmpty()) {
                return last.getLast();
            }
        }
        throw new AssertionError("Expected an answer to " + action + " " + type + " within " + LONG);
    }

    /** Late effects have had their time. */
    VimScene settled() {
        nowMs += LONG.toMillis();
        vim.snapshot();
        return this;
    }

    List<Resource> ours(Kind kind) {
        return vim.list(kind, TagQuery.anyOfOurs());
    }

    Resource found(Kind kind, String name) {
        return vim.find(FindQuery.byName(kind, name)).getFirst();
    }

    /** A port that a task before has made. */
    Resource port() {
        var network = vim.create(NetworkSpec.named("n"), OTHERS);
        vim.create(SubnetSpec.of("s", network.id(), "10.1.0.0/24"), OTHERS);
        return vim.create(PortSpec.on("p", network.id()), OTHERS);
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
        done.add(job.run(nowMs));
    }

    @Override
    public List<Done> take() {
        var taken = List.copyOf(done);
        done.clear();
        return taken;
    }
}
