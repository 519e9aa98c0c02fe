package org.etsi.osm.lcm.ro.vim;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resource as the VIM shows it at one moment. {@code tags} is null for what isn't ours; {@code fault} is the VIM's
 * own text and only there in {@link Status#ERROR}.
 */
public record Resource(
        Kind kind,
        String id,
        String name,
        @Nullable Tags tags,
        Status status,
        Map<Attribute, List<String>> attributes,
        @Nullable String fault) {
    public Resource {
        attributes = Attribute.copyOf(attributes);
    }

    /** All values of an attribute; empty when the VIM doesn't say. */
    public List<String> values(Attribute attribute) {
        return attributes.getOrDefault(attribute, List.of());
    }

    /** The first value of an attribute, for those that have at most one. */
    public Optional<String> value(Attribute attribute) {
        return values(attribute).stream().findFirst();
    }

    /**
     * Where this resource isn't what was asked for. Attributes the VIM doesn't show (user data, for one) can't differ;
     * an empty answer for one that was asked for does.
     */
    public List<Difference> differencesFrom(Spec asked) {
        return asked.attributes().entrySet().stream()
                .filter(wanted -> !values(wanted.getKey()).equals(wanted.getValue()))
                .map(wanted -> new Difference(wanted.getKey(), wanted.getValue(), values(wanted.getKey())))
                .toList();
    }

    /** One attribute that isn't as asked: drift as data; {@code toString} has it in words. */
    public record Difference(Attribute attribute, List<String> expected, List<String> actual) {
        @Override
        public String toString() {
            return "Expected " + attribute + " " + expected + ", but it is " + actual;
        }
    }
}
