package org.etsi.osm.lcm.tasks.planner;

import java.util.LinkedHashMap;
import java.util.Map;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.descriptor.Kdur;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;

/** What an execution environment configures. */
sealed interface Element {
    /** The NS itself. */
    record OfNs(String ns) implements Element {}

    /** A VNF as a whole. */
    record OfVnf(Vnf vnf) implements Element {}

    /** An instance of a VDU. */
    record OfVdu(Vnf vnf, Vdur vdur) implements Element {}

    /** A KDU. */
    record OfKdu(Vnf vnf, Kdur kdur) implements Element {}

    /** In OSM's word. */
    default String kind() {
        return switch (this) {
            case OfNs ns -> "NS";
            case OfVnf vnf -> "VNF";
            case OfVdu vdu -> "VDU";
            case OfKdu kdu -> "KDU";
        };
    }

    /** What tasks for it are called. */
    default String label() {
        return switch (this) {
            case OfNs ns -> "ns";
            case OfVnf(var vnf) -> vnf.index();
            case OfVdu(var vnf, var vdur) -> vnf.index() + "-" + vdur.name() + "-" + vdur.count();
            case OfKdu(var vnf, var kdur) -> vnf.index() + "-" + kdur.name();
        };
    }

    /** What it is called in a sentence. */
    default String words() {
        return switch (this) {
            case OfNs(var ns) -> "NS " + ns;
            case OfVnf(var vnf) -> "VNF " + vnf.index();
            case OfVdu(var vnf, var vdur) -> "VDU '" + vdur.vdu() + "' of VNF " + vnf.index();
            case OfKdu(var vnf, var kdur) -> "KDU '" + kdur.name() + "' of VNF " + vnf.index();
        };
    }

    /** OSM's namespace of it. Instances of a VDU have one each, those with a native charm too. */
    default String namespace(String ns) {
        return "." + ns
                + switch (this) {
                    case OfNs whole -> "";
                    case OfVnf(var vnf) -> "." + vnf.record().id() + "-0";
                    case OfVdu(var vnf, var vdur) ->
                        "." + vnf.record().id() + "-" + vdur.count() + "." + vdur.vdu() + "-" + vdur.count();
                    case OfKdu(var vnf, var kdur) -> "." + vnf.record().id() + "-0." + kdur.name();
                };
    }

    default Map<String, String> scope() {
        var scope = new LinkedHashMap<String, String>();
        scope.put(Scope.ELEMENT, kind());
        switch (this) {
            case OfNs ns -> {}
            case OfVnf(var vnf) -> scopeOf(vnf, scope);
            case OfVdu(var vnf, var vdur) -> {
                scopeOf(vnf, scope);
                scope.put(Scope.VDU, vdur.vdu());
                scope.put(Scope.VDUR, vdur.id());
                scope.put(Scope.COUNT, String.valueOf(vdur.count()));
            }
            case OfKdu(var vnf, var kdur) -> {
                scopeOf(vnf, scope);
                scope.put(Scope.KDU, kdur.name());
            }
        }
        return scope;
    }

    private static void scopeOf(Vnf vnf, Map<String, String> scope) {
        scope.put(Scope.VNF, vnf.index());
        scope.put(Scope.VNFR, vnf.record().id());
        scope.put(Scope.VNFD, vnf.descriptor().name());
    }
}
