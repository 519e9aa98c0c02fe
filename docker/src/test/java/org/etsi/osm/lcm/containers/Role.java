package org.etsi.osm.lcm.containers;

/** What a container is for. */
enum Role {
    KAFKA("kafka"),
    MONGODB("mongodb"),
    ENGINE("service"),
    RO("ro-adapter"),
    N2VC("n2vc-adapter");

    private final String command;

    Role(String command) {
        this.command = command;
    }

    /** How the command line names it; of Kafka and MongoDB, their name in the network. */
    String command() {
        return command;
    }

    boolean isOurs() {
        return this != KAFKA && this != MONGODB;
    }
}
