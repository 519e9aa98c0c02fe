package org.etsi.osm.lcm.kafka.wire;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** What all messages have in common: version, type, and how parts that many of them have are written. */
final class Envelope {
    private final Map<String, Value> fields = new LinkedHashMap<>();

    Envelope() {}

    static Envelope of(MessageType type) {
        return new Envelope().put("v", MessageType.VERSION).put("type", type.word());
    }

    /** Checks version and type and gives the fields; a message without a type is taken for the one expected. */
    static Fields open(Value message, MessageType expected) {
        var fields = new Fields("", message);
        checkVersion(fields);
        String type = fields.optionalText("type").orElse(expected.word());
        if (!type.equals(expected.word())) {
            throw new WireException("Expected a message of type " + expected.word() + ", but found type '"
                    + Fields.shortened(type) + "'");
        }
        return fields;
    }

    static void checkVersion(Fields fields) {
        long version = fields.optionalNumber("v").orElse((long) MessageType.VERSION);
        if (version != MessageType.VERSION) {
            throw new WireException(
                    "Expected a message of version " + MessageType.VERSION + ", but found version " + version);
        }
    }

    Envelope put(String name, Value value) {
        fields.put(name, value);
        return this;
    }

    Envelope put(String name, String text) {
        return put(name, new Value.Text(text));
    }

    Envelope put(String name, long number) {
        return put(name, new Value.Int(number));
    }

    Envelope put(String name, Enum<?> word) {
        return put(name, word.name());
    }

    Envelope lower(String name, Enum<?> word) {
        return put(name, word.name().toLowerCase(Locale.ROOT));
    }

    Envelope time(String name, long epochMs) {
        return put(name, Instant.ofEpochMilli(epochMs).toString());
    }

    Envelope putAll(Value.Obj others) {
        fields.putAll(others.fields());
        return this;
    }

    /** Left out if there is none. */
    Envelope maybe(String name, @Nullable Value value) {
        return value == null ? this : put(name, value);
    }

    /** Left out if there is none. */
    Envelope maybe(String name, @Nullable Enum<?> word) {
        return word == null ? this : put(name, word.name());
    }

    /** Left out if there is none. */
    Envelope maybe(String name, @Nullable Failure failure) {
        return failure == null ? this : put(name, failure(failure));
    }

    Envelope texts(String name, List<String> texts) {
        return put(name, new Value.Arr(texts.stream().map(Value::of).toList()));
    }

    Value.Obj build() {
        return new Value.Obj(fields);
    }

    static Value.Obj textMap(Map<String, String> map) {
        var fields = new LinkedHashMap<String, Value>();
        map.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> fields.put(e.getKey(), new Value.Text(e.getValue())));
        return new Value.Obj(fields);
    }

    static Value.Obj failure(Failure failure) {
        return new Envelope()
                .put("code", failure.code())
                .put("message", failure.message())
                .put("retryable", new Value.Bool(failure.retryable()))
                .put("detail", failure.detail())
                .build();
    }

    static @Nullable Failure failure(Fields fields, String name) {
        return fields.optionalFields(name)
                .map(f -> new Failure(
                        f.text("code"), f.optionalText("message").orElse(""), f.truth("retryable"), f.object("detail")))
                .orElse(null);
    }
}
