package org.etsi.osm.lcm.tasks.planner;

import java.util.LinkedHashMap;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;
import org.jspecify.annotations.Nullable;

/** What cloud-init texts may refer to: the operator's parameters, and the block {@code OSM}. */
final class OsmVariables {
    private OsmVariables() {}

    static Value.Obj of(Vnf vnf, Vdur vdur) {
        var variables = new LinkedHashMap<String, Value>();
        variables.putAll(vnf.record().additionalParams().fields());
        variables.putAll(vdur.additionalParams().fields());
        variables.put("OSM", osm(vnf, vdur));
        return new Value.Obj(variables);
    }

    private static Value osm(Vnf vnf, Vdur vdur) {
        var record = vnf.record();
        var osm = new LinkedHashMap<String, Value>();
        osm.put("ip_address", text(record.address()));
        osm.put("vim_account_id", text(vnf.vim().id()));
        osm.put("vnfd_id", text(record.vnfd()));
        osm.put("vnfd_ref", text(record.vnfdName() == null ? vnf.descriptor().name() : record.vnfdName()));
        osm.put("ns_id", text(record.nsr()));
        osm.put("vnf_id", text(record.id()));
        osm.put("member_vnf_index", text(record.memberIndex()));
        var vdus = new LinkedHashMap<String, Value>();
        for (Vdur other : record.vdurs()) {
            vdus.put(other.vdu() + "-" + other.count(), vdu(other));
        }
        osm.put("vdu", new Value.Obj(vdus));
        osm.put("vdu_id", text(vdur.vdu()));
        osm.put("count_index", new Value.Int(vdur.count()));
        return new Value.Obj(osm);
    }

    private static Value vdu(Vdur vdur) {
        var interfaces = new LinkedHashMap<String, Value>();
        for (Vdur.Interface iface : vdur.interfaces()) {
            interfaces.put(
                    iface.name(),
                    Value.Obj.EMPTY
                            .with("name", iface.name())
                            .with("ip_address", text(iface.address()))
                            .with("mac_address", text(iface.mac())));
        }
        return Value.Obj.EMPTY
                .with("count_index", vdur.count())
                .with("vdu_id", vdur.vdu())
                .with("ip_address", text(vdur.address()))
                .with("interfaces", new Value.Obj(interfaces));
    }

    private static Value text(@Nullable String text) {
        return text == null ? new Value.Nil() : new Value.Text(text);
    }
}
