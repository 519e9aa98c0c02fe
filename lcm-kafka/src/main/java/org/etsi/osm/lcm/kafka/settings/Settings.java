package org.etsi.osm.lcm.kafka.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All settings, checked. {@link #toString} and {@link #table} hide what may be secret.
 *
 * @param values by key, as they apply
 * @param origins by key: where each comes from
 * @param kafkaFurther Kafka's own properties, passed on as they are
 */
public record Settings(Map<String, String> values, Map<String, String> origins, Map<String, String> kafkaFurther) {
    public Settings {
        values = Map.copyOf(values);
        origins = Map.copyOf(origins);
        kafkaFurther = Map.copyOf(kafkaFurther);
    }

    public static Settings defaults() {
        return new SettingsReader().environment(Map.of()).read();
    }

    /** The same settings with one replaced; for composition by code, such as a demo's own ports. */
    public Settings with(String key, String value) {
        var changed = new LinkedHashMap<>(values);
        if (changed.put(key, value) == null) {
            throw new IllegalArgumentException("Expected a known setting, but found '" + key + "'");
        }
        var from = new LinkedHashMap<>(origins);
        from.put(key, "program");
        return new Settings(changed, from, kafkaFurther);
    }

    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("Expected a known setting, but found '" + key + "'");
        }
        return value;
    }

    public long number(String key) {
        return Long.parseLong(text(key));
    }

    public int count(String key) {
        return Math.toIntExact(number(key));
    }

    public Duration span(String key) {
        return Spans.parse(text(key));
    }

    public boolean is(String key, String word) {
        return text(key).equals(word);
    }

    /** What applies and where it comes from, for people. */
    public String table() {
        var out = new StringBuilder();
        for (Option option : Options.ALL) {
            out.append("%-26s %-40s %s%n"
                    .formatted(option.key(), shown(option), origins.getOrDefault(option.key(), "default")));
        }
        kafkaFurther.keySet().stream()
                .sorted()
                .forEach(name -> out.append("%-26s %-40s %s%n".formatted(Options.KAFKA_FURTHER + name, "***", "")));
        return out.toString();
    }

    private String shown(Option option) {
        String value = text(option.key());
        return option.kind() instanceof Option.Kind.Uri ? withoutCredentials(value) : value;
    }

    /** Whatever stands before the last @ of the authority is somebody's name and password. */
    static String withoutCredentials(String uri) {
        int start = uri.indexOf("://");
        int from = start < 0 ? 0 : start + 3;
        int at = uri.lastIndexOf('@');
        String hidden = at < from ? uri : uri.substring(0, from) + "***@" + uri.substring(at + 1);
        return hidden.replaceAll("(?i)(password|secret|token)=[^&]*", "$1=***");
    }

    @Override
    public String toString() {
        return table();
    }
}
