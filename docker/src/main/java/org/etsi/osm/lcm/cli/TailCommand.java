package org.etsi.osm.lcm.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.client.TransitionFeed;
import org.etsi.osm.lcm.kafka.client.TransitionFeed.Transition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows transitions as they are published. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Follow the transitions of tasks and operations as they are published, until interrupted.",
        footer = {
            "%nExamples:",
            "  lcm tail",
            "  lcm tail 00000001-0000-4000-8000-000000000001 --from-start --until-rest",
            "  lcm tail --json --for 60",
            ExitCode.HELP
        })
final class TailCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(250);

    @Parameters(arity = "0..1", paramLabel = "ID", description = "only this operation")
    private @Nullable String id;

    @Option(names = "--from-start", description = "begin with what the topics still hold, not with what is new")
    private boolean fromStart;

    @Option(
            names = "--until-rest",
            description = "end when the operation rests; exit code 1 if it rests in FAILED or FAILED_TEMP")
    private boolean untilRest;

    @Option(names = "--for", paramLabel = "SECONDS", description = "end after so long; exit code 3 with --until-rest")
    private @Nullable Integer seconds;

    @Mixin
    private SiteOptions where = new SiteOptions();

    @Mixin
    private Output output = new Output();

    private final Set<String> seen = new HashSet<>();

    TailCommand() {}

    @Override
    public Integer call() {
        if (untilRest && id == null) {
            throw CommandFailedException.usage("Expected the ID of an operation with --until-rest, but there is none");
        }
        Integer limit = seconds;
        long end = limit == null
                ? Long.MAX_VALUE
                : System.nanoTime() + Duration.ofSeconds(limit).toNanos();
        var site = where.site();
        try (var store = site.store();
                var feed = TransitionFeed.open(site.clients(), site.topics(), fromStart)) {
            while (System.nanoTime() < end) {
                for (Transition transition : feed.poll(POLL)) {
                    Integer rest = follow(transition) && untilRest ? rest(store, transition) : null;
                    if (rest != null) {
                        return rest;
                    }
                }
            }
        }
        return untilRest ? ExitCode.NOT_REACHABLE : ExitCode.DONE;
    }

    /** Shows it; true if the operation came to rest with it, as far as transitions tell. */
    private boolean follow(Transition transition) {
        boolean isWanted = id == null || transition.operation().equals(id);
        if (!isWanted || !seen.add(transition.operation() + "@" + transition.revision())) {
            return false;
        }
        if (output.isJson()) {
            output.json(json(transition));
        } else {
            output.line(text(transition));
        }
        return transition instanceof Transition.OfOperation(var of)
                && !of.moved().to().isMoving();
    }

    /** The exit code if it still rests there: what is followed from the start may be long over. */
    private static @Nullable Integer rest(MongoConnection store, Transition transition) {
        Operation operation = OpCommand.find(store, transition.operation());
        boolean isLatest = operation.stateEnteredEpochMs() == transition.atEpochMs();
        if (!isLatest || operation.state().isMoving()) {
            return null;
        }
        boolean isFailed =
                operation.state() == OperationState.FAILED || operation.state() == OperationState.FAILED_TEMP;
        return isFailed ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static Value json(Transition transition) {
        var common = Value.Obj.EMPTY
                .with("at", Instant.ofEpochMilli(transition.atEpochMs()).toString())
                .with("operation", transition.operation())
                .with("revision", transition.revision());
        return switch (transition) {
            case Transition.OfTask(var of) ->
                withError(
                        common.with("task", of.moved().task().value())
                                .with("type", of.taskType())
                                .with("label", of.label())
                                .with("from", of.moved().from().name())
                                .with("to", of.moved().to().name())
                                .with("attempt", of.moved().attempt())
                                .with("cause", of.moved().cause()),
                        of.moved().error());
            case Transition.OfOperation(var of) ->
                withError(
                        common.with("type", of.operationType())
                                .with("to", of.moved().to().name())
                                .with("control", of.moved().control().name())
                                .with("inFlight", of.moved().inFlight())
                                .with("cause", of.moved().cause()),
                        of.moved().error());
        };
    }

    private static Value.Obj withError(Value.Obj json, @Nullable Failure error) {
        return error == null ? json : json.with("error", error.toString());
    }

    private static String text(Transition transition) {
        String at = OperationView.clock(Instant.ofEpochMilli(transition.atEpochMs())) + "  " + transition.operation();
        return switch (transition) {
            case Transition.OfTask(var of) ->
                at + "  " + of.moved().task() + " " + of.taskType() + " " + of.label() + "  "
                        + of.moved().from() + " -> " + of.moved().to()
                        + error(of.moved().error());
            case Transition.OfOperation(var of) ->
                at + "  " + of.operationType() + "  " + change(of.moved()) + " (control "
                        + of.moved().control() + ", in flight "
                        + of.moved().inFlight() + ", " + of.moved().cause() + ")"
                        + error(of.moved().error());
        };
    }

    private static String change(Outgoing.OperationMoved moved) {
        if (moved.from() == moved.to()) {
            return moved.to().name();
        }
        return (moved.from() == null ? "new" : moved.from()) + " -> " + moved.to();
    }

    private static String error(@Nullable Failure error) {
        return error == null ? "" : "  " + error;
    }
}
