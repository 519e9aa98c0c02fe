package org.etsi.osm.lcm.tasks.catalogue;

/** Deletes a network that we created; its parameters are a {@link Deletion}. */
public final class DeleteNetwork {
    public static final TaskType TYPE =
            Deletion.type("DeleteNetwork", "a network that we created", "no port is on it any more");

    private DeleteNetwork() {}
}
