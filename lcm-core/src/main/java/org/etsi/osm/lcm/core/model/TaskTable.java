package org.etsi.osm.lcm.core.model;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The tasks of an operation by their place in the plan: immutable, and changed by copying two short arrays, so that the
 * cost of an event doesn't grow with the plan. Thread-safe.
 */
public final class TaskTable {
    private static final int WIDTH = 64;

    private final Task[][] chunks;
    private final int size;

    private TaskTable(Task[][] chunks, int size) {
        this.chunks = chunks;
        this.size = size;
    }

    /** A table of new tasks. */
    public static TaskTable fresh(int size) {
        var tasks = new Task[size];
        Arrays.fill(tasks, Task.NEW);
        return of(tasks);
    }

    public static TaskTable of(Task[] tasks) {
        var chunks = new Task[(tasks.length + WIDTH - 1) / WIDTH][];
        for (int c = 0; c < chunks.length; c++) {
            chunks[c] = Arrays.copyOfRange(tasks, c * WIDTH, Math.min(tasks.length, (c + 1) * WIDTH));
        }
        return new TaskTable(chunks, tasks.length);
    }

    public int size() {
        return size;
    }

    public Task get(int index) {
        return chunks[index / WIDTH][index % WIDTH];
    }

    public TaskTable with(int index, Task task) {
        var copy = chunks.clone();
        var chunk = chunks[index / WIDTH].clone();
        chunk[index % WIDTH] = task;
        copy[index / WIDTH] = chunk;
        return new TaskTable(copy, size);
    }

    /**
     * Visits the places, in order, at which a table of the same size made from this one (or the other way round) holds
     * another task. Chunks and tasks are compared by identity, so the cost is that of the change; a place may be
     * visited whose tasks are equal all the same.
     */
    @SuppressWarnings("ReferenceEquality") // identity is the point: nothing may be walked that was not touched
    public void forEachDifference(TaskTable other, IntConsumer visitor) {
        if (size != other.size) {
            throw new IllegalArgumentException(
                    "Expected two tables of one size, but found " + size + " and " + other.size + " tasks");
        }
        for (int c = 0; c < chunks.length; c++) {
            if (chunks[c] == other.chunks[c]) {
                continue;
            }
            for (int i = 0; i < chunks[c].length; i++) {
                if (chunks[c][i] != other.chunks[c][i]) {
                    visitor.accept(c * WIDTH + i);
                }
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaskTable that && size == that.size && Arrays.deepEquals(chunks, that.chunks);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(chunks);
    }
}
