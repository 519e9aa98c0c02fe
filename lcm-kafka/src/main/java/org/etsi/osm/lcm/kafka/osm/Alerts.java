package org.etsi.osm.lcm.kafka.osm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.etsi.osm.lcm.core.model.Value;

/**
 * What OSM's monitoring watches of an NS (contracts §2.6), worked out of the descriptors of its functions: healing,
 * scaling and alarms of VDUs. The id of each follows from what it is about, so making them again makes the same.
 */
public final class Alerts {
    private static final Map<String, String> OPERATORS =
            Map.of("GE", ">=", "LE", "<=", "GT", ">", "LT", "<", "EQ", "==", "NE", "!=");

    private final String ns;
    private final String member;
    private final Value vnfr;
    private final Value vnfd;
    private final List<Value.Obj> found = new ArrayList<>();

    private Alerts(Value vnfr, Value vnfd) {
        this.ns = vnfr.text("nsr-id-ref").orElse("");
        this.member = vnfr.text("member-vnf-index-ref").orElse("");
        this.vnfr = vnfr;
        this.vnfd = vnfd;
    }

    /** The alerts of one function, by its record and its descriptor. */
    public static List<Value.Obj> of(Value vnfr, Value vnfd) {
        var alerts = new Alerts(vnfr, vnfd);
        Value profile = vnfd.items("df").stream().findFirst().orElse(Value.Obj.EMPTY);
        alerts.healing(profile);
        alerts.scaling(profile);
        alerts.alarms();
        return alerts.found;
    }

    private void healing(Value profile) {
        for (Value aspect : profile.items("healing-aspect")) {
            for (Value policy : aspect.items("healing-policy")) {
                String vdu = policy.text("vdu-id").orElse("");
                vdurs(vdu).stream().findFirst().ifPresent(vdur -> {
                    String id = id(
                            "healing",
                            vdu,
                            policy.text("event-name").orElse("")
                                    + aspect.text("id").orElse(""));
                    found.add(alert(id, "healing_" + id, "vm_status", "healing", policy)
                            .with("tags", tags("vdu_name", vdur.field("name").orElse(new Value.Nil()))));
                });
            }
        }
    }

    private void scaling(Value profile) {
        Map<String, Value> parameters = parameters();
        for (Value aspect : profile.items("scaling-aspect")) {
            var monitored = new LinkedHashSet<String>();
            for (Value delta :
                    aspect.at("/aspect-delta-details/deltas").map(Value::items).orElse(List.of())) {
                delta.items("vdu-delta").forEach(one -> one.text("id").ifPresent(monitored::add));
            }
            for (Value policy : aspect.items("scaling-policy")) {
                if (policy.text("scaling-type").filter("automatic"::equals).isEmpty()) {
                    continue;
                }
                for (Value criterion : policy.items("scaling-criteria")) {
                    Value parameter = parameters.get(
                            criterion.text("vnf-monitoring-param-ref").orElse(""));
                    if (parameter != null) {
                        for (String vdu : monitored) {
                            scaling(profile, aspect, policy, criterion, parameter, vdu);
                        }
                    }
                }
            }
        }
    }

    private void scaling(Value profile, Value aspect, Value policy, Value criterion, Value parameter, String vdu) {
        if (vdurs(vdu).isEmpty()) {
            return;
        }
        boolean hasExporter = profile.field("exporters-endpoints").isPresent();
        String metric = (hasExporter ? "" : "osm_")
                + parameter.text("performance-metric").orElse("");
        Value limits = profile.items("vdu-profile").stream()
                .filter(one -> one.text("id").filter(vdu::equals).isPresent())
                .findFirst()
                .orElse(Value.Obj.EMPTY);
        String selector = selector(metric, vdu);
        for (String way : List.of("in", "out")) {
            Optional<String> threshold = criterion.text("scale-" + way + "-threshold");
            if (threshold.isEmpty()) {
                continue;
            }
            boolean isIn = way.equals("in");
            String count = isIn
                    ? " > " + limits.text("min-number-of-instances").orElse("1")
                    : " < " + limits.text("max-number-of-instances").orElse("1");
            String operator = operator(criterion.text("scale-" + way + "-relational-operation"));
            String expression = "(count (" + selector + ")" + count + ") and (avg(" + selector + ") " + operator + " "
                    + threshold.get() + ")";
            String group = aspect.text("name").orElse("");
            String id =
                    id("scale_" + way, vdu, group + "/" + criterion.text("name").orElse("") + "/" + metric);
            Value.Obj action = Value.Obj.EMPTY
                    .with("scaling-group", group)
                    .with("cooldown-time", policy.field("cooldown-time").orElse(Value.of("0")));
            String name = "scale" + way + "_" + id;
            String span = policy.text("threshold-time").orElse("1") + "m";
            found.add(alert(id, name, metric, "scale_" + way, action)
                    .with("tags", tags("vdu_id", Value.of(vdu)))
                    .with("prometheus_config", rule(name, expression, span, tags("vdu_id", Value.of(vdu)))));
        }
    }

    private void alarms() {
        for (Value vdu : vnfd.items("vdu")) {
            String vduId = vdu.text("id").orElse("");
            if (vdurs(vduId).isEmpty()) {
                continue;
            }
            Map<String, Value> parameters = new HashMap<>();
            vdu.items("monitoring-parameter").forEach(one -> one.text("id").ifPresent(id -> parameters.put(id, one)));
            for (Value alarm : vdu.items("alarm")) {
                Optional<String> measured = Optional.ofNullable(parameters.get(
                                alarm.text("vnf-monitoring-param-ref").orElse("")))
                        .flatMap(parameter -> parameter.text("performance-metric"));
                measured.ifPresent(metric -> alarm(vduId, alarm, "osm_" + metric));
            }
        }
    }

    private void alarm(String vdu, Value alarm, String metric) {
        String id = id("vdu_alarm", vdu, alarm.text("alarm-id").orElse("") + "/" + metric);
        String name = "vdu_alarm_" + id;
        String expression = selector(metric, vdu) + " " + operator(alarm.text("operation")) + " "
                + alarm.text("value").orElse("0");
        Value.Obj actions = Value.Obj.EMPTY;
        for (String kind : List.of("ok", "insufficient-data", "alarm")) {
            Optional<Value> action = alarm.field("actions").flatMap(all -> all.field(kind));
            if (action.isPresent()) {
                actions = actions.with(kind, action.get());
            }
        }
        Value.Obj labels = tags("vdu_id", Value.of(vdu)).with("vdu_name", "{{ $labels.vdu_name }}");
        found.add(alert(id, name, metric, "vdu_alarm", actions)
                .with("tags", tags("vdu_id", Value.of(vdu)))
                .with("prometheus_config", rule(name, expression, "1m", labels)));
    }

    private Map<String, Value> parameters() {
        var found = new HashMap<String, Value>();
        vnfd.items("int-virtual-link-desc").forEach(link -> collect(link.items("monitoring-parameters"), found));
        vnfd.items("vdu").forEach(vdu -> collect(vdu.items("monitoring-parameter"), found));
        vnfd.items("df").forEach(df -> collect(df.items("monitoring-parameter"), found));
        return found;
    }

    private static void collect(List<Value> parameters, Map<String, Value> into) {
        parameters.forEach(parameter -> parameter.text("id").ifPresent(id -> into.put(id, parameter)));
    }

    private List<Value> vdurs(String vdu) {
        return vnfr.items("vdur").stream()
                .filter(vdur -> vdur.text("vdu-id-ref").filter(vdu::equals).isPresent())
                .toList();
    }

    private String selector(String metric, String vdu) {
        return metric + "{ns_id=\"" + ns + "\", vnf_member_index=\"" + member + "\", vdu_id=\"" + vdu + "\"}";
    }

    private static String operator(Optional<String> word) {
        return OPERATORS.getOrDefault(word.orElse(""), "<=");
    }

    private Value.Obj tags(String key, Value vdu) {
        return Value.Obj.EMPTY
                .with("ns_id", ns)
                .with("vnf_member_index", member)
                .with(key, vdu);
    }

    private static Value rule(String name, String expression, String span, Value.Obj labels) {
        return Value.Obj.EMPTY
                .with("alert", name)
                .with("expr", expression)
                .with("for", span)
                .with("labels", labels);
    }

    private static Value.Obj alert(String id, String name, String metric, String type, Value action) {
        return Value.Obj.EMPTY
                .with("uuid", id)
                .with("name", name)
                .with("metric", metric)
                .with("alarm_status", "ok")
                .with("action_type", type)
                .with("action", action);
    }

    private String id(String kind, String vdu, String name) {
        String whole = String.join("\n", ns, member, kind, vdu, name);
        return UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
