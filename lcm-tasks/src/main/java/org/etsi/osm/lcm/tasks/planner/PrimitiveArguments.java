package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.descriptor.Configuration.Parameter;
import org.etsi.osm.lcm.tasks.descriptor.Configuration.Primitive;

/**
 * What a primitive is called with, as OSM maps it: a parameter's value or else its default; a whole value
 * {@code <name>} stands for a variable. Maps and lists stay such: whoever calls the primitive writes them as its
 * technology takes them.
 */
final class PrimitiveArguments {
    private static final String YAML_MARK = "!!yaml ";

    /** What the NS's {@code config} is told of the others. */
    static final String NS_CONFIG_INFO = "ns_config_info";

    private PrimitiveArguments() {}

    /**
     * Maps the parameters of a primitive.
     *
     * @param variables by name; one that is there and {@link Value.Nil} is known to be nothing
     * @param source where the operator could have given one that isn't there
     */
    static Value.Obj of(Primitive primitive, Value.Obj variables, String source) {
        var arguments = new LinkedHashMap<String, Value>();
        for (Parameter parameter : primitive.parameters()) {
            var given = parameter
                    .value()
                    .or(parameter::otherwise)
                    .orElseThrow(() -> missing(parameter.name(), parameter, primitive, source));
            arguments.put(
                    parameter.name(),
                    typed(filled(given, parameter, primitive, variables, source), parameter, primitive));
        }
        var info = variables.fields().get(NS_CONFIG_INFO);
        if (info != null && primitive.name().equals("config")) {
            arguments.put(NS_CONFIG_INFO, info);
        }
        return new Value.Obj(arguments);
    }

    private static Value filled(
            Value given, Parameter parameter, Primitive primitive, Value.Obj variables, String source) {
        if (!(given instanceof Value.Text(var text)) || !text.startsWith("<") || !text.endsWith(">")) {
            return given;
        }
        var name = text.substring(1, Math.max(1, text.length() - 1));
        var value = variables.fields().get(name);
        if (value == null) {
            throw missing(name, parameter, primitive, source);
        }
        return value;
    }

    private static PlanRefusedException missing(String name, Parameter parameter, Primitive primitive, String source) {
        return PlanRefusedException.request("Expected a value of '" + name + "', which parameter '" + parameter.name()
                + "' of primitive '" + primitive.name() + "' at " + primitive.where() + " needs, in " + source
                + ", but it isn't provided");
    }

    private static Value typed(Value value, Parameter parameter, Primitive primitive) {
        var plain = value instanceof Value.Text(var text) && text.startsWith(YAML_MARK)
                ? Value.of(text.substring(YAML_MARK.length()))
                : value;
        var type = parameter.type();
        var text = plain.asText();
        // A reference is filled in when the command is sent, and is what it is then.
        if (type == null || text.isEmpty()) {
            return plain;
        }
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "INTEGER" -> integer(text.get(), parameter, primitive);
            case "BOOLEAN" -> Value.of(!text.get().equalsIgnoreCase("false"));
            default -> plain;
        };
    }

    private static Value integer(String text, Parameter parameter, Primitive primitive) {
        try {
            return Value.of(Long.parseLong(text.trim()));
        } catch (NumberFormatException notANumber) {
            // The value may be a secret.
            throw PlanRefusedException.request("Expected parameter '" + parameter.name() + "' of primitive '"
                    + primitive.name() + "' at " + primitive.where() + " to be an integer, but its value is none");
        }
    }

    /** The tasks whose outputs a value refers to. */
    static List<TaskId> tasksBehind(Value value) {
        var tasks = new ArrayList<TaskId>();
        collect(value, tasks);
        return tasks.stream().distinct().toList();
    }

    private static void collect(Value value, List<TaskId> into) {
        switch (value) {
            case Value.Obj(var fields) -> fields.values().forEach(field -> collect(field, into));
            case Value.Arr(var items) -> items.forEach(item -> collect(item, into));
            case Value.Ref(var task, var pointer) -> into.add(task);
            case Value.Text t -> {}
            case Value.Int i -> {}
            case Value.Dec d -> {}
            case Value.Bool b -> {}
            case Value.Nil n -> {}
        }
    }
}
