package org.etsi.osm.lcm.cli;

/** What a command ends with; documented in each command's help. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_REACHABLE = 3;

    /** The footer of every command's help. */
    static final String HELP =
            "%nExit codes: 0 done, 1 failed or rejected, 2 wrong usage, 3 not reachable or timed out.";

    private ExitCode() {}
}
