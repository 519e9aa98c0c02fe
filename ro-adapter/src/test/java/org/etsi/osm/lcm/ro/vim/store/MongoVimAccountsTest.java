package org.etsi.osm.lcm.ro.vim.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.etsi.osm.lcm.ro.vim.VimAccount;
import org.etsi.osm.lcm.ro.vim.sim.store.TestMongo;
import org.junit.jupiter.api.Test;

final class MongoVimAccountsTest {
    @Test
    void shouldReadAnAccountWithoutItsSecrets() {
        try (var mongo = new TestMongo()) {
            var config = new Document("sim", new Document("boot_ms", 100).append("images", List.of("a", "b")))
                    .append("use_floating_ip", true)
                    .append("nothing", null);
            mongo.database()
                    .getCollection("vim_accounts")
                    .insertOne(new Document("_id", "id-1")
                            .append("name", "vim")
                            .append("vim_type", "sim")
                            .append("vim_password", "secret")
                            .append("config", config));
            var accounts = new MongoVimAccounts(mongo.database());

            assertThat(accounts.find("id-1"))
                    .contains(new VimAccount(
                            "id-1",
                            "vim",
                            "sim",
                            Map.of("sim.boot_ms", "100", "sim.images", "a,b", "use_floating_ip", "true")));
            assertThat(accounts.find("id-2")).isEmpty();
        }
    }
}
