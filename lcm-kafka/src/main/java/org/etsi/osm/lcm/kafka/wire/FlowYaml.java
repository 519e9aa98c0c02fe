package org.etsi.osm.lcm.kafka.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Writes a value as OSM's LCM hands maps and lists to a charm: {@code yaml.safe_dump(value, default_flow_style=True,
 * width=256)} of PyYAML, keys sorted and a line's end at the end. Thread-safe.
 */
public final class FlowYaml {
    private static final int WIDTH = 256;

    private FlowYaml() {}

    public static String text(Value value) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.FLOW);
        options.setWidth(WIDTH);
        // PyYAML keeps to ASCII unless it is told otherwise.
        options.setAllowUnicode(false);
        return new Yaml(options).dump(plain(value));
    }

    private static @Nullable Object plain(Value value) {
        return switch (value) {
            case Value.Obj(var fields) -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                fields.keySet().stream()
                        .sorted()
                        .forEach(key -> map.put(key, plain(fields.getOrDefault(key, new Value.Nil()))));
                yield map;
            }
            case Value.Arr(var items) -> {
                List<@Nullable Object> list = new ArrayList<>();
                items.forEach(item -> list.add(plain(item)));
                yield list;
            }
            case Value.Text(var text) -> text;
            case Value.Int(var number) -> number;
            case Value.Dec(var number) -> number;
            case Value.Bool(var truth) -> truth;
            case Value.Nil n -> null;
            case Value.Ref(var task, var pointer) ->
                throw new IllegalArgumentException(
                        "Expected a value that is filled in, but found a reference to " + task + pointer);
        };
    }
}
