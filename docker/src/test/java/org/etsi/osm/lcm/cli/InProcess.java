package org.etsi.osm.lcm.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The command line, run in this JVM. */
public final class InProcess {
    private InProcess() {}

    /** What a command ended with, and what it printed. */
    public record Ended(int exitCode, String out, String err) {}

    public static Ended run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = LcmMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Ended(exitCode, out.toString(), err.toString());
    }
}
