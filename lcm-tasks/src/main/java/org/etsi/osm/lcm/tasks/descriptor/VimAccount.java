package org.etsi.osm.lcm.tasks.descriptor;

import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * A VIM account, without its credentials.
 *
 * @param vca the VCA account that goes with it
 * @param floatingIps whether interfaces for management get a public address
 * @param dataplaneNetwork physical network of links that servers bypass the hypervisor on
 */
public record VimAccount(
        String id,
        String name,
        String type,
        @Nullable String vca,
        @Nullable String managementNetworkName,
        @Nullable String managementNetworkId,
        PublicAddress floatingIps,
        @Nullable String dataplaneNetwork) {

    public static VimAccount read(Value document) {
        var root = Node.document("vim_account " + document.text("_id").orElse("without _id"), document);
        var name = root.textOrNull("name");
        var type = root.textOrNull("vim_type");
        var config = root.find("config");
        return new VimAccount(
                root.text("_id"),
                name == null ? root.text("_id") : name,
                type == null ? "" : type,
                root.textOrNull("vca"),
                config.map(c -> c.textOrNull("management_network_name")).orElse(null),
                config.map(c -> c.textOrNull("management_network_id")).orElse(null),
                config.map(c -> PublicAddress.read(c, "use_floating_ip")).orElse(PublicAddress.UNSAID),
                config.map(c -> c.textOrNull("dataplane_physical_net")).orElse(null));
    }
}
