package org.etsi.osm.lcm.kafka.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.etsi.osm.lcm.kafka.wire.WireException;

/**
 * Reads settings: an environment variable of ours wins over one of OSM's, that over the file, that over the default.
 * All problems are collected and told at once.
 */
public final class SettingsReader {
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> file = new LinkedHashMap<>();
    private Map<String, String> environment = Map.of();
    private String fileName = "";

    public SettingsReader environment(Map<String, String> variables) {
        this.environment = Map.copyOf(variables);
        return this;
    }

    /** A file of properties if its name ends so, of YAML otherwise. */
    public SettingsReader file(Path path) {
        fileName = path.toString();
        try {
            String text = Files.readString(path);
            if (fileName.endsWith(".properties")) {
                var properties = new Properties();
                properties.load(new StringReader(text));
                properties.stringPropertyNames().forEach(name -> file.put(name, properties.getProperty(name)));
            } else {
                flatten("", OsmYaml.read(text));
            }
        } catch (IOException | IllegalArgumentException e) {
            problems.add("Expected a readable file " + path + ", but: " + e);
        } catch (WireException e) {
            problems.add(fileName + ": " + e.getMessage());
        }
        return this;
    }

    private void flatten(String prefix, Value value) {
        switch (value) {
            case Value.Obj(var fields) ->
                fields.forEach((name, field) -> flatten(prefix.isEmpty() ? name : prefix + "." + name, field));
            case Value.Nil n -> {}
            default -> file.put(prefix, value.asText().orElse(""));
        }
    }

    /** Gives the settings, or throws a {@link SettingsException} with all problems. */
    public Settings read() {
        var values = new HashMap<String, String>();
        var origins = new HashMap<String, String>();
        for (Option option : Options.ALL) {
            Found found = find(option);
            values.put(option.key(), found.value());
            origins.put(option.key(), found.origin());
            check(option, found);
        }
        Map<String, String> further = further();
        file.keySet().stream()
                .filter(key -> !values.containsKey(key) && !key.startsWith(Options.KAFKA_FURTHER))
                .forEach(key -> problems.add("Expected known settings, but " + fileName + " has '" + key + "'"));
        checkTogether(values);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new Settings(values, origins, further);
    }

    private Found find(Option option) {
        String ours = environment.get(option.environment());
        if (ours != null) {
            return new Found(ours, option.environment());
        }
        for (String name : option.osm()) {
            String theirs = environment.get(name);
            if (theirs != null) {
                return new Found(name.equals("OSMLCM_MESSAGE_HOST") ? withPort(theirs) : theirs, name);
            }
        }
        String inFile = file.get(option.key());
        return inFile == null ? new Found(option.fallback(), "default") : new Found(inFile, fileName);
    }

    /** OSM has host and port apart. */
    private String withPort(String host) {
        return host.contains(":") ? host : host + ":" + environment.getOrDefault("OSMLCM_MESSAGE_PORT", "9092");
    }

    private Map<String, String> further() {
        var further = new HashMap<String, String>();
        file.forEach((key, value) -> {
            if (key.startsWith(Options.KAFKA_FURTHER)) {
                further.put(key.substring(Options.KAFKA_FURTHER.length()), value);
            }
        });
        environment.forEach((name, value) -> {
            String prefix = "LCM_KAFKA_FURTHER_";
            if (name.startsWith(prefix)) {
                String key = name.substring(prefix.length()).toLowerCase(java.util.Locale.ROOT);
                further.put(key.replace('_', '.'), value);
            }
        });
        return further;
    }

    private void check(Option option, Found found) {
        String value = found.value();
        switch (option.kind()) {
            case Option.Kind.Text t -> {}
            case Option.Kind.Uri u -> {
                if (!value.contains("://")) {
                    problems.add("Expected " + option.key() + " (" + found.origin() + ") to be a URI such as "
                            + option.fallback() + ", but it isn't one");
                }
            }
            case Option.Kind.Word(var choices) -> {
                if (!choices.contains(value)) {
                    expected(option, found, "one of " + choices);
                }
            }
            case Option.Kind.Count(long min, long max) -> {
                if (!value.matches("-?[0-9]{1,15}") || Long.parseLong(value) < min || Long.parseLong(value) > max) {
                    expected(option, found, "a whole number from " + min + " to " + max);
                }
            }
            case Option.Kind.Span(long min, long max) -> checkSpan(option, found, min, max);
        }
    }

    private void checkSpan(Option option, Found found, long minMs, long maxMs) {
        try {
            long ms = Spans.parse(found.value()).toMillis();
            if (ms < minMs || ms > maxMs) {
                expected(
                        option,
                        found,
                        "a duration of at most " + Duration.ofMillis(maxMs).toDays() + " days");
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            expected(option, found, "a duration such as 500ms, 30s, 5m or 2h");
        }
    }

    private void checkTogether(Map<String, String> values) {
        if (!problems.isEmpty()) {
            return;
        }
        var checked = new Settings(values, Map.of(), Map.of());
        long lease = checked.span("adapter.lease").toMillis();
        long call = checked.span("adapter.call-limit").toMillis();
        if (2 * call > lease) {
            problems.add("Expected adapter.call-limit to be at most half of adapter.lease, but they are " + call
                    + " ms and " + lease + " ms");
        }
        if (checked.span("adapter.settle").toMillis() < call) {
            problems.add("Expected adapter.settle to be at least adapter.call-limit, but it is shorter");
        }
    }

    private void expected(Option option, Found found, String what) {
        problems.add("Expected " + option.key() + " (" + found.origin() + ") to be " + what + ", but it is '"
                + found.value() + "'");
    }

    private record Found(String value, String origin) {}
}
