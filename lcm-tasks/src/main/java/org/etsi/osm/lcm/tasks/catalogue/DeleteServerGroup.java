package org.etsi.osm.lcm.tasks.catalogue;

/** Deletes a server group; its parameters are a {@link Deletion}. */
public final class DeleteServerGroup {
    public static final TaskType TYPE = Deletion.type("DeleteServerGroup", "a server group", "none");

    private DeleteServerGroup() {}
}
