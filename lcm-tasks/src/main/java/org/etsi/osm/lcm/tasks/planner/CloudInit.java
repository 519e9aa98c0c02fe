package org.etsi.osm.lcm.tasks.planner;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.objects.date.FixedDateTimeProvider;
import com.hubspot.jinjava.random.RandomNumberGeneratorStrategy;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Value;

/**
 * Renders cloud-init templates as OSM does with Jinja2: an undefined variable is an error. The only place that knows
 * the template library; its clock and its random numbers are switched off, since a plan must come out the same again.
 * Thread-safe.
 */
final class CloudInit {
    private static final int OUTPUT_LIMIT = 64 * 1024;
    private static final int DEPTH_LIMIT = 20;
    private static final String UNKNOWN = "Unknown token found: ";
    private static final String YAML_MARK = "!!yaml ";

    /** Where this library differs from Jinja2 unless told. */
    private static final LegacyOverrides AS_JINJA2 = LegacyOverrides.newBuilder()
            .withIterateOverMapKeys(true)
            .withEvaluateMapKeys(true)
            .withUsePyishObjectMapper(true)
            .withUseNaturalOperatorPrecedence(true)
            .withParseWhitespaceControlStrictly(true)
            .build();

    private final Jinjava jinjava = new Jinjava(JinjavaConfig.newBuilder()
            .withCharset(StandardCharsets.UTF_8)
            .withLocale(Locale.ROOT)
            .withTimeZone(ZoneOffset.UTC)
            .withFailOnUnknownTokens(true)
            .withNestedInterpretationEnabled(false)
            .withLegacyOverrides(AS_JINJA2)
            .withKeepTrailingNewline(false)
            .withMaxOutputSize(OUTPUT_LIMIT)
            .withMaxRenderDepth(DEPTH_LIMIT)
            .withRandomNumberGeneratorStrategy(RandomNumberGeneratorStrategy.CONSTANT_ZERO)
            .withDateTimeProvider(new FixedDateTimeProvider(0))
            .build());

    /** The text with its variables filled in; refuses with {@code what} and the variable's name if one is undefined. */
    String render(String template, Value.Obj variables, String what) {
        RenderResult result = jinjava.renderForResult(template.replaceAll("\\r\\n?", "\n"), plain(variables));
        // Warnings count too: what this library warns of, such as a bracket without its end, Jinja2 refuses.
        for (TemplateError error : result.getErrors()) {
            throw refused(error, what);
        }
        return result.getOutput();
    }

    private static PlanRefusedException refused(TemplateError error, String what) {
        var message = String.valueOf(error.getMessage());
        int unknown = message.indexOf(UNKNOWN);
        return PlanRefusedException.records(
                unknown >= 0
                        ? "Expected a value of variable '" + message.substring(unknown + UNKNOWN.length()) + "', which "
                                + what + " uses in line " + error.getLineno() + ", but there is none"
                        : "Expected " + what + " to be a template, but line " + error.getLineno() + " isn't: "
                                + message);
    }

    private static Map<String, Object> plain(Value.Obj variables) {
        var map = new LinkedHashMap<String, Object>();
        variables.fields().forEach((name, value) -> map.put(name, plain(value)));
        return map;
    }

    private static Object plain(Value value) {
        return switch (value) {
            case Value.Obj object -> plain(object);
            case Value.Arr(var items) -> {
                var list = new ArrayList<Object>();
                items.forEach(item -> list.add(plain(item)));
                yield list;
            }
            case Value.Text(var text) -> text.startsWith(YAML_MARK) ? text.substring(YAML_MARK.length()) : text;
            case Value.Int(var number) -> number;
            case Value.Dec(var number) -> number;
            case Value.Bool(var truth) -> truth;
            // Defined and false, as Jinja2's None; the library knows no difference between null and undefined.
            case Value.Nil n -> "";
            case Value.Ref r -> throw new IllegalStateException("Expected values, but found a reference to " + r);
        };
    }
}
