package org.etsi.osm.lcm.kafka.intake;

import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.etsi.osm.lcm.kafka.wire.WireException;

/** Reads the values of OSM's records; what isn't as it should be is a {@link WireException}. */
final class OsmBody {
    private static final int LONGEST_ID = 128;
    private static final int SHOWN = 60;

    private OsmBody() {}

    static Value.Obj of(Taken record) {
        byte[] value = record.value();
        if (value == null) {
            throw new WireException("Expected a value, but the record has none");
        }
        if (OsmYaml.read(value) instanceof Value.Obj body) {
            return body;
        }
        throw new WireException("Expected a map, but found another kind of YAML");
    }

    static String text(Value body, String field) {
        return body.text(field)
                .filter(text -> !text.isBlank() && text.length() <= LONGEST_ID)
                .orElseThrow(() -> new WireException("Expected " + field
                        + " to be a text of 1 to " + LONGEST_ID + " characters, but found "
                        + (body.field(field).isPresent() ? "another value" : "none")));
    }

    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
