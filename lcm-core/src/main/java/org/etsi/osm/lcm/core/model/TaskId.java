package org.etsi.osm.lcm.core.model;

/**
 * The identity of a task inside its operation: {@code t0001}, {@code t0002}, … in the order of the plan. VDU ids
 * contain dots and can't be keys of a document; these can.
 */
public record TaskId(String value) implements Comparable<TaskId> {
    public TaskId {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("Expected a task id such as t0001, but found '" + value + "'");
        }
    }

    private static boolean isWellFormed(String value) {
        boolean fits = value.length() >= 5 && value.length() <= 7 && value.charAt(0) == 't';
        for (int i = 1; fits && i < value.length(); i++) {
            fits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        return fits;
    }

    /** The id of the task at a place in the plan, counted from 0. */
    public static TaskId at(int index) {
        String number = Integer.toString(index + 1);
        return new TaskId("t" + "0".repeat(Math.max(0, 4 - number.length())) + number);
    }

    /** The place in the plan, counted from 0. */
    public int index() {
        return Integer.parseInt(value.substring(1)) - 1;
    }

    @Override
    public int compareTo(TaskId other) {
        return Integer.compare(index(), other.index());
    }

    @Override
    public String toString() {
        return value;
    }
}
