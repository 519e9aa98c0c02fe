package org.etsi.osm.lcm.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Says at the end of the build which container tests did not run; silent if all did. */
final class NotRun {
    static final Path FILE = Path.of("target", "containers-not-run");
    private static final String LINE = "*".repeat(100);

    private NotRun() {}

    public static void main(String[] arguments) throws IOException {
        if (!Files.exists(FILE)) {
            return;
        }
        Set<String> tests = new TreeSet<>(Files.readAllLines(FILE));
        Files.delete(FILE);
        System.out.println(LINE);
        System.out.println("NOT TESTED: interruptions of real processes, since no Docker engine answers.");
        System.out.println("Did not run: " + String.join(", ", tests));
        System.out.println("Start an engine, or have .ci/run do it; -Dcontainers=required fails instead.");
        System.out.println(LINE);
    }
}
