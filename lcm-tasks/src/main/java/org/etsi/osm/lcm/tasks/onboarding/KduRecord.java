package org.etsi.osm.lcm.tasks.onboarding;

import static org.etsi.osm.lcm.tasks.onboarding.Tree.copy;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.map;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.text;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.with;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.withSome;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.descriptor.UnusableDocumentException;

/** The record of a KDU of a new NS, within that of its VNF. */
final class KduRecord {
    private KduRecord() {}

    static Value.Obj of(Value kdu, Value.Obj request, String member) {
        var ofVnf = with(request.items("additionalParamsForVnf"), "member-vnf-index", member);
        var asked = ofVnf.flatMap(vnf -> with(vnf.items("additionalParamsForKdu"), "kdu_name", text(kdu, "name")));
        var record = map(
                "additionalParams",
                asked.flatMap(found -> found.field("additionalParams")).map(JsonText::of),
                "k8s-namespace",
                asked.flatMap(found -> found.text("k8s-namespace"))
                        .or(() -> ofVnf.flatMap(vnf -> vnf.text("k8s-namespace")))
                        .or(() -> request.text("k8s-namespace")),
                "kdu-deployment-name",
                asked.flatMap(found -> found.text("kdu-deployment-name")).orElse(""),
                "kdu-name",
                kdu.field("name"),
                "ip-address",
                null,
                "k8s-cluster",
                Value.Obj.EMPTY);
        record = withSome(record, "config-units", asked.flatMap(found -> found.field("config-units")));
        record = copy(record, kdu, "helm-version");
        for (String model : List.of("helm-chart", "juju-bundle")) {
            var described = kdu.field(model);
            if (described.isPresent()) {
                record = withSome(
                        record,
                        model,
                        asked.flatMap(found -> found.field("kdu_model")).or(() -> described));
            }
        }
        return record;
    }

    /** With the cluster that NBI takes when the request is accepted: the first that is registered at the account. */
    static Value.Obj placed(Value.Obj kdur, String member, Optional<String> account, List<? extends Value> clusters) {
        var cluster = clusters.stream()
                .filter(known ->
                        account.isPresent() && known.text("vim_account").equals(account))
                .flatMap(known -> known.text("_id").stream())
                .findFirst()
                .orElseThrow(() -> new UnusableDocumentException("Expected a Kubernetes cluster at VIM account "
                        + account.orElse("(none)") + " for KDU '" + text(kdur, "kdu-name") + "' of VNF " + member
                        + ", but none is registered there"));
        return kdur.with("k8s-cluster", map("id", cluster));
    }
}
