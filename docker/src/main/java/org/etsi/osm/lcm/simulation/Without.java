package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The numbers of what is left out of a run: interruptions and requests are numbered as they come. Written as
 * {@code 3,17-40,57-}, where an open end means all from there on.
 */
public record Without(List<Range> ranges) {
    public static final Without NOTHING = new Without(List.of());

    private static final Pattern RANGE = Pattern.compile("\\s*(\\d{1,9})\\s*(-)?\\s*(\\d{1,9})?\\s*");

    /** Both ends are in it. */
    record Range(int first, int last) {
        private boolean contains(int number) {
            return first <= number && number <= last;
        }

        @Override
        public String toString() {
            return first == last ? "" + first : first + "-" + (last == Integer.MAX_VALUE ? "" : "" + last);
        }
    }

    public Without {
        ranges = List.copyOf(ranges);
    }

    /**
     * What is written.
     *
     * @throws IllegalArgumentException if this isn't a list of numbers and ranges
     */
    public static Without parse(String text) {
        var ranges = new ArrayList<Range>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            Matcher found = RANGE.matcher(part);
            if (!found.matches() || (found.group(2) == null && found.group(3) != null)) {
                throw refused(text);
            }
            int first = Integer.parseInt(found.group(1));
            String end = found.group(3);
            int open = found.group(2) == null ? first : Integer.MAX_VALUE;
            int last = end == null ? open : Integer.parseInt(end);
            if (last < first) {
                throw refused(text);
            }
            ranges.add(new Range(first, last));
        }
        return new Without(ranges);
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "Expected numbers and ranges such as 3,17-40,57-, but found '" + text + "'");
    }

    /** Everything but these. */
    static Without allBut(Collection<Integer> kept) {
        var ranges = new ArrayList<Range>();
        int next = 1;
        for (int number : new TreeSet<>(kept)) {
            if (number > next) {
                ranges.add(new Range(next, number - 1));
            }
            next = number + 1;
        }
        ranges.add(new Range(next, Integer.MAX_VALUE));
        return new Without(ranges);
    }

    boolean contains(int number) {
        for (Range range : ranges) {
            if (range.contains(number)) {
                return true;
            }
        }
        return false;
    }

    boolean isNothing() {
        return ranges.isEmpty();
    }

    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }
}
