package org.etsi.osm.lcm.core.engine;

import java.util.Arrays;
import java.util.BitSet;

/** What leads where, in arrays of numbers: an exploration has millions of transitions. */
final class Graph {
    private static final int GIVES_UP = 1 << 31;

    private final Numbers from = new Numbers();
    private final Numbers by = new Numbers();
    private final Numbers edges = new Numbers();
    private final Numbers begins = new Numbers();
    private final BitSet ends = new BitSet();
    private long transitions;

    /** A state is new: how it was reached first, which is a shortest way. */
    void found(int number, int source, int move, boolean isEnd) {
        from.add(source);
        by.add(move);
        ends.set(number, isEnd);
    }

    /** States are left in the order in which they were found. */
    void begin(int number) {
        begins.add(edges.size);
        if (begins.size != number + 1) {
            throw new IllegalStateException("Expected states in order, but found " + number);
        }
    }

    /** What is left leads to another one. */
    void leads(int to, boolean givesUp) {
        transitions++;
        int edge = givesUp ? to | GIVES_UP : to;
        for (int i = begins.at(begins.size - 1); i < edges.size; i++) {
            if (edges.at(i) == edge) {
                return;
            }
        }
        edges.add(edge);
    }

    int from(int number) {
        return from.at(number);
    }

    int move(int number) {
        return by.at(number);
    }

    long transitions() {
        return transitions;
    }

    /** A state from which no end is reached but by giving up; -1 if there is none. */
    int firstWithoutEnd() {
        var leadsOut = (BitSet) ends.clone();
        boolean isMore = true;
        while (isMore) {
            isMore = false;
            for (int state = begins.size - 1; state >= 0; state--) {
                if (!leadsOut.get(state) && hasWay(state, leadsOut)) {
                    leadsOut.set(state);
                    isMore = true;
                }
            }
        }
        int stuck = leadsOut.nextClearBit(0);
        return stuck < begins.size ? stuck : -1;
    }

    private boolean hasWay(int state, BitSet leadsOut) {
        int end = state + 1 < begins.size ? begins.at(state + 1) : edges.size;
        for (int i = begins.at(state); i < end; i++) {
            int edge = edges.at(i);
            if (edge >= 0 && leadsOut.get(edge)) {
                return true;
            }
        }
        return false;
    }

    /** A list of numbers that grows. */
    private static final class Numbers {
        private int[] values = new int[1_024];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        int at(int index) {
            return values[index];
        }
    }
}
