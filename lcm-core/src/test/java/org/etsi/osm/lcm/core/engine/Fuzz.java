package org.etsi.osm.lcm.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.jspecify.annotations.Nullable;

/** Random events on a random plan: mostly what a sound world would send, the rest anything at all. */
final class Fuzz {
    private static final Selector NO_OPS = new Selector(Selector.Kind.TYPE, "NoOp");

    private final Random random;
    private final Play play;
    private final List<Command> sent = new ArrayList<>();
    private final List<VerbRequest> asked = new ArrayList<>();
    private final List<Effect.Verify> looks = new ArrayList<>();
    private final List<Event.TimerDue> armed = new ArrayList<>();
    private long epoch = 1;

    Fuzz(long seed) {
        random = new Random(seed);
        var policies = FailurePolicy.values();
        var prepared = Play.anOperation()
                .onFailure(policies[random.nextInt(policies.length)])
                .inFlightAtMost(1 + random.nextInt(4));
        play = (random.nextInt(5) == 0 ? prepared.queuedAt(1 + random.nextInt(3)) : prepared).accepted();
    }

    Play play() {
        return play;
    }

    void run(int events) {
        for (int i = 0; i < events; i++) {
            play.after(Duration.ofMillis(random.nextInt(500)));
            play.happens(next());
            remember();
        }
    }

    private void remember() {
        Operation operation = play.operation();
        for (int i = 0; i < operation.plan().size(); i++) {
            Commands.inFlight(operation, TaskId.at(i), "lcm-inbox").ifPresent(sent::add);
            Timer timer = operation.tasks().get(i).timer();
            if (timer != null) {
                armed.add(new Event.TimerDue(TaskId.at(i), timer.kind(), timer.armedBy()));
            }
        }
        Timer deadline = operation.deadline();
        if (deadline != null) {
            armed.add(new Event.TimerDue(null, deadline.kind(), deadline.armedBy()));
        }
        for (Effect effect : play.last().effects()) {
            if (effect instanceof Effect.Verify look && look.request().verb() == Verb.DONE) {
                looks.add(look);
            }
        }
        while (looks.size() > 2) {
            looks.remove(0);
        }
        while (sent.size() > 50) {
            sent.remove(random.nextInt(sent.size()));
        }
        while (armed.size() > 50) {
            armed.remove(random.nextInt(armed.size()));
        }
    }

    private Event next() {
        Operation operation = play.operation();
        boolean waitsForPlan = operation.occupies() && !operation.isPlanned();
        int dice = random.nextInt(100);
        if (dice < 55 && operation.inFlight() > 0) {
            return reply(pickInFlight(operation));
        }
        if (dice < 70 && (waitsForPlan || dice < 58)) {
            return random.nextInt(10) == 0
                    ? new Event.PlanRefused(Play.BROKEN)
                    : new Event.Planned(Plans.random(random, 9), "plan-" + random.nextInt(100));
        }
        if (dice < 78) {
            return timer(operation);
        }
        if (dice < 80 && !looks.isEmpty()) {
            return verified();
        }
        if (dice < 92) {
            return verb(operation);
        }
        if (dice < 94) {
            return freezes();
        }
        return anything(operation, random.nextInt(10));
    }

    private Command pickInFlight(Operation operation) {
        var inFlight = operation.frontier().inFlight();
        int skip = random.nextInt(inFlight.count());
        int index = inFlight.next(0);
        for (int i = 0; i < skip; i++) {
            index = inFlight.next(index + 1);
        }
        return play.inFlight(TaskId.at(index).value());
    }

    private Event reply(Command command) {
        return new Event.Replied(
                switch (random.nextInt(14)) {
                    case 0 -> Reply.of(command, ReplyStatus.FAILED, Play.BROKEN);
                    case 1, 2 -> Reply.of(command, ReplyStatus.FAILED, Play.FLAKY);
                    case 3 -> Reply.of(command, ReplyStatus.STOPPED, null);
                    case 4 -> Reply.progress(command, Value.Obj.EMPTY.with("id", "early"), "booting");
                    case 5 -> Reply.stale(command, command.sequence() + random.nextInt(4) - 1);
                    default -> Reply.succeeded(command, outputs());
                });
    }

    private Value.Obj outputs() {
        return switch (random.nextInt(20)) {
            case 0 -> Value.Obj.EMPTY;
            case 1 -> Value.Obj.EMPTY.with("id", "x".repeat(20_000));
            default -> Value.Obj.EMPTY.with("id", "id" + random.nextInt(100));
        };
    }

    private Event timer(Operation operation) {
        for (int i = 0; i < operation.plan().size(); i++) {
            Timer timer = operation.tasks().get(i).timer();
            if (timer != null && random.nextInt(3) > 0) {
                return new Event.TimerDue(TaskId.at(i), timer.kind(), timer.armedBy());
            }
        }
        Timer deadline = operation.deadline();
        if (deadline != null && random.nextInt(6) == 0) {
            return new Event.TimerDue(null, deadline.kind(), deadline.armedBy());
        }
        return armed.isEmpty()
                ? new Event.TimerDue(new TaskId("t0042"), Timer.Kind.TIMEOUT, 7)
                : armed.get(random.nextInt(armed.size()));
    }

    private Event verb(Operation operation) {
        if (!asked.isEmpty() && random.nextInt(6) == 0) {
            return new Event.VerbRequested(asked.get(random.nextInt(asked.size())));
        }
        boolean isOfTask = operation.plan().size() > 0 && random.nextInt(5) < 3;
        TaskId task = isOfTask ? TaskId.at(random.nextInt(operation.plan().size() + 1)) : null;
        Verb verb = pick(operation, task);
        var request = new VerbRequest(
                "f" + asked.size(),
                operation.id(),
                task,
                verb,
                "bob",
                random.nextInt(3) == 0 ? arguments(operation) : Verbs.best(operation, task, verb),
                expected(operation.revision()));
        asked.add(request);
        return new Event.VerbRequested(request);
    }

    /** Mostly one that is legal; seldom one that ends all. */
    private Verb pick(Operation operation, @Nullable TaskId task) {
        var all = Verb.values();
        Verb any = all[random.nextInt(all.length)];
        if (random.nextInt(3) == 0) {
            return any == Verb.KILL && random.nextInt(4) > 0 ? Verb.PREVIEW : any;
        }
        var legal = Verbs.legal(operation, task).stream()
                .filter(verb -> !verb.isRead() && verb != Verb.KILL && verb != Verb.FAIL)
                .sorted()
                .toList();
        return legal.isEmpty() ? any : legal.get(random.nextInt(legal.size()));
    }

    private VerbArguments arguments(Operation operation) {
        TaskId some = TaskId.at(random.nextInt(operation.plan().size() + 1));
        return switch (random.nextInt(8)) {
            case 0 -> VerbArguments.of(CancelMode.GRACEFUL);
            case 1 -> VerbArguments.of(CancelMode.FORCEFUL);
            case 2 -> VerbArguments.downTo(some);
            case 3 -> VerbArguments.parameters(Value.Obj.EMPTY.with("size", random.nextInt(9)));
            case 4 -> VerbArguments.outputs(outputs());
            case 5 -> VerbArguments.selector(new Selector(Selector.Kind.TASK, some.value()));
            case 6 -> VerbArguments.selector(random.nextBoolean() ? NO_OPS : Selector.EVERYTHING);
            default -> VerbArguments.NONE;
        };
    }

    /** What was seen of a task that is said to be done: now and then too late, or not what was hoped for. */
    private Event verified() {
        var look = looks.get(random.nextInt(looks.size()));
        TaskId task = look.tasks().get(0);
        return new Event.Verified(
                look.request(),
                task,
                play.operation().task(task).sequence() - (random.nextInt(6) == 0 ? 1 : 0),
                random.nextInt(4) == 0 ? VerifyVerdict.ABSENT : VerifyVerdict.HOLDS,
                outputs(),
                "");
    }

    private Event freezes() {
        return new Event.FreezesChanged(
                switch (random.nextInt(5)) {
                    case 0 -> List.of(Selector.EVERYTHING);
                    case 1 -> List.of(NO_OPS, new Selector(Selector.Kind.NS, "ns1"));
                    default -> List.of();
                });
    }

    private @Nullable Long expected(long revision) {
        return switch (random.nextInt(8)) {
            case 0 -> revision;
            case 1 -> revision - 1;
            default -> null;
        };
    }

    private Event anything(Operation operation, int kind) {
        return switch (kind) {
            case 0 -> new Event.TakenOver(Play.owner(++epoch));
            case 1, 2 -> new Event.Admitted();
            case 3 ->
                random.nextInt(3) == 0
                        ? new Event.TerminateWaits(new OperationId("op3"))
                        : new Event.QueueMoved(1 + random.nextInt(4));
            case 4 ->
                random.nextInt(4) == 0
                        ? new Event.Superseded(new OperationId("op2"))
                        : new Event.OutboxSent(operation.revision());
            case 5 ->
                random.nextInt(4) == 0
                        ? new Event.Refused(Play.BROKEN)
                        : new Event.OutboxSent(operation.revision() - 1);
            case 6 -> random.nextInt(4) == 0 ? new Event.RecordsVanished() : new Event.OutboxSent(1);
            case 7, 8 -> sent.isEmpty() ? new Event.OutboxSent(2) : reply(sent.get(random.nextInt(sent.size())));
            default -> strayReply();
        };
    }

    private Event strayReply() {
        var stray = new Reply(
                play.operation().id(),
                new TaskId("t0777"),
                org.etsi.osm.lcm.core.model.CommandAction.EXECUTE,
                1,
                1,
                ReplyStatus.SUCCEEDED,
                0,
                Value.Obj.EMPTY,
                "",
                null,
                null);
        return new Event.Replied(stray);
    }
}
