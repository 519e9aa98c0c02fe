package org.etsi.osm.lcm.tasks.catalogue;

/** Deletes a floating IP; its parameters are a {@link Deletion}. */
public final class DeleteFloatingIp {
    public static final TaskType TYPE = Deletion.type("DeleteFloatingIp", "a floating IP", "none");

    private DeleteFloatingIp() {}
}
