package org.etsi.osm.lcm.tasks.catalogue;

import org.etsi.osm.lcm.core.model.Value;

/**
 * A parameter or an output of a task type.
 *
 * @param required for an output: always given on success
 * @param meaning in the words of the catalogue's readers
 */
public record Field(String name, Kind kind, boolean required, String meaning) {

    /** What the value of a field may be; numbers and truths pass as texts. */
    public enum Kind {
        TEXT("text"),
        NUMBER("whole number"),
        TRUTH("true or false"),
        TEXTS("list of texts"),
        OBJECT("map"),
        OBJECTS("list of maps"),
        ANY("anything");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** As the catalogue's readers are told. */
        public String words() {
            return words;
        }
    }

    /** Whether a value is of this field's kind; a reference stands for a text, or for anything if the plan says so. */
    boolean fits(Value value, boolean planned) {
        if (value instanceof Value.Ref) {
            return planned;
        }
        return switch (kind) {
            case TEXT -> value.asText().isPresent();
            case NUMBER -> value instanceof Value.Int;
            case TRUTH -> value instanceof Value.Bool;
            case TEXTS ->
                value instanceof Value.Arr(var items)
                        && items.stream()
                                .allMatch(item -> item.asText().isPresent() || (planned && item instanceof Value.Ref));
            case OBJECT -> value instanceof Value.Obj;
            case OBJECTS ->
                value instanceof Value.Arr(var items) && items.stream().allMatch(Value.Obj.class::isInstance);
            case ANY -> true;
        };
    }
}
