package org.etsi.osm.lcm.kafka.osm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Value;

/**
 * A targeted update of OSM's records: fields by dotted path, never a whole document.
 *
 * @param target what it applies to
 * @param set new values; {@code $[x]} in a path is the element of a list that {@code elements} describes
 * @param elements for each {@code x}, the fields by which its element is known
 */
public record RecordUpdate(
        Target target, Map<String, Value> set, List<String> unset, Map<String, Map<String, String>> elements) {
    public RecordUpdate {
        set = new LinkedHashMap<>(set);
        unset = List.copyOf(unset);
        elements = Map.copyOf(elements);
    }

    static RecordUpdate of(Target target, Map<String, Value> set) {
        return new RecordUpdate(target, set, List.of(), Map.of());
    }

    /** Which documents. */
    public sealed interface Target {
        String collection();

        /**
         * One, guarded by the revision that was shown last: what is older than that changes nothing.
         *
         * @param onlyIfLast only if this very operation was the last that it showed
         */
        record Guarded(String collection, String id, boolean onlyIfLast) implements Target {
            Guarded(String collection, String id) {
                this(collection, id, false);
            }
        }

        /** One, unguarded: what it sets is final for what it describes. */
        record One(String collection, String id) implements Target {}

        /**
         * The NS's record, guarded as well, but leaving no mark: it is made before the one that does, so whatever
         * carries the mark has this too.
         *
         * @param onlyIfLast only if this very operation was the last that it showed
         * @param present paths that have to be there already; otherwise nothing is done
         */
        record Fenced(String id, boolean onlyIfLast, List<String> present) implements Target {
            public Fenced {
                present = List.copyOf(present);
            }

            @Override
            public String collection() {
                return "nsrs";
            }
        }

        /**
         * The records of all VNFs of an NS, unguarded.
         *
         * @param present paths that have to be there already; where they aren't, nothing is done
         */
        record Vnfrs(String nsInstanceId, List<String> present) implements Target {
            public Vnfrs {
                present = List.copyOf(present);
            }

            Vnfrs(String nsInstanceId) {
                this(nsInstanceId, List.of());
            }

            @Override
            public String collection() {
                return "vnfrs";
            }
        }

        /** The record of a VNF without servers, unguarded. */
        record Knf(String id) implements Target {
            @Override
            public String collection() {
                return "vnfrs";
            }
        }

        /** The record of a VNF, if an interface of one of its VDU instances has a mark, such as {@code mgmt-vnf}. */
        record Marked(String id, String vdur, String interfaceName, String mark) implements Target {
            @Override
            public String collection() {
                return "vnfrs";
            }
        }
    }
}
