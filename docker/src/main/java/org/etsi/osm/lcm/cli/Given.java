package org.etsi.osm.lcm.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.kafka.wire.WireException;

/** What an operator gives as text, as the values that it means; what means none is wrong usage. */
final class Given {
    private Given() {}

    static OperationId operation(String id) {
        if (id.isBlank() || id.length() > 128) {
            throw CommandFailedException.usage("Expected an operation id of 1 to 128 characters");
        }
        return new OperationId(id);
    }

    static TaskId task(String id) {
        try {
            return new TaskId(id);
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.usage(String.valueOf(e.getMessage()));
        }
    }

    static Selector selector(Selector.Kind kind, String value) {
        try {
            return new Selector(kind, value);
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.usage(String.valueOf(e.getMessage()));
        }
    }

    /** A map in JSON; a reference to another task's output is {@code {"$from": "t0001", "pointer": "/id"}}. */
    static Value.Obj map(String what, String json) {
        Value read = json(what, json);
        if (read instanceof Value.Obj map) {
            return map;
        }
        throw CommandFailedException.usage("Expected " + what + " to be a map in JSON, but it is: " + json);
    }

    static Value.Obj mapIn(Path file) {
        try {
            return map(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw CommandFailedException.usage("Expected to read " + file + ", but: " + e);
        }
    }

    /** Fields by name: each in JSON, and what is plainly no JSON is a text as it stands. */
    static Value.Obj fields(Map<String, String> given) {
        Value.Obj fields = Value.Obj.EMPTY;
        for (var field : given.entrySet()) {
            fields = fields.with(field.getKey(), field(field.getKey(), field.getValue()));
        }
        return fields;
    }

    private static Value field(String name, String text) {
        boolean looksLikeJson = text.startsWith("{") || text.startsWith("[") || text.startsWith("\"");
        if (looksLikeJson) {
            return json(name, text);
        }
        try {
            return Json.read(text);
        } catch (WireException e) {
            // A bare word: nobody wants to quote twice in a shell.
            return Value.of(text);
        }
    }

    private static Value json(String what, String text) {
        try {
            return Json.withReferences(Json.read(text));
        } catch (WireException e) {
            throw CommandFailedException.usage("Expected " + what + " in JSON, but: " + e.getMessage());
        }
    }
}
