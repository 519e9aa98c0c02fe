package org.etsi.osm.lcm.ro.vim;

/**
 * A call to a VIM that didn't end as asked. {@code outcome} decides what a caller may assume: after
 * {@link Outcome#UNKNOWN} the effect may exist, or may still appear.
 */
public final class VimException extends RuntimeException {
    /** Why it failed, in terms an operator can act on; {@link #isRetryable} is what is usual for it. */
    public enum Code {
        QUOTA(true),
        NOT_FOUND(false),
        IMAGE_MISSING(false),
        CONFLICT(true),
        IP_IN_USE(false),
        INVALID(false),
        NO_VALID_HOST(true),
        UNAUTHORIZED(false),
        UNAVAILABLE(true),
        TIMEOUT(true),
        UNSUPPORTED(false),
        INTERNAL(true);

        private final boolean retryable;

        Code(boolean retryable) {
            this.retryable = retryable;
        }

        public boolean isRetryable() {
            return retryable;
        }
    }

    /** What is known of the call's effect. */
    public enum Outcome {
        KNOWN_NOT_DONE,
        UNKNOWN
    }

    private static final long serialVersionUID = 1L;

    private final Code code;
    private final boolean retryable;
    private final String requestId;
    private final Outcome outcome;

    /** {@code requestId} is the VIM's own, or empty when there was no answer to read it from. */
    public VimException(Code code, String message, boolean retryable, String requestId, Outcome outcome) {
        super(message);
        this.code = code;
        this.retryable = retryable;
        this.requestId = requestId;
        this.outcome = outcome;
    }

    /** A clear refusal: nothing was done, retryable as is usual for the code. */
    public static VimException refused(Code code, String message, String requestId) {
        return new VimException(code, message, code.isRetryable(), requestId, Outcome.KNOWN_NOT_DONE);
    }

    /** No answer, or one that doesn't say: the effect may exist or may still appear. */
    public static VimException unknown(Code code, String message, String requestId) {
        return new VimException(code, message, true, requestId, Outcome.UNKNOWN);
    }

    public Code code() {
        return code;
    }

    public boolean isRetryable() {
        return retryable;
    }

    public String requestId() {
        return requestId;
    }

    public Outcome outcome() {
        return outcome;
    }
}
