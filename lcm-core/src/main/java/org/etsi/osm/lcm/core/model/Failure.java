package org.etsi.osm.lcm.core.model;

/**
 * Why something went wrong, as a value: stored with the task or the operation and shown to the operator.
 *
 * @param code a stable word that queries and policies can use, such as {@code TIMEOUT}
 * @param message what was expected and what was found, in one sentence
 * @param retryable whether doing the same again may help
 * @param detail more, such as the VIM's request id
 */
public record Failure(String code, String message, boolean retryable, Value.Obj detail) {
    /** The largest message that is kept; more is cut off (design, section 3.1: errors up to 4 KB). */
    public static final int MESSAGE_LIMIT = 3 * 1024;

    private static final int DETAIL_LIMIT = 1024;

    public Failure {
        if (message.length() > MESSAGE_LIMIT) {
            int end = MESSAGE_LIMIT - 1;
            // Half a surrogate pair is no text that can be stored or sent.
            message = message.substring(0, Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end) + "…";
        }
        if (detail.size() > DETAIL_LIMIT) {
            detail = Value.Obj.EMPTY.with("omitted", "the detail was larger than " + DETAIL_LIMIT + " bytes");
        }
    }

    public static Failure permanent(String code, String message) {
        return new Failure(code, message, false, Value.Obj.EMPTY);
    }

    public static Failure retryable(String code, String message) {
        return new Failure(code, message, true, Value.Obj.EMPTY);
    }

    @Override
    public String toString() {
        return code + ": " + message;
    }
}
