package org.etsi.osm.lcm.tasks.catalogue;

/** Deletes a volume; its parameters are a {@link Deletion}. */
public final class DeleteVolume {
    public static final TaskType TYPE = Deletion.type("DeleteVolume", "a volume", "no server has it");

    private DeleteVolume() {}
}
