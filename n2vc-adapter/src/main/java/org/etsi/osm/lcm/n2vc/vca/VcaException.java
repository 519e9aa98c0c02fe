package org.etsi.osm.lcm.n2vc.vca;

/** A call to a VCA or a cluster that didn't end as asked. */
public final class VcaException extends RuntimeException {
    /** Why, in terms an operator can act on. */
    public enum Code {
        NOT_FOUND(false),
        INVALID(false),
        CONFLICT(true),
        UNAVAILABLE(true),
        TIMEOUT(true),
        INTERNAL(true);

        private final boolean retryable;

        Code(boolean retryable) {
            this.retryable = retryable;
        }

        public boolean isRetryable() {
            return retryable;
        }
    }

    private static final long serialVersionUID = 1L;

    private final Code code;
    private final boolean outcomeUnknown;

    private VcaException(Code code, String message, boolean outcomeUnknown) {
        super(message);
        this.code = code;
        this.outcomeUnknown = outcomeUnknown;
    }

    /** A clear refusal: nothing was done. */
    public static VcaException refused(Code code, String message) {
        return new VcaException(code, message, false);
    }

    /** There was no answer: it may have been done, or may be done a little later. */
    public static VcaException unknown(Code code, String message) {
        return new VcaException(code, message, true);
    }

    public Code code() {
        return code;
    }

    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }
}
