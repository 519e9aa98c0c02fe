package org.etsi.osm.lcm.tasks.catalogue;

/** Deletes a port; its parameters are a {@link Deletion}. */
public final class DeletePort {
    public static final TaskType TYPE = Deletion.type("DeletePort", "a port", "no server uses it any more");

    private DeletePort() {}
}
