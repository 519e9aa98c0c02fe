package org.etsi.osm.lcm.tasks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.onboarding.DescriptorPackage;
import org.etsi.osm.lcm.tasks.onboarding.Onboarding;

/** Packages of descriptors on disk: the project's own sample, and OSM's where the fixtures are there. */
public final class Packages {
    /** How a user of a checkout has the fixtures: beside the project, or named by {@code -Dosm.fixtures}. */
    private static final Path BESIDE = Path.of("shared", "osm", "fixtures");

    private final AtomicInteger ids = new AtomicInteger();
    private final Onboarding onboarding =
            new Onboarding(() -> "id-%02d".formatted(ids.incrementAndGet()), 1_760_000_000.5, "project");
    private final Map<String, Value.Obj> vnfds = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private Value.Obj nsd = Value.Obj.EMPTY;

    public static Packages sample() {
        var samples = Path.of("src", "main", "resources", "samples");
        return new Packages()
                .onboard(samples.resolve("gateway_vnf"))
                .onboard(samples.resolve("cluster_vnf"))
                .onboard(samples.resolve("sample_ns"));
    }

    /** The folder of the fixtures, if it is there. */
    public static Optional<Path> fixtures() {
        var named = System.getProperty("osm.fixtures");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isDirectory);
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), path -> path.getParent() != null, Path::getParent)
                .map(path -> path.resolve(BESIDE))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** Takes in the one descriptor of a folder, and the text files beside it. */
    public Packages onboard(Path folder) {
        return onboard(folder, UnaryOperator.identity());
    }

    public Packages onboard(Path folder, UnaryOperator<Value.Obj> edit) {
        try (var all = Files.walk(folder)) {
            var paths = all.filter(Files::isRegularFile).sorted().toList();
            var descriptor = paths.stream()
                    .filter(path -> path.toString().endsWith("d.yaml"))
                    .findFirst()
                    .orElseThrow();
            var unwrapped = DescriptorPackage.of(Trees.yaml(Files.readString(descriptor)));
            var edited = new DescriptorPackage(unwrapped.kind(), edit.apply(unwrapped.descriptor()));
            var name = folder.getFileName().toString();
            var stored =
                    onboarding.descriptor(edited, name, descriptor.getFileName().toString());
            if (edited.kind() == DescriptorPackage.Kind.NS) {
                nsd = stored;
                return this;
            }
            vnfds.put(stored.text("id").orElseThrow(), stored);
            for (Path path : paths) {
                files.put(stored.text("_id").orElseThrow() + ":file:" + path.getFileName(), Files.readString(path));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes in a descriptor that is written in a test. */
    public Packages describe(String yaml) {
        var read = DescriptorPackage.of(Trees.yaml(yaml));
        var name = read.descriptor().text("id").orElseThrow();
        var stored = onboarding.descriptor(read, name, name + "d.yaml");
        if (read.kind() == DescriptorPackage.Kind.NS) {
            nsd = stored;
        } else {
            vnfds.put(name, stored);
        }
        return this;
    }

    public Value.Obj nsd() {
        return nsd;
    }

    public Map<String, Value.Obj> vnfds() {
        return vnfds;
    }

    public Map<String, String> files() {
        return files;
    }

    public Onboarding onboarding() {
        return onboarding;
    }
}
