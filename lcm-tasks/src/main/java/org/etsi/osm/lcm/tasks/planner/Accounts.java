package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * The VCA accounts at which execution environments of an NS may be, as far as the records say: a VNF's own, or the one
 * of its VIM account. Where nothing is said it is the installation's default.
 */
final class Accounts {
    private final List<@Nullable String> all = new ArrayList<>();
    private final Map<String, String> byVnf = new LinkedHashMap<>();
    private final @Nullable String ofNs;

    /** @param ofNs the account for the NS's own environments */
    Accounts(Records records, @Nullable String ofNs) {
        this.ofNs = ofNs;
        all.add(ofNs);
        for (Value vnfr : records.vnfrs()) {
            var vca = vnfr.text("vca-id")
                    .or(() -> vnfr.text("vim-account-id")
                            .flatMap(vim ->
                                    Optional.ofNullable(records.vimAccounts().get(vim)))
                            .flatMap(vim -> vim.text("vca")));
            vca.ifPresent(account -> byVnf.put(vnfr.text("member-vnf-index-ref").orElse(""), account));
            all.add(vca.orElse(null));
        }
    }

    /** Each once; none for the installation's default. */
    List<@Nullable String> all() {
        return all.stream().distinct().toList();
    }

    /** That of a VNF by its member index, or of the NS itself; none for the installation's default. */
    @Nullable
    String of(@Nullable String vnf) {
        return vnf == null ? ofNs : byVnf.get(vnf);
    }
}
