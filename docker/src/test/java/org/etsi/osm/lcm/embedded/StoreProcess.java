package org.etsi.osm.lcm.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The embedded store in a JVM of its own, so that a test can kill it. */
final class StoreProcess {

    private final Process process;
    private final String uri;

    private StoreProcess(Process process, String uri) {
        this.process = process;
        this.uri = uri;
    }

    static StoreProcess start(Path folder) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        var uri = output.readLine();
        if (uri == null) {
            throw new IOException("Expected the store's URI from process " + process.pid() + ", but it ended");
        }
        return new StoreProcess(process, uri);
    }

    String uri() {
        return uri;
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Expected process " + process.pid() + " to be dead, but it is not");
        }
    }

    /** Serves the store in the given folder until the parent's end of the pipe is gone or this process is killed. */
    @SuppressWarnings("SystemOut") // the parent reads the URI from it
    public static void main(String[] args) throws IOException {
        try (var store = EmbeddedMongo.open(Path.of(args[0]), 0)) {
            System.out.println(store.uri());
            System.out.flush();
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
