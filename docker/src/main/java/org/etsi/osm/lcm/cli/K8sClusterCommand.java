package org.etsi.osm.lcm.cli;

import java.time.Clock;
import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Kubernetes clusters for a user without NBI: where the KDUs of network services go. */
@Command(
        name = "k8scluster",
        mixinStandardHelpOptions = true,
        description = "Add and list simulated Kubernetes clusters.",
        footer = {"%nExamples:", "  lcm k8scluster add k8s1 --vim sim1", "  lcm k8scluster list", ExitCode.HELP})
final class K8sClusterCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    K8sClusterCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Expected a subcommand of 'k8scluster', but none was given: add, list");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Add a simulated Kubernetes cluster at a VIM account, or change the one of this name.",
            footer = {"%nExample:", "  lcm k8scluster add k8s1 --vim sim1", ExitCode.HELP})
    int add(
            @Parameters(paramLabel = "NAME", description = "the cluster's name") String name,
            @Option(names = "--vim", required = true, description = "VIM account that it is at, by id or name")
                    String vim,
            @Mixin SiteOptions where,
            @Mixin Output output) {
        try (var store = where.site().store()) {
            Value.Obj cluster = new Catalog(store, Clock.systemUTC()).addCluster(name, vim);
            if (output.isJson()) {
                output.json(cluster);
            } else {
                output.line("Kubernetes cluster " + name + ": "
                        + cluster.text("_id").orElse(""));
            }
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the Kubernetes clusters.",
            footer = {"%nExample:", "  lcm k8scluster list", ExitCode.HELP})
    int list(@Mixin SiteOptions where, @Mixin Output output) {
        try (var store = where.site().store()) {
            List<Value.Obj> all = new Catalog(store, Clock.systemUTC()).all("k8sclusters");
            List<Value.Obj> shown = all.stream().map(K8sClusterCommand::shown).toList();
            if (output.isJson()) {
                output.json(Value.list(shown));
            } else {
                output.table(
                        List.of("ID", "NAME", "VIM", "STATE"),
                        shown.stream()
                                .map(cluster -> Output.row(
                                        cluster.text("_id").orElse(""),
                                        cluster.text("name").orElse(""),
                                        cluster.text("vim_account").orElse(""),
                                        cluster.text("state").orElse("")))
                                .toList());
            }
        }
        return ExitCode.DONE;
    }

    /** A cluster of NBI's has credentials, which nobody needs to see. */
    private static Value.Obj shown(Value.Obj cluster) {
        return Value.Obj.EMPTY
                .with("_id", cluster.text("_id").orElse(""))
                .with("name", cluster.text("name").orElse(""))
                .with("vim_account", cluster.text("vim_account").orElse(""))
                .with(
                        "state",
                        cluster.at("/_admin/operationalState")
                                .flatMap(Value::asText)
                                .orElse(""));
    }
}
