package org.etsi.osm.lcm.kafka.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** YAML as NBI writes it: one flow-style document, keys sorted, folded at 80 columns. */
final class FlowYaml {
    private FlowYaml() {}

    static byte[] write(Value value) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.FLOW);
        options.setAllowUnicode(true);
        return new Yaml(options).dump(plain(value)).getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Object plain(Value value) {
        return switch (value) {
            case Value.Obj(var fields) -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                new TreeMap<>(fields).forEach((name, field) -> map.put(name, plain(field)));
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
            case Value.Nil nil -> null;
            case Value.Ref ref ->
                throw new IllegalArgumentException("Expected plain data, but found a reference to task " + ref.task());
        };
    }
}
