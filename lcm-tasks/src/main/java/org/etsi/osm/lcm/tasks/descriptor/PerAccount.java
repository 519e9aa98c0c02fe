package org.etsi.osm.lcm.tasks.descriptor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** A text that holds for all VIM accounts, or one for each. */
public record PerAccount(@Nullable String all, Map<String, String> byAccount) {
    public static final PerAccount NONE = new PerAccount(null, Map.of());

    public PerAccount {
        byAccount = Map.copyOf(byAccount);
    }

    static PerAccount read(Node in, String name) {
        var field = in.find(name).orElse(null);
        if (field == null) {
            return NONE;
        }
        if (!(field.value() instanceof Value.Obj)) {
            return new PerAccount(field.asText(), Map.of());
        }
        var byAccount = new LinkedHashMap<String, String>();
        field.fields().keySet().forEach(account -> {
            var text = field.textOrNull(account);
            if (text != null) {
                byAccount.put(account, text);
            }
        });
        return new PerAccount(null, byAccount);
    }

    public Optional<String> in(String account) {
        return Optional.ofNullable(all == null ? byAccount.get(account) : all);
    }
}
