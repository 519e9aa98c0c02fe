package org.etsi.osm.lcm.kafka.settings;

/** The documentation of the settings, made from their list. */
public final class SettingsDoc {
    private SettingsDoc() {}

    public static String markdown() {
        var out = new StringBuilder("""
            # Settings

            Generated from `Options.java`; a test compares.

            A file (`--settings FILE`, YAML or `.properties`) and the environment. A variable `LCM_*` wins over one
            of OSM's own LCM that means the same, that over the file, that over the default. All problems are told at
            once; `--print` shows what applies and where it comes from. Credentials in URIs and everything under
            `kafka.further.` (passed to Kafka's clients as it is, for instance `kafka.further.security.protocol`, or
            `LCM_KAFKA_FURTHER_SECURITY_PROTOCOL`) are never printed.

            | key | environment | OSM's | default | what it is |
            | --- | --- | --- | --- | --- |
            """);
        for (Option option : Options.ALL) {
            String osm = option.osm().isEmpty() ? "" : "`" + String.join("`, `", option.osm()) + "`";
            String fallback = option.fallback().isEmpty() ? "" : "`" + option.fallback() + "`";
            out.append("| `%s` | `%s` | %s | %s | %s |%n"
                    .formatted(
                            option.key(), option.environment(), osm, fallback, option.description() + limits(option)));
        }
        out.append("\n`OSMLCM_MESSAGE_PORT` is the port to `OSMLCM_MESSAGE_HOST`; 9092 if absent.\n");
        return out.toString();
    }

    private static String limits(Option option) {
        return switch (option.kind()) {
            case Option.Kind.Count(long min, long max) -> " (" + min + " to " + max + ")";
            case Option.Kind.Word(var choices) -> " (" + String.join(", ", choices) + ")";
            case Option.Kind.Text t -> "";
            case Option.Kind.Uri u -> "";
            case Option.Kind.Span s -> "";
        };
    }
}
