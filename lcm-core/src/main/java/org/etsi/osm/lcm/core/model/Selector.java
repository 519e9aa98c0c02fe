package org.etsi.osm.lcm.core.model;

import java.util.Locale;

/**
 * Which tasks a breakpoint or a freeze means (design, section 3.5).
 *
 * @param value what the kind is compared with; empty for {@link Kind#EVERYTHING}
 */
public record Selector(Kind kind, String value) {
    /** The longest value that is taken. */
    public static final int VALUE_LIMIT = 256;

    /** What tasks are selected by. */
    public enum Kind {
        TASK,
        TYPE,
        VNF,
        VIM,
        NS,
        EVERYTHING;

        /** What {@link Verb#BREAKPOINT} may be set by. */
        public boolean isOfBreakpoints() {
            return this == TASK || this == TYPE || this == VNF || this == VIM;
        }

        /** What can be frozen. */
        public boolean isOfFreezes() {
            return this == NS || this == VIM || this == TYPE || this == EVERYTHING;
        }
    }

    public static final Selector EVERYTHING = new Selector(Kind.EVERYTHING, "");

    public Selector {
        boolean isWhole = kind == Kind.EVERYTHING;
        if (isWhole != value.isEmpty() || value.length() > VALUE_LIMIT) {
            throw new IllegalArgumentException("Expected "
                    + (isWhole ? "no value" : "a value of 1 to " + VALUE_LIMIT + " characters") + " of selector "
                    + kind.name().toLowerCase(Locale.ROOT) + ", but found '"
                    + value.substring(0, Math.min(value.length(), 40)) + "'");
        }
    }

    public boolean selects(String nsInstanceId, TaskSpec task) {
        return switch (kind) {
            case TASK -> task.id().value().equals(value);
            case TYPE -> task.type().equals(value);
            case VNF -> value.equals(task.scope().get("vnf"));
            case VIM -> value.equals(task.scope().get("vim"));
            case NS -> nsInstanceId.equals(value);
            case EVERYTHING -> true;
        };
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + (value.isEmpty() ? "" : " " + value);
    }
}
