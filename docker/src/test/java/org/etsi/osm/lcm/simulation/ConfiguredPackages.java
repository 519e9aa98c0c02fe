package org.etsi.osm.lcm.simulation;

import java.util.List;

/** Packages with everything that is configured: charms of an NS, a VNF and a VDU, what they run at the end, a chart. */
final class ConfiguredPackages {
    static final List<String> DESCRIPTORS = List.of("""
        vnfd:
          id: charmed-vnf
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
            - id: eth0-int
              virtual-network-interface-requirement: [{name: eth0, virtual-interface: {type: PARAVIRT}}]
          df:
          - id: df
            instantiation-level: [{id: il, vdu-level: [{vdu-id: vm, number-of-instances: 1}]}]
            vdu-profile: [{id: vm, min-number-of-instances: 1}]
            lcm-operations-configuration:
              operate-vnf-op-config:
                day1-2:
                - id: charmed-vnf
                  execution-environment-list: [{id: vnf-ee, juju: {charm: simple}}]
                  config-access: {ssh-access: {required: true, default-user: cirros}}
                  initial-config-primitive:
                  - seq: 1
                    name: config
                    execution-environment-ref: vnf-ee
                    parameter: [{name: ssh-hostname, value: <rw_mgmt_ip>}, {name: ssh-username, value: cirros}]
                  - {seq: 2, name: touch, execution-environment-ref: vnf-ee}
                  terminate-config-primitive:
                  - {seq: 1, name: drain, execution-environment-ref: vnf-ee}
                  - {seq: 2, name: leave, execution-environment-ref: vnf-ee}
        """, """
        vnfd:
          id: charted-vnf
          mgmt-cp: ext
          k8s-cluster: {nets: [{id: mgmtnet}]}
          ext-cpd: [{id: ext, k8s-cluster-net: mgmtnet}]
          kdu: [{name: ldap, helm-chart: stable/openldap}]
          df: [{id: df}]
        """, """
        nsd:
          nsd:
          - id: configured-ns
            name: configured-ns
            vnfd-id: [charmed-vnf, charted-vnf]
            virtual-link-desc: [{id: mgmtnet, mgmt-network: true}]
            ns-configuration:
              juju: {charm: ns-simple}
              initial-config-primitive:
              - {seq: 1, name: config}
              - {seq: 2, name: announce}
            df:
            - id: df
              vnf-profile:
              - id: v1
                vnfd-id: charmed-vnf
                virtual-link-connectivity:
                - virtual-link-profile-id: mgmtnet
                  constituent-cpd-id: [{constituent-base-element-id: v1, constituent-cpd-id: ext}]
              - id: v2
                vnfd-id: charted-vnf
                virtual-link-connectivity:
                - virtual-link-profile-id: mgmtnet
                  constituent-cpd-id: [{constituent-base-element-id: v2, constituent-cpd-id: ext}]
        """);

    private ConfiguredPackages() {}
}
