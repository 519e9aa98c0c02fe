package org.etsi.osm.lcm.ro.vim;

import java.util.List;
import java.util.Map;

/** What to create. A spec names other resources by their VIM ids and never carries credentials. */
public sealed interface Spec
        permits FlavorSpec,
                NetworkSpec,
                SubnetSpec,
                PortSpec,
                ServerGroupSpec,
                KeypairSpec,
                VolumeSpec,
                ServerSpec,
                FloatingIpSpec {
    Kind kind();

    String name();

    /** What a resource made from this spec must show, for comparison by {@link Resource#differencesFrom}. */
    Map<Attribute, List<String>> attributes();
}
