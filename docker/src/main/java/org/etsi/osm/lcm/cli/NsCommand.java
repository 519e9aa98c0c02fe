package org.etsi.osm.lcm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.etsi.osm.lcm.kafka.wire.WireException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Network services for a user without NBI. */
@Command(
        name = "ns",
        mixinStandardHelpOptions = true,
        description = "Create, instantiate and terminate network services as NBI would.",
        footer = {
            "%nExamples:",
            "  lcm ns create demo --nsd sample-ns --vim sim1",
            "  lcm ns instantiate demo --wait 120",
            "  lcm ns show demo",
            "  lcm ns terminate demo --wait 120",
            ExitCode.HELP
        })
final class NsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    NsCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Expected a subcommand of 'ns', but none was given: create, instantiate, terminate, list, show");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Write the records of a new NS; nothing is deployed yet.",
            footer = {
                "%nExample:",
                "  lcm ns create demo --nsd sample-ns --vim sim1 --params params.yaml",
                ExitCode.HELP
            })
    int create(
            @Parameters(paramLabel = "NAME", description = "the name of the new NS") String name,
            @Option(names = "--nsd", required = true, paramLabel = "ID", description = "its descriptor") String nsd,
            @Option(names = "--vim", required = true, paramLabel = "ACCOUNT", description = "where it goes") String vim,
            @Option(names = "--params", paramLabel = "FILE", description = "more of the request, as YAML or JSON")
                    @Nullable
                    Path params,
            @Mixin SiteOptions where,
            @Mixin Output output) {
        try (var store = where.site().store()) {
            Value.Obj nsr = new Catalog(store, Clock.systemUTC()).createNs(name, nsd, vim, parameters(params));
            if (output.isJson()) {
                output.json(summary(nsr));
            } else {
                output.line("NS " + name + " created: " + nsr.text("_id").orElse(""));
            }
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "instantiate",
            mixinStandardHelpOptions = true,
            description = "Deploy an NS.",
            footer = {
                "%nExamples:",
                "  lcm ns instantiate demo",
                "  lcm ns instantiate demo --params params.yaml --wait 300",
                ExitCode.HELP
            })
    int instantiate(
            @Parameters(paramLabel = "NS", description = "its id or name") String ns,
            @Option(names = "--params", paramLabel = "FILE", description = "operationParams, as YAML or JSON") @Nullable
                    Path params,
            @Option(names = "--wait", paramLabel = "SECONDS", description = "wait until the operation rests") @Nullable
                    Integer wait,
            @Mixin SiteOptions where,
            @Mixin Output output) {
        return start("instantiate", ns, params, wait, where, output);
    }

    @Command(
            name = "terminate",
            mixinStandardHelpOptions = true,
            description = "Remove all that an NS has at its VIMs.",
            footer = {"%nExample:", "  lcm ns terminate demo --wait 120", ExitCode.HELP})
    int terminate(
            @Parameters(paramLabel = "NS", description = "its id or name") String ns,
            @Option(names = "--params", paramLabel = "FILE", description = "operationParams, as YAML or JSON") @Nullable
                    Path params,
            @Option(names = "--wait", paramLabel = "SECONDS", description = "wait until the operation rests") @Nullable
                    Integer wait,
            @Mixin SiteOptions where,
            @Mixin Output output) {
        return start("terminate", ns, params, wait, where, output);
    }

    private static int start(
            String type, String ns, @Nullable Path params, @Nullable Integer wait, SiteOptions where, Output output) {
        Site site = where.site();
        try (var store = site.store();
                var operator = site.operator()) {
            var catalog = new Catalog(store, Clock.systemUTC());
            String id = catalog.start(type, catalog.named("nsrs", "name", ns), parameters(params), operator);
            if (wait == null) {
                if (output.isJson()) {
                    output.json(Value.Obj.EMPTY.with("operation", id));
                } else {
                    output.line(type + " of NS " + ns + " requested: operation " + id);
                }
                return ExitCode.DONE;
            }
            if (!output.isJson()) {
                output.line(type + " of NS " + ns + " requested: operation " + id);
            }
            return new Rest(store, catalog).await(id, wait, output);
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the NSs.",
            footer = {"%nExample:", "  lcm ns list --json", ExitCode.HELP})
    int list(@Mixin SiteOptions where, @Mixin Output output) {
        try (var store = where.site().store()) {
            List<Value.Obj> all = new Catalog(store, Clock.systemUTC()).all("nsrs");
            if (output.isJson()) {
                output.json(Value.list(all.stream().map(NsCommand::summary).toList()));
            } else {
                output.table(
                        List.of("ID", "NAME", "NSD", "STATE", "OPERATION", "DETAIL"),
                        all.stream()
                                .map(nsr -> Output.row(
                                        nsr.text("_id").orElse(""),
                                        nsr.text("name").orElse(""),
                                        nsr.text("nsd-ref").orElse(""),
                                        nsr.text("nsState").orElse(""),
                                        nsr.text("currentOperation").orElse(""),
                                        nsr.text("detailed-status").orElse("")))
                                .toList());
            }
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show an NS with its VNFs and operations.",
            footer = {"%nExample:", "  lcm ns show demo --json", ExitCode.HELP})
    int show(
            @Parameters(paramLabel = "NS", description = "its id or name") String ns,
            @Mixin SiteOptions where,
            @Mixin Output output) {
        try (var store = where.site().store()) {
            var catalog = new Catalog(store, Clock.systemUTC());
            Value.Obj nsr = catalog.named("nsrs", "name", ns);
            String id = nsr.text("_id").orElse("");
            List<Value.Obj> vnfrs = catalog.of("vnfrs", "nsr-id-ref", id);
            List<Value.Obj> operations = catalog.of("nslcmops", "nsInstanceId", id);
            if (output.isJson()) {
                output.json(Value.Obj.EMPTY
                        .with("nsr", nsr)
                        .with("vnfrs", Value.list(vnfrs))
                        .with("nslcmops", Value.list(operations)));
            } else {
                NsView.print(nsr, vnfrs, operations, output);
            }
        }
        return ExitCode.DONE;
    }

    private static Value.Obj summary(Value.Obj nsr) {
        var summary = Value.Obj.EMPTY;
        for (String field : new String[] {
            "_id",
            "name",
            "nsd-ref",
            "datacenter",
            "nsState",
            "currentOperation",
            "operational-status",
            "config-status",
            "detailed-status",
            "errorDescription",
            "errorDetail"
        }) {
            summary = summary.with(field, nsr.field(field).orElse(new Value.Nil()));
        }
        return summary;
    }

    private static Value.Obj parameters(@Nullable Path file) {
        if (file == null) {
            return Value.Obj.EMPTY;
        }
        try {
            if (OsmYaml.read(Files.readAllBytes(file)) instanceof Value.Obj found) {
                return found;
            }
            throw CommandFailedException.usage("Expected a map in " + file + ", but found something else");
        } catch (IOException | WireException e) {
            throw CommandFailedException.usage("Expected parameters in " + file + ", but: " + e.getMessage());
        }
    }
}
