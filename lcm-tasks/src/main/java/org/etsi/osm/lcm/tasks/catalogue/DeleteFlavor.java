package org.etsi.osm.lcm.tasks.catalogue;

/** Deletes a flavor that we created; its parameters are a {@link Deletion}. */
public final class DeleteFlavor {
    public static final TaskType TYPE = Deletion.type("DeleteFlavor", "a flavor that we created", "none");

    private DeleteFlavor() {}
}
