package org.etsi.osm.lcm.cli;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Misbehaviour of the simulated VCA and its clusters, switched on and off while they run. */
@Command(
        name = "fault",
        mixinStandardHelpOptions = true,
        description = "Switch faults of the simulated VCA and its clusters on and off while they run.",
        footer = {
            "%nExamples:",
            "  lcm vca fault add --on CREATE --refuse UNAVAILABLE --times 2",
            "  lcm vca fault list",
            "  lcm vca fault clear",
            ExitCode.HELP
        })
final class VcaFaultCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    VcaFaultCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Expected a subcommand of 'fault', but none was given: add, list, clear");
    }

    /** What goes wrong: exactly one. */
    static final class Effects {
        @Option(names = "--refuse", paramLabel = "CODE", description = "refuse the call: ${COMPLETION-CANDIDATES}")
        private VcaException.@Nullable Code refuse;

        @Option(names = "--slow", paramLabel = "SECONDS", description = "the work takes so much longer")
        private @Nullable Integer slow;

        @Option(names = "--slow-call", paramLabel = "SECONDS", description = "the call takes so much longer")
        private @Nullable Integer slowCall;

        @Option(names = "--fail", paramLabel = "TEXT", description = "do it and fail in the end")
        private @Nullable String fail;

        @Option(names = "--lose-answer", description = "do it and lose the answer")
        private boolean loseAnswer;

        @Option(names = "--lose-record", description = "run it, lose the answer, and keep no record")
        private boolean loseRecord;

        @Option(names = "--accept-late", paramLabel = "SECONDS", description = "lose the answer, do it so much later")
        private @Nullable Integer acceptLate;

        @Option(names = "--half-delete", description = "answer a removal well and leave the thing there")
        private boolean halfDelete;

        Effects() {}

        SimVcaFault.Effect effect() {
            if (refuse != null) {
                return new SimVcaFault.Refuse(refuse);
            }
            if (slow != null) {
                return new SimVcaFault.Slow(Duration.ofSeconds(slow));
            }
            if (slowCall != null) {
                return new SimVcaFault.SlowCall(Duration.ofSeconds(slowCall));
            }
            if (fail != null) {
                return new SimVcaFault.Fail(fail);
            }
            if (acceptLate != null) {
                return new SimVcaFault.AcceptLate(Duration.ofSeconds(acceptLate));
            }
            if (loseAnswer || loseRecord) {
                return new SimVcaFault.LoseAnswer(!loseRecord);
            }
            if (halfDelete) {
                return new SimVcaFault.HalfDelete(true);
            }
            throw CommandFailedException.usage(
                    "Expected what goes wrong, such as --refuse UNAVAILABLE, but nothing was given");
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Switch a fault on, or change the one of this id.",
            footer = {
                "%nExample:",
                "  lcm vca fault add --id lost --on RUN --match touch --lose-record --times 1",
                ExitCode.HELP
            })
    int add(
            @ArgGroup(multiplicity = "1") Effects effects,
            @Option(names = "--id", paramLabel = "TEXT", description = "the fault's id (default: new)") @Nullable
                    String id,
            @Option(names = "--on", paramLabel = "CALL", description = "only in: ${COMPLETION-CANDIDATES}")
                    SimVcaFault.@Nullable Call call,
            @Option(
                            names = "--match",
                            paramLabel = "REGEX",
                            defaultValue = "",
                            description = "only where a primitive, artifact, environment, release, NS or task matches")
                    String match,
            @Option(
                            names = "--times",
                            paramLabel = "N",
                            defaultValue = "-1",
                            description = "so often (default: for ever)")
                    int times,
            @Mixin SiteOptions where,
            @Mixin Output output) {
        SimVcaFault fault;
        try {
            fault = new SimVcaFault(
                    id == null ? UUID.randomUUID().toString() : id, call, match, times, effects.effect());
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.usage(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("Expected a valid fault"));
        }
        try (var store = where.site().store()) {
            VcaCommand.state(store).put(fault);
        }
        if (output.isJson()) {
            output.json(json(fault));
        } else {
            output.line("fault " + fault.id() + " is on: " + text(fault));
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the faults that are on.",
            footer = {"%nExample:", "  lcm vca fault list", ExitCode.HELP})
    int list(@Mixin SiteOptions where, @Mixin Output output) {
        try (var store = where.site().store()) {
            List<SimVcaFault> faults = VcaCommand.state(store).faults();
            if (output.isJson()) {
                output.json(
                        Value.list(faults.stream().map(VcaFaultCommand::json).toList()));
            } else {
                output.table(
                        List.of("FAULT", "WHAT"),
                        faults.stream()
                                .map(fault -> Output.row(fault.id(), text(fault)))
                                .toList());
            }
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "clear",
            aliases = "remove",
            mixinStandardHelpOptions = true,
            description = "Switch faults off: these, or all.",
            footer = {"%nExamples:", "  lcm vca fault clear", "  lcm vca fault clear lost", ExitCode.HELP})
    int clear(
            @Parameters(arity = "0..*", paramLabel = "FAULT", description = "ids of faults") @Nullable List<String> ids,
            @Mixin SiteOptions where,
            @Mixin Output output) {
        try (var store = where.site().store()) {
            SimVcaState state = VcaCommand.state(store);
            List<String> chosen = ids == null || ids.isEmpty()
                    ? state.faults().stream().map(SimVcaFault::id).toList()
                    : ids;
            chosen.forEach(state::removeFault);
            if (output.isJson()) {
                output.json(Value.list(chosen.stream().map(Value::of).toList()));
            } else {
                output.line(chosen.isEmpty() ? "no fault was on" : "off: " + String.join(", ", chosen));
            }
        }
        return ExitCode.DONE;
    }

    private static String text(SimVcaFault fault) {
        return (fault.call() == null ? "any change" : fault.call())
                + (fault.pattern().isEmpty() ? "" : " matching " + fault.pattern())
                + (fault.uses() == SimVcaFault.FOR_EVER ? "" : ", " + fault.uses() + " times")
                + ": " + fault.effect();
    }

    private static Value json(SimVcaFault fault) {
        return Value.Obj.EMPTY
                .with("id", fault.id())
                .with(
                        "on",
                        fault.call() == null
                                ? new Value.Nil()
                                : Value.of(fault.call().name()))
                .with("match", fault.pattern())
                .with("times", fault.uses())
                .with("effect", fault.effect().toString());
    }
}
