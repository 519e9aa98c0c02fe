package org.etsi.osm.lcm.tasks.planner;

import java.util.LinkedHashMap;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.descriptor.Kdur;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;
import org.jspecify.annotations.Nullable;

/**
 * What cloud-init texts and parameters of primitives may refer to: the operator's parameters, and the block
 * {@code OSM}.
 */
final class OsmVariables {
    private OsmVariables() {}

    /** Where a VNF and its servers are reached; {@link Value.Nil} where that isn't known. */
    interface Addresses {
        Value of(Vnf vnf);

        Value of(Vdur vdur);

        Value of(Vdur vdur, Vdur.Interface iface);

        Value macOf(Vdur vdur, Vdur.Interface iface);
    }

    /** What the records say. */
    static final Recorded RECORDED = new Recorded();

    static final class Recorded implements Addresses {
        private Recorded() {}

        Value of(Kdur kdur) {
            return text(kdur.address());
        }

        @Override
        public Value of(Vnf vnf) {
            return text(vnf.record().address());
        }

        @Override
        public Value of(Vdur vdur) {
            return text(vdur.address());
        }

        @Override
        public Value of(Vdur vdur, Vdur.Interface iface) {
            return text(iface.address());
        }

        @Override
        public Value macOf(Vdur vdur, Vdur.Interface iface) {
            return text(iface.mac());
        }
    }

    static Value.Obj of(Vnf vnf, Vdur vdur) {
        var variables = new LinkedHashMap<String, Value>();
        variables.putAll(vnf.record().additionalParams().fields());
        variables.putAll(vdur.additionalParams().fields());
        variables.put("OSM", osm(vnf, vdur, RECORDED));
        return new Value.Obj(variables);
    }

    /** The block {@code OSM} of a VNF, or of an instance of one of its VDUs. */
    static Value osm(Vnf vnf, @Nullable Vdur vdur, Addresses addresses) {
        var record = vnf.record();
        var osm = new LinkedHashMap<String, Value>();
        osm.put("ip_address", addresses.of(vnf));
        osm.put("vim_account_id", text(vnf.vim().id()));
        osm.put("vnfd_id", text(record.vnfd()));
        osm.put("vnfd_ref", text(record.vnfdName() == null ? vnf.descriptor().name() : record.vnfdName()));
        osm.put("ns_id", text(record.nsr()));
        osm.put("vnf_id", text(record.id()));
        osm.put("member_vnf_index", text(record.memberIndex()));
        var vdus = new LinkedHashMap<String, Value>();
        for (Vdur other : record.vdurs()) {
            vdus.put(other.vdu() + "-" + other.count(), vdu(other, addresses));
        }
        osm.put("vdu", new Value.Obj(vdus));
        if (vdur != null) {
            osm.put("vdu_id", text(vdur.vdu()));
            osm.put("count_index", new Value.Int(vdur.count()));
        }
        return new Value.Obj(osm);
    }

    private static Value vdu(Vdur vdur, Addresses addresses) {
        var interfaces = new LinkedHashMap<String, Value>();
        for (Vdur.Interface iface : vdur.interfaces()) {
            interfaces.put(
                    iface.name(),
                    Value.Obj.EMPTY
                            .with("name", iface.name())
                            .with("ip_address", addresses.of(vdur, iface))
                            .with("mac_address", addresses.macOf(vdur, iface)));
        }
        return Value.Obj.EMPTY
                .with("count_index", vdur.count())
                .with("vdu_id", vdur.vdu())
                .with("ip_address", addresses.of(vdur))
                .with("interfaces", new Value.Obj(interfaces));
    }

    private static Value text(@Nullable String text) {
        return text == null ? new Value.Nil() : new Value.Text(text);
    }
}
