package org.etsi.osm.lcm.ro.vim.store;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.Document;
import org.etsi.osm.lcm.ro.vim.VimAccount;
import org.etsi.osm.lcm.ro.vim.VimAccounts;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.jspecify.annotations.Nullable;

/** Reads OSM's {@code vim_accounts}; never writes them, and never reads their secrets. */
public final class MongoVimAccounts implements VimAccounts {
    private final MongoCollection<Document> accounts;

    public MongoVimAccounts(MongoDatabase database) {
        this.accounts = database.getCollection("vim_accounts").withReadPreference(ReadPreference.primary());
    }

    @Override
    public Optional<VimAccount> find(String accountId) {
        try {
            return Optional.ofNullable(accounts.find(Filters.eq("_id", accountId))
                            .projection(Projections.include("name", "vim_type", "config"))
                            .first())
                    .map(MongoVimAccounts::account);
        } catch (MongoException e) {
            throw VimException.refused(
                    VimException.Code.UNAVAILABLE,
                    "Expected to read VIM account " + accountId + ", but the database answered: " + e.getMessage()
                            + "; nothing was asked of a VIM",
                    "");
        }
    }

    /** The ids of all accounts; throws the driver's own exceptions. */
    public List<String> ids() {
        return accounts.find()
                .projection(Projections.include("_id"))
                .map(stored -> stored.getString("_id"))
                .into(new ArrayList<>());
    }

    private static VimAccount account(Document stored) {
        var config = new TreeMap<String, String>();
        flatten("", stored.get("config"), config);
        return new VimAccount(
                stored.getString("_id"),
                String.valueOf(stored.getString("name")),
                String.valueOf(stored.getString("vim_type")),
                config);
    }

    private static void flatten(String path, @Nullable Object value, Map<String, String> into) {
        if (value instanceof Document nested) {
            nested.forEach((key, inner) -> flatten(path.isEmpty() ? key : path + "." + key, inner, into));
        } else if (value instanceof List<?> list) {
            into.put(path, String.join(",", list.stream().map(String::valueOf).toList()));
        } else if (value != null) {
            into.put(path, value.toString());
        }
    }
}
