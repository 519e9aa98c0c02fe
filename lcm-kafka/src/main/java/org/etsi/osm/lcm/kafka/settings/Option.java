package org.etsi.osm.lcm.kafka.settings;

import java.util.List;
import java.util.Locale;

/**
 * One thing that can be configured.
 *
 * @param key in the file; the environment variable follows from it
 * @param osm environment variables of OSM's own LCM that mean the same
 */
public record Option(String key, String fallback, Kind kind, List<String> osm, String description) {
    public Option {
        osm = List.copyOf(osm);
    }

    /** What values look like. */
    public sealed interface Kind {
        record Text() implements Kind {}

        /** A URI that may hold a user and a password, which are never printed. */
        record Uri() implements Kind {}

        record Count(long min, long max) implements Kind {}

        /** Such as {@code 500ms, 30s, 5m, 2h}; a bare number is seconds, as in OSM. */
        record Span(long minMs, long maxMs) implements Kind {}

        record Word(List<String> choices) implements Kind {
            public Word {
                choices = List.copyOf(choices);
            }
        }
    }

    public String environment() {
        return "LCM_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    static Option text(String key, String fallback, String description, String... osm) {
        return new Option(key, fallback, new Kind.Text(), List.of(osm), description);
    }

    static Option uri(String key, String fallback, String description, String... osm) {
        return new Option(key, fallback, new Kind.Uri(), List.of(osm), description);
    }

    static Option count(String key, long fallback, long min, long max, String description, String... osm) {
        return new Option(key, String.valueOf(fallback), new Kind.Count(min, max), List.of(osm), description);
    }

    static Option span(String key, String fallback, String description, String... osm) {
        return new Option(key, fallback, new Kind.Span(1, 365L * 24 * 3_600_000), List.of(osm), description);
    }

    static Option word(String key, String fallback, List<String> choices, String description, String... osm) {
        return new Option(key, fallback, new Kind.Word(choices), List.of(osm), description);
    }
}
