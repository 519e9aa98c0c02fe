package org.etsi.osm.lcm.tasks.onboarding;

import static org.etsi.osm.lcm.tasks.onboarding.Tree.map;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.text;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.with;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.descriptor.Nsd;
import org.etsi.osm.lcm.tasks.descriptor.UnusableDocumentException;
import org.etsi.osm.lcm.tasks.descriptor.Vnfd;

/**
 * Writes the documents that NBI would write. Ids and times are given, so that the same input gives the same documents.
 * What can't be used is an {@link UnusableDocumentException}.
 */
public final class Onboarding {
    private final Supplier<String> ids;
    private final double now;
    private final String project;

    /**
     * @param ids gives a new id each time
     * @param now epoch seconds
     * @param project whose documents these are
     */
    public Onboarding(Supplier<String> ids, double now, String project) {
        this.ids = ids;
        this.now = now;
        this.project = project;
    }

    /** An NS's record and those of its VNFs. */
    public record NsDocuments(Value.Obj nsr, List<Value.Obj> vnfrs) {
        public NsDocuments {
            vnfrs = List.copyOf(vnfrs);
        }
    }

    /** The document of {@code vnfds} or {@code nsds}; {@code descriptorFile} is its name in the package. */
    public Value.Obj descriptor(DescriptorPackage of, String folder, String descriptorFile) {
        var id = ids.get();
        var admin = admin().with("userDefinedData", Value.Obj.EMPTY)
                .with("onboardingState", "ONBOARDED")
                .with("operationalState", "ENABLED")
                .with("usageState", "NOT_IN_USE")
                .with("revision", 1)
                .with(
                        "storage",
                        map(
                                "fs",
                                "local",
                                "path",
                                "/app/storage/",
                                "folder",
                                id + ":1",
                                "pkg-dir",
                                folder,
                                "descriptor",
                                folder + "/" + descriptorFile,
                                "zipfile",
                                folder + ".tar.gz"));
        var stored = of.descriptor().with("_id", id).with("_admin", admin);
        switch (of.kind()) {
            case VNF -> Vnfd.read(stored);
            case NS -> Nsd.read(stored);
        }
        return stored;
    }

    /** The document of {@code vim_accounts}; secrets are the caller's to encrypt. */
    public Value.Obj vimAccount(String name, String type, Value.Obj rest) {
        var id = ids.get();
        return rest.with("_id", id)
                .with("name", name)
                .with("vim_type", type)
                .with("schema_version", "1.11")
                .with("key", "registered")
                .with("_admin", registered());
    }

    /**
     * The document of {@code k8sclusters} of a cluster at a VIM account, prepared for both of OSM's connectors;
     * credentials are the caller's to encrypt.
     */
    public Value.Obj k8sCluster(String name, String vimAccount) {
        var id = ids.get();
        var prepared = map("id", id, "created", true, "operationalState", "ENABLED", "error_msg", null);
        return map(
                "_id",
                id,
                "name",
                name,
                "description",
                "",
                "vim_account",
                vimAccount,
                "k8s_version",
                "v1",
                "nets",
                map("net1", null),
                "namespace",
                "kube-system",
                "deployment_methods",
                map("helm-chart-v3", true, "juju-bundle", true),
                "schema_version",
                "1.11",
                "_admin",
                registered()
                        .with("helm-chart-v3", prepared)
                        .with("juju-bundle", prepared)
                        .with("helm_chart_repos", Value.Arr.EMPTY)
                        .with("juju_bundle_repos", Value.Arr.EMPTY));
    }

    private Value.Obj registered() {
        var operation = map(
                "lcmOperationType",
                "create",
                "operationState",
                "COMPLETED",
                "startTime",
                now,
                "statusEnteredTime",
                now,
                "detailed-status",
                "Done",
                "operationParams",
                null);
        return admin().with("operationalState", "ENABLED")
                .with("detailed-status", "Done")
                .with("operations", Value.list(List.of(operation)))
                .with("current_operation", new Value.Nil());
    }

    /**
     * The records of a new NS. {@code request} is what {@code POST ns_instances_content} takes: {@code nsName},
     * {@code vimAccountId}, …; {@code vnfds} are the stored descriptors by their own id.
     */
    public NsDocuments ns(Value.Obj request, Value.Obj nsd, Map<String, Value.Obj> vnfds) {
        Nsd.read(nsd);
        for (String needed : List.of("nsName", "vimAccountId")) {
            if (request.text(needed).isEmpty()) {
                throw new UnusableDocumentException("Expected '" + needed + "' of a new NS, but it isn't there");
            }
        }
        var members = members(nsd, vnfds);
        var nsr = NsRecord.of(ids.get(), now, request, nsd, members);
        var vnfrs = new ArrayList<Value.Obj>();
        for (Member member : members) {
            var vnfr = new VnfRecord(ids, now, request, nsr, nsd, member).document();
            vnfrs.add(vnfr.with("_admin", admin().with("nsState", "NOT_INSTANTIATED")));
        }
        var complete = nsr.with(
                        "constituent-vnfr-ref",
                        Value.list(vnfrs.stream()
                                .map(vnfr -> Value.of(text(vnfr, "_id")))
                                .toList()))
                .with(
                        "vnfd-id",
                        Value.list(members.stream()
                                .map(member -> text(member.vnfd(), "_id"))
                                .distinct()
                                .map(Value::of)
                                .toList()))
                .with("_admin", admin().with("nsState", "NOT_INSTANTIATED"));
        return new NsDocuments(complete, vnfrs);
    }

    /** A VNF of an NSD with its stored descriptor. */
    record Member(String index, Value.Obj vnfd) {}

    private static List<Member> members(Value.Obj nsd, Map<String, Value.Obj> vnfds) {
        var members = new ArrayList<Member>();
        for (Value profile : Tree.flavour(nsd).items("vnf-profile")) {
            var vnfd = vnfds.get(text(profile, "vnfd-id"));
            if (vnfd == null) {
                throw new UnusableDocumentException("Expected one of the VNF packages " + vnfds.keySet()
                        + " for VNF '" + text(profile, "id") + "' of nsd " + text(nsd, "id") + ", but found '"
                        + text(profile, "vnfd-id") + "'");
            }
            members.add(new Member(text(profile, "id"), vnfd));
        }
        return members;
    }

    /** What becomes of the record of a VNF without KDUs when NBI accepts the request to instantiate. */
    public Value.Obj accepted(Value.Obj vnfr, Value.Obj operationParams) {
        return accepted(vnfr, operationParams, List.of());
    }

    /**
     * What becomes of a VNF's record when NBI accepts the request to instantiate: it gets its VIM, and its KDUs the
     * first of the Kubernetes clusters that is registered there.
     */
    public Value.Obj accepted(Value.Obj vnfr, Value.Obj operationParams, List<? extends Value> k8sClusters) {
        var asked = with(operationParams.items("vnf"), "member-vnf-index", text(vnfr, "member-vnf-index-ref"));
        var account = asked.flatMap(vnf -> vnf.text("vimAccountId")).or(() -> operationParams.text("vimAccountId"));
        var placed = account.map(id -> vnfr.with("vim-account-id", id)).orElse(vnfr);
        var kdurs = vnfr.items("kdur").stream()
                .map(kdur -> (Value)
                        KduRecord.placed((Value.Obj) kdur, text(vnfr, "member-vnf-index-ref"), account, k8sClusters))
                .toList();
        return kdurs.isEmpty() ? placed : placed.with("kdur", Value.list(kdurs));
    }

    /** The document of {@code nslcmops}, which is also what NBI publishes. */
    public Value.Obj operation(String type, String nsr, Value.Obj params) {
        var id = ids.get();
        return map(
                "_id",
                id,
                "id",
                id,
                "operationState",
                "PROCESSING",
                "queuePosition",
                null,
                "stage",
                null,
                "errorMessage",
                null,
                "detailedStatus",
                null,
                "statusEnteredTime",
                now,
                "startTime",
                now,
                "nsInstanceId",
                nsr,
                "lcmOperationType",
                type,
                "isAutomaticInvocation",
                false,
                "isCancelPending",
                false,
                "operationParams",
                params.with("lcmOperationType", type).with("nsInstanceId", nsr),
                "links",
                map(
                        "self", "/osm/nslcm/v1/ns_lcm_op_occs/" + id,
                        "nsInstance", "/osm/nslcm/v1/ns_instances/" + nsr),
                "_admin",
                admin());
    }

    private Value.Obj admin() {
        return map(
                "created", now, "modified", now, "projects_read", List.of(project), "projects_write", List.of(project));
    }

    /** What the operator gave for a VNF, and for one of its VDUs if {@code vdu} is given. */
    static Optional<Value.Obj> additionalParams(Value request, String member, Optional<String> vdu) {
        var ofVnf = with(request.items("additionalParamsForVnf"), "member-vnf-index", member);
        var params = ofVnf.flatMap(vnf -> vnf.field("additionalParams"));
        var ofVdu = vdu.flatMap(id -> ofVnf.flatMap(vnf -> with(vnf.items("additionalParamsForVdu"), "vdu_id", id))
                .flatMap(found -> found.field("additionalParams")));
        if (params.isEmpty() && ofVdu.isEmpty()) {
            return Optional.empty();
        }
        var all = Value.Obj.EMPTY;
        for (Optional<Value> some : List.of(params, ofVdu)) {
            if (some.isPresent() && some.get() instanceof Value.Obj(var fields)) {
                for (var field : fields.entrySet()) {
                    all = all.with(field.getKey(), field.getValue());
                }
            }
        }
        return Optional.of(all);
    }
}
