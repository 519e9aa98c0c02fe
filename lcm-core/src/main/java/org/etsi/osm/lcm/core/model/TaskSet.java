package org.etsi.osm.lcm.core.model;

import java.util.Arrays;

/** A set of places in a plan: immutable, one bit a task (640 bytes for 5,000 tasks are copied at a change). */
public final class TaskSet {
    public static final TaskSet EMPTY = new TaskSet(new long[0], 0);

    private final long[] words;
    private final int count;

    private TaskSet(long[] words, int count) {
        this.words = words;
        this.count = count;
    }

    public boolean contains(int index) {
        return index / 64 < words.length && (words[index / 64] & (1L << (index % 64))) != 0;
    }

    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public TaskSet with(int index) {
        if (contains(index)) {
            return this;
        }
        var copy = Arrays.copyOf(words, Math.max(words.length, index / 64 + 1));
        copy[index / 64] |= 1L << (index % 64);
        return new TaskSet(copy, count + 1);
    }

    public TaskSet without(int index) {
        if (!contains(index)) {
            return this;
        }
        var copy = words.clone();
        copy[index / 64] &= ~(1L << (index % 64));
        return new TaskSet(copy, count - 1);
    }

    /** The first member at or after a place, or -1. */
    public int next(int from) {
        for (int w = from / 64; w < words.length; w++) {
            long word = w == from / 64 ? words[w] & (-1L << (from % 64)) : words[w];
            if (word != 0) {
                return w * 64 + Long.numberOfTrailingZeros(word);
            }
        }
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof TaskSet that) || count != that.count) {
            return false;
        }
        for (int i = next(0); i >= 0; i = next(i + 1)) {
            if (!that.contains(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = next(0); i >= 0; i = next(i + 1)) {
            hash = 31 * hash + i;
        }
        return hash;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (int i = next(0); i >= 0; i = next(i + 1)) {
            text.append(text.length() > 1 ? "," : "").append(TaskId.at(i));
        }
        return text.append('}').toString();
    }
}
