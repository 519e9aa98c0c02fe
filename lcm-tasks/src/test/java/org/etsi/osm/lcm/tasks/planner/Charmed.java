package org.etsi.osm.lcm.tasks.planner;

import org.etsi.osm.lcm.tasks.Packages;

/** An NS with everything that is configured: proxy, native and NS-level charms, a helm chart, a KDU, relations. */
final class Charmed {
    private static final String VNFD = """
        vnfd:
          id: shop-vnf
          product-name: shop-vnf
          mgmt-cp: front-ext
          ext-cpd:
          - {id: front-ext, int-cpd: {vdu-id: front, cpd: front-eth0}}
          int-virtual-link-desc:
          - {id: inner}
          sw-image-desc:
          - {id: ubuntu, name: ubuntu22.04}
          virtual-compute-desc:
          - {id: small, virtual-cpu: {num-virtual-cpu: 1}, virtual-memory: {size: 1.0}}
          virtual-storage-desc:
          - {id: disk, size-of-storage: 10}
          vdu:
          - id: front
            name: front
            sw-image-desc: ubuntu
            virtual-compute-desc: small
            virtual-storage-desc: [disk]
            int-cpd:
            - {id: front-eth0, virtual-network-interface-requirement: [{name: eth0, position: 1}]}
            - {id: front-eth1, int-virtual-link-desc: inner, virtual-network-interface-requirement: [{name: eth1, position: 2}]}
          - id: back
            name: back
            sw-image-desc: ubuntu
            virtual-compute-desc: small
            virtual-storage-desc: [disk]
            int-cpd:
            - {id: back-eth0, int-virtual-link-desc: inner, virtual-network-interface-requirement: [{name: eth0, position: 1}]}
          kdu:
          - {name: ldap, helm-chart: stable/openldap, service: [{name: ldap, mgmt-service: true}]}
          df:
          - id: default-df
            instantiation-level:
            - {id: one, vdu-level: [{vdu-id: front, number-of-instances: 1}, {vdu-id: back, number-of-instances: 2}]}
            lcm-operations-configuration:
              operate-vnf-op-config:
                day1-2:
                - id: shop-vnf
                  execution-environment-list:
                  - {id: shop-ee, juju: {charm: shop}}
                  - {id: exporter-ee, helm-chart: exporter}
                  config-access: {ssh-access: {required: true, default-user: ubuntu}}
                  relation:
                  - name: peers
                    entities: [{id: shop-vnf, endpoint: db}, {id: back, endpoint: client}]
                  initial-config-primitive:
                  - seq: 3
                    name: open
                    execution-environment-ref: shop-ee
                    parameter:
                    - {name: greeting, value: <greeting>}
                    - {name: workers, data-type: INTEGER, value: '4'}
                    - {name: secure, data-type: BOOLEAN, default-value: 'False'}
                    - {name: tariff, default-value: '!!yaml {a: 1}'}
                    - {name: all, value: <OSM>}
                  - seq: '1'
                    name: config
                    execution-environment-ref: shop-ee
                    parameter: [{name: ssh-hostname, value: <rw_mgmt_ip>}]
                  - {seq: 1, name: start, execution-environment-ref: exporter-ee}
                  terminate-config-primitive:
                  - {seq: 2, name: bye, execution-environment-ref: shop-ee, parameter: [{name: to, value: <rw_mgmt_ip>}]}
                  - {seq: 1, name: close, execution-environment-ref: shop-ee}
                - id: back
                  execution-environment-list:
                  - {id: back-ee, juju: {charm: back, proxy: false}}
                  config-access: {ssh-access: {required: true, default-user: root}}
                  initial-config-primitive:
                  - {seq: 1, name: config, parameter: [{name: count, value: '7'}]}
                  - {seq: 2, name: join, parameter: [{name: me, value: <rw_mgmt_ip>}]}
                - id: ldap
                  execution-environment-list:
                  - {id: ldap-ee, juju: {charm: ldap, cloud: k8s}}
                  initial-config-primitive:
                  - {seq: 1, name: seed, parameter: [{name: base, value: <base>}]}
        """;

    private static final String NSD = """
        nsd:
          nsd:
          - id: shop-ns
            name: shop-ns
            virtual-link-desc:
            - {id: mgmtnet, mgmt-network: true, vim-network-name: mgmt}
            df:
            - id: default-df
              vnf-profile:
              - id: a
                vnfd-id: shop-vnf
                virtual-link-connectivity:
                - virtual-link-profile-id: mgmtnet
                  constituent-cpd-id: [{constituent-base-element-id: a, constituent-cpd-id: front-ext}]
              - id: b
                vnfd-id: shop-vnf
                virtual-link-connectivity:
                - virtual-link-profile-id: mgmtnet
                  constituent-cpd-id: [{constituent-base-element-id: b, constituent-cpd-id: front-ext}]
            ns-configuration:
              juju: {charm: chain}
              relation:
              - name: siblings
                provider: {vnf-profile-id: a, endpoint: left}
                requirer: {vnf-profile-id: b, execution-environment-ref: shop-ee, endpoint: right}
              initial-config-primitive:
              - {seq: 1, name: announce, parameter: [{name: motto, value: <motto>}]}
              terminate-config-primitive:
              - {seq: 1, name: farewell}
        """;

    private static final String REQUEST = """
        k8s-namespace: shops
        additionalParamsForNs: {motto: on}
        additionalParamsForVnf:
        - member-vnf-index: a
          config-units: 3
          additionalParams: {greeting: hello}
          additionalParamsForKdu:
          - {kdu_name: ldap, additionalParams: {base: dc=a, replicas: 2}, kdu-deployment-name: my-ldap}
        - member-vnf-index: b
          additionalParams: {greeting: {de: hallo, en: [hi, hey]}}
          additionalParamsForKdu:
          - {kdu_name: ldap, additionalParams: {base: dc=b}}
        """;

    private Charmed() {}

    static Scene scene() {
        return Scene.of(new Packages().describe(VNFD).describe(NSD), REQUEST);
    }
}
