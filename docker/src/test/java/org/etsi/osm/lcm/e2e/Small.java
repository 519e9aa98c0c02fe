package org.etsi.osm.lcm.e2e;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;

/** Packages that ask for as little as can be: VNFs of one server with one port each, on a network that is there. */
final class Small {
    private static final String VNFD = """
        vnfd:
          id: small-vnf
          mgmt-cp: ext
          ext-cpd: [{id: ext, int-cpd: {vdu-id: vm, cpd: eth0-int}}]
          sw-image-desc: [{id: cirros040, name: cirros040, image: cirros040}]
          virtual-compute-desc:
          - {id: c, virtual-cpu: {num-virtual-cpu: 1}, virtual-memory: {size: 0.25}}
          virtual-storage-desc: [{id: s, size-of-storage: 2}]
          vdu:
          - id: vm
            sw-image-desc: cirros040
            virtual-compute-desc: c
            virtual-storage-desc: [s]
            int-cpd:
            - {id: eth0-int, virtual-network-interface-requirement: [{name: eth0, virtual-interface: {type: PARAVIRT}}]}
          df:
          - id: df
            instantiation-level: [{id: il, vdu-level: [{vdu-id: vm, number-of-instances: 1}]}]
            vdu-profile: [{id: vm, min-number-of-instances: 1}]
        """;

    private static final String PROFILE = """
              - id: v%1$d
                vnfd-id: small-vnf
                virtual-link-connectivity:
                - virtual-link-profile-id: mgmtnet
                  constituent-cpd-id: [{constituent-base-element-id: v%1$d, constituent-cpd-id: ext}]
        """;

    private Small() {}

    static Value.Obj onboardVnf(Nbi nbi) {
        return nbi.onboard(OsmYaml.read(VNFD), "small_vnf", "small_vnfd.yaml", Map.of());
    }

    /** Stores an NS package of so many VNFs. */
    static Value.Obj onboardNs(Nbi nbi, int vnfs) {
        return onboardNs(nbi, vnfs, "");
    }

    /** The same with a line more in its deployment flavour. */
    static Value.Obj onboardNs(Nbi nbi, int vnfs, String line) {
        String profiles =
                IntStream.rangeClosed(1, vnfs).mapToObj(PROFILE::formatted).collect(Collectors.joining());
        String nsd = """
            nsd:
              nsd:
              - id: small-ns-%d
                name: small-ns
                vnfd-id: [small-vnf]
                virtual-link-desc: [{id: mgmtnet, mgmt-network: true, vim-network-name: mgmt}]
                df:
                - id: df
                  %s
                  vnf-profile:
            %s
            """.formatted(vnfs, line, profiles);
        return nbi.onboard(OsmYaml.read(nsd), "small_ns", "small_nsd.yaml", Map.of());
    }

    static Value.Obj createNs(Nbi nbi, String name, Value.Obj nsd, String vim) {
        var request =
                Value.Obj.EMPTY.with("nsName", name).with("nsdId", Nbi.id(nsd)).with("vimAccountId", vim);
        return nbi.createNs(request, nsd);
    }
}
