package org.etsi.osm.lcm.tasks.catalogue;

/** Deletes a server; its parameters are a {@link Deletion}. */
public final class DeleteServer {
    public static final TaskType TYPE = Deletion.type("DeleteServer", "a server", "none");

    private DeleteServer() {}
}
