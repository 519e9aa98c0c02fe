package org.etsi.osm.lcm.ro.vim;

/** The kinds of resource a VIM holds for us. */
public enum Kind {
    IMAGE,
    FLAVOR,
    NETWORK,
    SUBNET,
    PORT,
    SERVER_GROUP,
    KEYPAIR,
    VOLUME,
    SERVER,
    FLOATING_IP
}
