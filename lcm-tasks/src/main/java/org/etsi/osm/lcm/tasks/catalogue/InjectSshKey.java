package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;

/** Lets whoever has a key log in to a server. */
public final class InjectSshKey {
    public static final TaskType TYPE = TaskType.draft(
                    "InjectSshKey", "Lets the bearer of a key log in to a server as one of its users.", TaskType.RO)
            .needs("vim", TEXT, "VIM account")
            .needs("serverId", TEXT, "server at the VIM")
            .needs("address", TEXT, "management address of the server")
            .needs("user", TEXT, "whom the key lets in")
            .needs("publicKey", TEXT, "the key, in OpenSSH's format")
            .precondition("the server is ACTIVE and answers at its address")
            .rollback(Reversibility.ABSORBED, "the key goes with the server")
            .within(Delays.CONFIGURATION)
            .retried(5, Delays.FIRST, Delays.LIMIT)
            .postcondition("the user's authorized keys have the key");

    private InjectSshKey() {}

    /** What it takes. */
    public record Parameters(String vim, Input serverId, Input address, String user, Input publicKey) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("vim", vim)
                    .put("serverId", serverId)
                    .put("address", address)
                    .put("user", user)
                    .put("publicKey", publicKey)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("InjectSshKey", given);
            return new Parameters(
                    fields.text("vim"),
                    fields.input("serverId"),
                    fields.input("address"),
                    fields.text("user"),
                    fields.input("publicKey"));
        }
    }
}
