package org.etsi.osm.lcm.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.etsi.osm.lcm.cli.Catalog.Onboarded;
import org.etsi.osm.lcm.core.model.Value;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stores packages as NBI does. */
@Command(
        name = "onboard",
        mixinStandardHelpOptions = true,
        description = "Store packages (SOL006): folders with a descriptor, or descriptors alone.",
        footer = {
            "%nExamples:",
            "  lcm onboard gateway_vnf cluster_vnf sample_ns",
            "  lcm onboard my_nsd.yaml",
            ExitCode.HELP
        })
final class OnboardCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FOLDER|FILE", description = "packages; VNFs before the NS that uses them")
    private List<Path> packages = new ArrayList<>();

    @Mixin
    private SiteOptions where = new SiteOptions();

    @Mixin
    private Output output = new Output();

    OnboardCommand() {}

    @Override
    public Integer call() {
        List<Value> all = new ArrayList<>();
        try (var store = where.site().store()) {
            var catalog = new Catalog(store, Clock.systemUTC());
            for (Path path : packages) {
                Onboarded made = catalog.onboard(path);
                all.add(Value.Obj.EMPTY
                        .with("collection", made.kind())
                        .with("_id", made.id())
                        .with("id", made.name())
                        .with("updated", made.isUpdate()));
                if (!output.isJson()) {
                    output.line(made.kind() + " " + made.name() + (made.isUpdate() ? " updated: " : " stored: ")
                            + made.id());
                }
            }
        }
        if (output.isJson()) {
            output.json(Value.list(all));
        }
        return ExitCode.DONE;
    }
}
