package org.etsi.osm.lcm.tasks.catalogue;

/** Deletes a subnet; its parameters are a {@link Deletion}. */
public final class DeleteSubnet {
    public static final TaskType TYPE =
            Deletion.type("DeleteSubnet", "a subnet", "no port has an address of it any more");

    private DeleteSubnet() {}
}
