package org.etsi.osm.lcm.kafka.planning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.etsi.osm.lcm.kafka.wire.WireException;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.planner.Created;
import org.etsi.osm.lcm.tasks.planner.Placement;
import org.etsi.osm.lcm.tasks.planner.Records;
import org.jspecify.annotations.Nullable;

/** Records for planners, read from OSM's collections, the package storage, and the engine's earlier operations. */
public final class StoredRecords implements RecordsSource {
    private static final String YAML_MARK = "!!yaml ";

    private final Documents documents;
    private final PackageFiles files;
    private final Function<String, List<Operation>> earlier;
    private final @Nullable String controllerKey;

    /**
     * Reads nothing yet.
     *
     * @param earlier the operations of an NS that the engine knows, newest first
     * @param controllerKey the VCA's public SSH key; empty for none
     */
    public StoredRecords(
            Documents documents, PackageFiles files, Function<String, List<Operation>> earlier, String controllerKey) {
        this.controllerKey = controllerKey.isBlank() ? null : controllerKey;
        this.documents = documents;
        this.files = files;
        this.earlier = earlier;
    }

    /** OSM's documents. */
    public interface Documents {
        Optional<Value.Obj> find(String collection, String id);

        List<Value> vnfrs(String nsInstanceId);
    }

    @Override
    public Records of(OperationRequest request) {
        String ns = request.nsInstanceId();
        Value nsr = documents.find("nsrs", ns).map(StoredRecords::unmarked).orElse(null);
        List<Value> vnfrs =
                documents.vnfrs(ns).stream().map(StoredRecords::unmarked).toList();
        Map<String, Value> vnfds = all("vnfds", texts(vnfrs, "vnfd-id"));
        Set<String> accounts = texts(vnfrs, "vim-account-id");
        request.parameters().text("vimAccountId").ifPresent(accounts::add);
        Optional.ofNullable(nsr).flatMap(record -> record.text("datacenter")).ifPresent(accounts::add);
        accounts.addAll(texts(request.parameters().items("vnf"), "vimAccountId"));
        Map<String, String> placement = placement(request);
        accounts.addAll(placement.values());
        List<Operation> before = sinceCleared(request);
        if (nsr == null) {
            accounts.addAll(accountsOf(before));
        }
        return new Records(
                nsr,
                vnfrs,
                nsd(nsr),
                vnfds,
                all("vim_accounts", accounts),
                all("k8sclusters", clusters(vnfrs)),
                files(vnfds),
                leftovers(before),
                placement,
                controllerKey);
    }

    private Map<String, String> placement(OperationRequest request) {
        if (!Placement.isAsked(request.parameters())) {
            return Map.of();
        }
        return documents
                .find("nslcmops", request.id().value())
                .flatMap(operation -> operation.at("/_admin/pla"))
                .map(Placement::read)
                .orElse(Map.of());
    }

    private @Nullable Value nsd(@Nullable Value nsr) {
        Optional<String> id = nsr == null ? Optional.empty() : nsr.text("nsd-id");
        return id.flatMap(found -> documents.find("nsds", found)).orElse(null);
    }

    private Map<String, Value> all(String collection, Set<String> ids) {
        var found = new LinkedHashMap<String, Value>();
        for (String id : ids) {
            documents.find(collection, id).ifPresent(document -> found.put(id, document));
        }
        return found;
    }

    private static Set<String> clusters(List<Value> vnfrs) {
        var ids = new LinkedHashSet<String>();
        for (Value vnfr : vnfrs) {
            for (Value kdur : vnfr.items("kdur")) {
                kdur.at("/k8s-cluster/id").flatMap(Value::asText).ifPresent(ids::add);
            }
        }
        return ids;
    }

    private static Set<String> texts(List<Value> values, String field) {
        var texts = new LinkedHashSet<String>();
        values.forEach(value -> value.text(field).ifPresent(texts::add));
        return texts;
    }

    private Map<String, String> files(Map<String, Value> vnfds) {
        var found = new LinkedHashMap<String, String>();
        vnfds.forEach((id, vnfd) -> {
            for (Value vdu : vnfd.items("vdu")) {
                Optional<String> name = vdu.text("cloud-init-file");
                Optional<Value> storage = vnfd.at("/_admin/storage");
                if (name.isPresent() && storage.isPresent()) {
                    files.read(storage.get(), "cloud_init/" + name.get())
                            .ifPresent(text -> found.put(Records.file(id, name.get()), text));
                }
            }
        });
        return found;
    }

    /** Earlier operations since the last complete terminate, newest first. */
    private List<Operation> sinceCleared(OperationRequest request) {
        List<Operation> since = new ArrayList<>();
        for (Operation operation : earlier.apply(request.nsInstanceId())) {
            if (operation.id().equals(request.id()) || request.isBefore(operation.request())) {
                continue;
            }
            boolean isCleared =
                    operation.request().type().equals("terminate") && operation.state() == OperationState.COMPLETED;
            if (isCleared) {
                break;
            }
            since.add(operation);
        }
        return since;
    }

    /** Where they have been at work: all that is known of an NS whose records are gone. */
    private static Set<String> accountsOf(List<Operation> operations) {
        var accounts = new LinkedHashSet<String>();
        for (Operation operation : operations) {
            operation.request().parameters().text("vimAccountId").ifPresent(accounts::add);
            for (TaskSpec task : operation.plan().tasks()) {
                String vim = task.scope().get(Scope.VIM);
                if (vim != null) {
                    accounts.add(vim);
                }
            }
        }
        return accounts;
    }

    /** What they have made and not removed; later ones come first, so they are removed first. */
    private static List<Created> leftovers(List<Operation> operations) {
        List<Created> left = new ArrayList<>();
        for (Operation operation : operations) {
            for (int i = operation.tasks().size() - 1; i >= 0; i--) {
                Task task = operation.tasks().get(i);
                Value.Obj outputs = task.outputs();
                if (task.needsUndo()) {
                    left.add(Created.by(operation.plan().tasks().get(i), outputs == null ? Value.Obj.EMPTY : outputs));
                }
            }
        }
        return left;
    }

    /** NBI stores some values as texts: YAML behind a mark, and the parameters of KDUs as JSON. */
    private static Value unmarked(Value value) {
        return switch (value) {
            case Value.Obj(var fields) -> {
                var copy = new LinkedHashMap<String, Value>();
                fields.forEach((name, field) -> copy.put(
                        name,
                        name.equals("additionalParams") && field instanceof Value.Text(var text)
                                ? parsedJson(text, field)
                                : unmarked(field)));
                yield new Value.Obj(copy);
            }
            case Value.Arr(var items) ->
                new Value.Arr(items.stream().map(StoredRecords::unmarked).toList());
            case Value.Text(var text) when text.startsWith(YAML_MARK) -> parsedYaml(text, value);
            default -> value;
        };
    }

    private static Value parsedJson(String text, Value asIs) {
        try {
            return Json.read(text);
        } catch (WireException e) {
            return unmarkedText(text, asIs);
        }
    }

    private static Value unmarkedText(String text, Value asIs) {
        return text.startsWith(YAML_MARK) ? parsedYaml(text, asIs) : asIs;
    }

    private static Value parsedYaml(String text, Value asIs) {
        try {
            return OsmYaml.read(text.substring(YAML_MARK.length()));
        } catch (WireException e) {
            return asIs;
        }
    }
}
