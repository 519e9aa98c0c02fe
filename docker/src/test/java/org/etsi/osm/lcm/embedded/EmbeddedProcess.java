package org.etsi.osm.lcm.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The embedded store or broker in a JVM of its own, so that a test can kill it. */
final class EmbeddedProcess {

    private final Process process;
    private final String address;

    private EmbeddedProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static EmbeddedProcess store(Path folder) throws IOException {
        return start("store", folder);
    }

    static EmbeddedProcess broker(Path folder) throws IOException {
        return start("broker", folder);
    }

    private static EmbeddedProcess start(String kind, Path folder) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedProcess.class.getName(),
                        kind,
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        var address = output.readLine();
        if (address == null) {
            throw new IOException("Expected an address from process " + process.pid() + ", but it ended");
        }
        return new EmbeddedProcess(process, address);
    }

    String address() {
        return address;
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Expected process " + process.pid() + " to be dead, but it is not");
        }
    }

    /** Serves what is kept in the given folder until the parent's end of the pipe is gone or this process is killed. */
    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[1]);
        if (args[0].equals("store")) {
            try (var store = EmbeddedMongo.open(folder, 0)) {
                serve(store.uri());
            }
        } else {
            try (var broker = EmbeddedBroker.open(folder, 0)) {
                serve(broker.bootstrapServers());
            }
        }
    }

    @SuppressWarnings("SystemOut") // the parent reads the address from it
    private static void serve(String address) throws IOException {
        System.out.println(address);
        System.out.flush();
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
