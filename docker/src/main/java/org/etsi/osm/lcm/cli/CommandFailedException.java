package org.etsi.osm.lcm.cli;

/** The end of a command that could not do what it was asked: one line for the user, and the exit code. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    private CommandFailedException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public static CommandFailedException failed(String message) {
        return new CommandFailedException(ExitCode.FAILED, message);
    }

    public static CommandFailedException usage(String message) {
        return new CommandFailedException(ExitCode.USAGE, message);
    }

    public static CommandFailedException notReachable(String message) {
        return new CommandFailedException(ExitCode.NOT_REACHABLE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
