package org.etsi.osm.lcm.cli;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.sim.SimDriver;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** VIM accounts for a user without NBI, and a look into simulated ones. */
@Command(
        name = "vim",
        mixinStandardHelpOptions = true,
        description = "Add and look at VIM accounts; switch faults of simulated ones.",
        subcommands = VimFaultCommand.class,
        footer = {
            "%nExamples:",
            "  lcm vim add sim1",
            "  lcm vim show sim1",
            "  lcm vim fault add sim1 --kind SERVER --on CREATE --refuse QUOTA",
            ExitCode.HELP
        })
final class VimCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    VimCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Expected a subcommand of 'vim', but none was given: add, list, show, fault");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Add a VIM account, or change the one of this name. A simulated VIM begins with images,"
                    + " networks and flavors.",
            footer = {
                "%nExamples:",
                "  lcm vim add sim1",
                "  lcm vim add slow --config sim.boot_ms=20000 --config sim.quota.instances=4",
                ExitCode.HELP
            })
    int add(
            @Parameters(paramLabel = "NAME", description = "the account's name") String name,
            @Option(names = "--type", defaultValue = SimDriver.TYPE, description = "vim_type (default: sim)")
                    String type,
            @Option(
                            names = "--config",
                            paramLabel = "KEY=VALUE",
                            description = "of the account's config; may be repeated")
                    @Nullable
                    Map<String, String> config,
            @Mixin SiteOptions where,
            @Mixin Output output) {
        if (!type.equals(SimDriver.TYPE)) {
            throw CommandFailedException.usage("Expected a VIM type that this version has a driver for, which is '"
                    + SimDriver.TYPE + "', but it is '" + type + "'");
        }
        // Within what any adapter allows a call: those of lcm up allow 5 s, and refuse an account that may take longer.
        Value.Obj settings = Value.Obj.EMPTY.with("sim.call_limit_ms", "2000");
        if (config != null) {
            for (var entry : config.entrySet()) {
                settings = settings.with(entry.getKey(), entry.getValue());
            }
        }
        try (var store = where.site().store()) {
            Value.Obj account = new Catalog(store, Clock.systemUTC())
                    .addVim(name, type, Value.Obj.EMPTY.with("config", nested(settings)));
            String id = account.text("_id").orElse("");
            SimVims.open(store, id);
            if (output.isJson()) {
                output.json(account);
            } else {
                output.line("VIM account " + name + " (" + type + "): " + id);
            }
        }
        return ExitCode.DONE;
    }

    /** Names with dots as nested maps: MongoDB keeps no dots in names that others could search. */
    private static Value.Obj nested(Value.Obj flat) {
        Value.Obj nested = Value.Obj.EMPTY;
        for (var field : flat.fields().entrySet()) {
            nested = put(nested, Arrays.asList(field.getKey().split("\\.", -1)), field.getValue());
        }
        return nested;
    }

    private static Value.Obj put(Value.Obj into, List<String> path, Value value) {
        if (path.size() == 1) {
            return into.with(path.getFirst(), value);
        }
        Value.Obj inner =
                into.field(path.getFirst()).orElse(Value.Obj.EMPTY) instanceof Value.Obj obj ? obj : Value.Obj.EMPTY;
        return into.with(path.getFirst(), put(inner, path.subList(1, path.size()), value));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the VIM accounts.",
            footer = {"%nExample:", "  lcm vim list", ExitCode.HELP})
    int list(@Mixin SiteOptions where, @Mixin Output output) {
        try (var store = where.site().store()) {
            List<Value.Obj> all = new Catalog(store, Clock.systemUTC()).all("vim_accounts");
            if (output.isJson()) {
                output.json(
                        Value.list(all.stream().map(VimCommand::withoutSecrets).toList()));
            } else {
                output.table(
                        List.of("ID", "NAME", "TYPE", "STATE"),
                        all.stream()
                                .map(vim -> Output.row(
                                        vim.text("_id").orElse(""),
                                        vim.text("name").orElse(""),
                                        vim.text("vim_type").orElse(""),
                                        vim.at("/_admin/operationalState")
                                                .flatMap(Value::asText)
                                                .orElse("")))
                                .toList());
            }
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show a VIM account; of a simulated one also its resources and faults.",
            footer = {"%nExamples:", "  lcm vim show sim1", "  lcm vim show sim1 --all --json", ExitCode.HELP})
    int show(
            @Parameters(paramLabel = "VIM", description = "its id or name") String vim,
            @Option(names = "--all", description = "also what the LCM didn't make") boolean all,
            @Mixin SiteOptions where,
            @Mixin Output output) {
        try (var store = where.site().store()) {
            Value.Obj account = new Catalog(store, Clock.systemUTC()).named("vim_accounts", "name", vim);
            String type = account.text("vim_type").orElse("");
            if (!type.equals(SimDriver.TYPE)) {
                output.json(withoutSecrets(account));
                return ExitCode.DONE;
            }
            SimVims.show(store, withoutSecrets(account), all, output);
        }
        return ExitCode.DONE;
    }

    private static Value.Obj withoutSecrets(Value.Obj account) {
        var shown = Value.Obj.EMPTY;
        for (String field : new String[] {"_id", "name", "vim_type", "vim_url", "vim_tenant_name"}) {
            if (account.field(field).isPresent()) {
                shown = shown.with(field, account.field(field).get());
            }
        }
        return shown.with(
                "state",
                account.at("/_admin/operationalState").flatMap(Value::asText).orElse(""));
    }
}
