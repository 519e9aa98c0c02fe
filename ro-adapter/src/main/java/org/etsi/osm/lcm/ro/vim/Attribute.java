package org.etsi.osm.lcm.ro.vim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be known of a resource beside its id, name and status, as a list of texts (one element for scalars; a
 * missing attribute means "not known" or "none"). Specs and resources speak of the same attributes, so that asked and
 * found can be compared without knowing the kind. Lists without an order of their own are sorted; those with one
 * ({@link #DNS}, {@link #PORT_IDS}) keep it.
 */
public enum Attribute {
    CHECKSUM,
    SIZE_BYTES,
    MIN_DISK_GB,
    MIN_RAM_MB,
    RAM_MB,
    VCPUS,
    DISK_GB,
    /** Of a flavor: a second disk. */
    EPHEMERAL_GB,
    SWAP_MB,
    /** {@code key=value}, without the specs that carry our tags. */
    EXTRA_SPECS,
    SHARED,
    EXTERNAL,
    NETWORK_TYPE,
    PHYSICAL_NETWORK,
    SEGMENTATION_ID,
    NETWORK_ID,
    IP_VERSION,
    CIDR,
    GATEWAY,
    DNS,
    DHCP,
    IPV6_ADDRESS_MODE,
    ALLOCATION_START,
    ALLOCATION_COUNT,
    SUBNET_IDS,
    FIXED_IPS,
    MAC,
    SECURITY_GROUPS,
    PORT_SECURITY,
    VNIC_TYPE,
    ALLOWED_PAIRS,
    /** The server a port or volume is attached to. */
    SERVER_IDS,
    FLAVOR_ID,
    IMAGE_ID,
    PORT_IDS,
    VOLUME_IDS,
    /** The volumes of {@link #VOLUME_IDS} that go when the server goes. */
    VOLUMES_DELETED_WITH_SERVER,
    CONFIG_DRIVE,
    AVAILABILITY_ZONE,
    KEYPAIR,
    SERVER_GROUP_IDS,
    POLICY,
    SIZE_GB,
    VOLUME_TYPE,
    MULTI_ATTACH,
    /** It is to outlive the NS that it was made for. */
    KEEP,
    /** The public address of a floating IP. */
    ADDRESS,
    PORT_ID,
    PUBLIC_KEY;

    static Map<Attribute, List<String>> copyOf(Map<Attribute, List<String>> attributes) {
        var copy = new EnumMap<Attribute, List<String>>(Attribute.class);
        attributes.forEach((attribute, values) -> copy.put(attribute, List.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }

    /** Collects what a spec asks for; what wasn't asked for doesn't appear. */
    static final class Builder {
        private final Map<Attribute, List<String>> attributes = new EnumMap<>(Attribute.class);

        Builder with(Attribute attribute, @Nullable Object value) {
            if (value != null) {
                attributes.put(attribute, List.of(value.toString()));
            }
            return this;
        }

        Builder ordered(Attribute attribute, List<String> values) {
            if (!values.isEmpty()) {
                attributes.put(attribute, List.copyOf(values));
            }
            return this;
        }

        Builder sorted(Attribute attribute, Collection<String> values) {
            var sorted = new ArrayList<>(values);
            Collections.sort(sorted);
            return ordered(attribute, sorted);
        }

        Map<Attribute, List<String>> build() {
            return copyOf(attributes);
        }
    }
}
