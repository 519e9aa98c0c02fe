package org.etsi.osm.lcm.kafka.wire;

import java.io.StringReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads OSM's messages: YAML 1.1 as PyYAML writes it, with aliases, folded lines and bare scalars; JSON is read too.
 * Depth, size, aliases and duplicate keys are limited. What we write for OSM is {@link Json}, which PyYAML reads.
 * Thread-safe.
 */
public final class OsmYaml {
    private static final int MAX_NODES = 200_000;
    private static final int MAX_ALIASES = 1_000;

    private OsmYaml() {}

    public static Value read(byte[] bytes) {
        if (bytes.length > Json.MAX_BYTES) {
            throw new WireException("Expected at most " + Json.MAX_BYTES + " bytes of YAML, but found " + bytes.length);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return read(text);
        } catch (CharacterCodingException e) {
            throw new WireException("Expected YAML in UTF-8, but found bytes that aren't", e);
        }
    }

    /**
     * A list or a map as a key is hashed while the library builds it, and one that refers to itself by aliases takes
     * for ever to hash: so none may be built.
     */
    private static void requireScalarKeys(@Nullable Node root) {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> due = new ArrayDeque<>();
        if (root != null) {
            due.add(root);
        }
        while (!due.isEmpty()) {
            Node node = due.remove();
            if (!seen.add(node)) {
                continue;
            }
            if (node instanceof SequenceNode list) {
                due.addAll(list.getValue());
            } else if (node instanceof MappingNode map) {
                for (NodeTuple entry : map.getValue()) {
                    if (!(entry.getKeyNode() instanceof ScalarNode)) {
                        throw new WireException("Expected texts as keys, but found a key that is a list or a map");
                    }
                    due.add(entry.getValueNode());
                }
            }
        }
    }

    public static Value read(String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(Json.MAX_DEPTH);
        options.setCodePointLimit(Json.MAX_BYTES);
        options.setProcessComments(false);
        var dumper = new DumperOptions();
        var yaml =
                new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new PythonScalars());
        try {
            requireScalarKeys(yaml.compose(new StringReader(text)));
            return new Conversion().convert(yaml.load(text), 0);
        } catch (YAMLException e) {
            throw new WireException("Expected YAML, but " + oneLine(e), e);
        } catch (StackOverflowError e) {
            throw new WireException("Expected YAML, but its structure contains itself", e);
        } catch (RuntimeException e) {
            if (e instanceof WireException known) {
                throw known;
            }
            // The library lets exceptions of its own parts out: a number or a tag that it can't make sense of.
            throw new WireException("Expected YAML, but a value in it can't be read: " + oneLine(e), e);
        }
    }

    private static String oneLine(Exception e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
        return Fields.shortened(message);
    }

    /** Shared nodes are converted each time they occur, so what a bomb would grow to is counted, not built. */
    private static final class Conversion {
        private int nodes;

        Value convert(@Nullable Object node, int depth) {
            if (depth > Json.MAX_DEPTH) {
                throw new WireException("Expected at most " + Json.MAX_DEPTH + " levels of nesting, but found more");
            }
            if (++nodes > MAX_NODES) {
                throw new WireException("Expected at most " + MAX_NODES + " values, but found more");
            }
            return switch (node) {
                case null -> new Value.Nil();
                case String text -> new Value.Text(text);
                case Boolean truth -> new Value.Bool(truth);
                case Integer number -> new Value.Int(number);
                case Long number -> new Value.Int(number);
                case BigInteger number -> new Value.Text(number.toString());
                case Double number -> finite(number);
                case byte[] binary -> new Value.Text(Base64.getEncoder().encodeToString(binary));
                case Map<?, ?> map -> object(map, depth);
                case List<?> list -> items(list, depth);
                case Set<?> set -> items(new ArrayList<>(set), depth);
                default -> new Value.Text(node.toString());
            };
        }

        private static Value finite(double number) {
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                throw new WireException("Expected finite numbers, but found " + number);
            }
            return new Value.Dec(number);
        }

        private Value object(Map<?, ?> map, int depth) {
            var fields = new LinkedHashMap<String, Value>();
            for (var entry : map.entrySet()) {
                Value key = convert(entry.getKey(), depth + 1);
                String name = key instanceof Value.Nil
                        ? "null"
                        : key.asText()
                                .orElseThrow(() -> new WireException(
                                        "Expected texts as keys, but found a key that is a list or a map"));
                fields.put(name, convert(entry.getValue(), depth + 1));
            }
            return new Value.Obj(fields);
        }

        private Value items(List<?> list, int depth) {
            List<Value> items = new ArrayList<>(list.size());
            for (Object item : list) {
                items.add(convert(item, depth + 1));
            }
            return new Value.Arr(items);
        }
    }

    /**
     * Plain scalars as PyYAML resolves them, since it left without quotes only what it would read back the same:
     * {@code 1e5} is a text there, and a number in SnakeYAML. Timestamps stay texts.
     */
    private static final class PythonScalars extends Resolver {
        private static final Pattern PYTHON_FLOAT = Pattern.compile("^(?:[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
                + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
                + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
                + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN))$");
        private static final Pattern PYTHON_INT = Pattern.compile("^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+"
                + "|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$");

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
            addImplicitResolver(Tag.INT, PYTHON_INT, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, PYTHON_FLOAT, "-+0123456789.");
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }
}
