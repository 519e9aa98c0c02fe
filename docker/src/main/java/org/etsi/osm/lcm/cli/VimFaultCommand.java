package org.etsi.osm.lcm.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.sim.SimDriver;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Misbehaviour of a simulated VIM, switched on and off while it runs. */
@Command(
        name = "fault",
        mixinStandardHelpOptions = true,
        description = "Switch faults of a simulated VIM on and off while it runs.",
        footer = {
            "%nExamples:",
            "  lcm vim fault add sim1 --kind SERVER --on CREATE --refuse QUOTA",
            "  lcm vim fault add sim1 --kind PORT --on CREATE --accept-late 5 --times 1",
            "  lcm vim fault list sim1",
            "  lcm vim fault clear sim1",
            ExitCode.HELP
        })
final class VimFaultCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    VimFaultCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Expected a subcommand of 'fault', but none was given: add, list, clear");
    }

    /** What goes wrong: exactly one. */
    static final class Effects {
        @Option(names = "--refuse", paramLabel = "CODE", description = "refuse the call: ${COMPLETION-CANDIDATES}")
        private VimException.@Nullable Code refuse;

        @Option(names = "--slow", paramLabel = "SECONDS", description = "take so much longer")
        private @Nullable Integer slow;

        @Option(names = "--lose-answer", description = "do it and lose the answer")
        private boolean loseAnswer;

        @Option(names = "--accept-late", paramLabel = "SECONDS", description = "lose the answer, do it so much later")
        private @Nullable Integer acceptLate;

        @Option(names = "--half-delete", description = "answer a delete well and leave the thing there")
        private boolean halfDelete;

        @Option(names = "--boot-error", paramLabel = "TEXT", description = "what is created goes to ERROR")
        private @Nullable String bootError;

        @Option(names = "--boot-never", description = "what is created stays in BUILD")
        private boolean bootNever;

        Effects() {}

        SimFault.Effect effect() {
            if (refuse != null) {
                return new SimFault.Refuse(refuse);
            }
            if (slow != null) {
                return new SimFault.Slow(Duration.ofSeconds(slow));
            }
            if (acceptLate != null) {
                return new SimFault.AcceptLate(Duration.ofSeconds(acceptLate));
            }
            if (bootError != null) {
                return new SimFault.BootError(bootError);
            }
            if (loseAnswer) {
                return new SimFault.LoseAnswer();
            }
            if (halfDelete) {
                return new SimFault.HalfDelete(true);
            }
            if (bootNever) {
                return new SimFault.BootNever();
            }
            throw CommandFailedException.usage(
                    "Expected what goes wrong, such as --refuse QUOTA, but nothing was given");
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Switch a fault on, or change the one of this id.",
            footer = {
                "%nExample:",
                "  lcm vim fault add sim1 --id full --kind SERVER --on CREATE --match cl --refuse NO_VALID_HOST",
                ExitCode.HELP
            })
    int add(
            @Parameters(paramLabel = "VIM", description = "id or name of the account") String vim,
            @ArgGroup(multiplicity = "1") Effects effects,
            @Option(names = "--id", paramLabel = "TEXT", description = "the fault's id (default: new)") @Nullable
                    String id,
            @Option(names = "--kind", paramLabel = "KIND", description = "only on: ${COMPLETION-CANDIDATES}") @Nullable
                    Kind kind,
            @Option(names = "--on", paramLabel = "CALL", description = "only in: ${COMPLETION-CANDIDATES}")
                    SimFault.@Nullable Operation operation,
            @Option(names = "--match", paramLabel = "REGEX", description = "only where name, id or a tag matches")
                    @Nullable
                    String match,
            @Option(
                            names = "--times",
                            paramLabel = "N",
                            defaultValue = "-1",
                            description = "so often (default: for ever)")
                    int times,
            @Option(names = "--probability", paramLabel = "P", defaultValue = "1", description = "0 to 1 (default: 1)")
                    double probability,
            @Mixin SiteOptions where,
            @Mixin Output output) {
        SimFault fault;
        try {
            fault = new SimFault(
                    id == null ? UUID.randomUUID().toString() : id,
                    kind,
                    operation,
                    match,
                    times,
                    probability,
                    effects.effect());
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.usage(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("Expected a valid fault"));
        }
        try (var store = where.site().store()) {
            state(store, vim).put(fault);
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
            footer = {"%nExample:", "  lcm vim fault list sim1", ExitCode.HELP})
    int list(
            @Parameters(paramLabel = "VIM", description = "id or name of the account") String vim,
            @Mixin SiteOptions where,
            @Mixin Output output) {
        try (var store = where.site().store()) {
            List<SimFault> faults = state(store, vim).faults();
            if (output.isJson()) {
                output.json(
                        Value.list(faults.stream().map(VimFaultCommand::json).toList()));
            } else {
                print(faults, output);
            }
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "clear",
            mixinStandardHelpOptions = true,
            description = "Switch faults off: these, or all.",
            footer = {"%nExamples:", "  lcm vim fault clear sim1", "  lcm vim fault clear sim1 full", ExitCode.HELP})
    int clear(
            @Parameters(index = "0", paramLabel = "VIM", description = "id or name of the account") String vim,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "FAULT", description = "ids of faults") @Nullable
                    List<String> ids,
            @Mixin SiteOptions where,
            @Mixin Output output) {
        try (var store = where.site().store()) {
            SimVimState state = state(store, vim);
            List<String> chosen = ids == null || ids.isEmpty()
                    ? state.faults().stream().map(SimFault::id).toList()
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

    private static SimVimState state(MongoConnection store, String vim) {
        Value.Obj account = new Catalog(store, Clock.systemUTC()).named("vim_accounts", "name", vim);
        if (!account.text("vim_type").orElse("").equals(SimDriver.TYPE)) {
            throw CommandFailedException.failed("Expected a simulated VIM, but account " + vim + " is of type '"
                    + account.text("vim_type").orElse("") + "'");
        }
        return SimVims.state(store, account.text("_id").orElse(""));
    }

    static void print(List<SimFault> faults, Output output) {
        output.table(
                List.of("FAULT", "WHAT"),
                faults.stream()
                        .map(fault -> Output.row(fault.id(), text(fault)))
                        .toList());
    }

    private static String text(SimFault fault) {
        return (fault.operation() == null ? "any call" : fault.operation())
                + " of " + (fault.kind() == null ? "anything" : fault.kind())
                + (fault.namePattern() == null ? "" : " matching " + fault.namePattern())
                + (fault.uses() == SimFault.FOR_EVER ? "" : ", " + fault.uses() + " times")
                + (fault.probability() == 1 ? "" : ", with probability " + fault.probability())
                + ": " + fault.effect();
    }

    static Value json(SimFault fault) {
        return Value.Obj.EMPTY
                .with("id", fault.id())
                .with(
                        "kind",
                        fault.kind() == null
                                ? new Value.Nil()
                                : Value.of(fault.kind().name()))
                .with(
                        "on",
                        fault.operation() == null
                                ? new Value.Nil()
                                : Value.of(fault.operation().name()))
                .with("match", fault.namePattern() == null ? new Value.Nil() : Value.of(fault.namePattern()))
                .with("times", fault.uses())
                .with("probability", new Value.Dec(fault.probability()))
                .with("effect", fault.effect().toString());
    }
}
