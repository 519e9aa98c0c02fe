package org.etsi.osm.lcm.core.model;

/**
 * The identity of a task inside its operation: {@code t0001}, {@code t0002}, … in the order of the plan. VDU ids
 * contain dots and can't be keys of a document; these can.
 */
public record TaskId(String value) implements Comparable<TaskId> {
    public TaskId {
        if (!value.matches("t[0-9]{4,6}")) {
            throw new IllegalArgumentException("Expected a task id such as t0001, but found '" + value + "'");
        }
    }

    /** The id of the task at a place in the plan, counted from 0. */
    public static TaskId at(int index) {
        return new TaskId("t%04d".formatted(index + 1));
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
