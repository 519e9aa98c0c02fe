package org.etsi.osm.lcm.kafka.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;

/** OSM's records and the engine's, in memory; they can be away. */
final class FakeOsm implements OsmOperations, EngineView, NsRecords {
    final Map<String, Value.Obj> documents = new TreeMap<>();
    final Map<String, String> refusals = new HashMap<>();
    final Map<OperationId, Open> known = new HashMap<>();
    final List<String> checked = new ArrayList<>();
    /** Their documents have a shape that no update fits. */
    final Set<String> misshapen = new HashSet<>();

    boolean away;

    void add(String id, String ns, String type, double startTime, Value.Obj parameters) {
        documents.put(
                id,
                Value.Obj.EMPTY
                        .with("_id", id)
                        .with("nsInstanceId", ns)
                        .with("lcmOperationType", type)
                        .with("operationState", "PROCESSING")
                        .with("startTime", new Value.Dec(startTime))
                        .with("operationParams", parameters));
    }

    final Set<String> usedVims = new HashSet<>();
    final Set<String> services = new HashSet<>();

    void know(String id, String ns, String type) {
        known.put(new OperationId(id), new Open(new OperationId(id), ns, type, 0));
    }

    private void check() {
        if (away) {
            throw new StoreUnavailableException("Expected an answer, but the store is away");
        }
    }

    private void change(String id) {
        check();
        if (misshapen.contains(id)) {
            throw new DocumentRefusedException(
                    "Expected to change " + id + ", but it is refused", new IllegalStateException());
        }
    }

    private static boolean isFree(Value.Obj document) {
        return document.text("worker").orElse("lcm-java").equals("lcm-java");
    }

    @Override
    public Optional<Value.Obj> find(String id) {
        check();
        return Optional.ofNullable(documents.get(id));
    }

    @Override
    public Claim claim(String id) {
        change(id);
        Value.Obj document = documents.get(id);
        if (document == null || !OsmMessages.isProcessing(document)) {
            return Claim.GONE;
        }
        if (!isFree(document)) {
            return Claim.ANOTHERS;
        }
        documents.put(id, document.with("worker", "lcm-java"));
        return Claim.OURS;
    }

    @Override
    public List<Value.Obj> processingOf(String nsInstanceId, int limit) {
        check();
        return documents.values().stream()
                .filter(d -> d.text("nsInstanceId").filter(nsInstanceId::equals).isPresent())
                .filter(d -> OsmMessages.isProcessing(d) && isFree(d))
                .sorted(Comparator.comparingDouble(Requests::startTime))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Value.Obj> processing(double startedBefore, Optional<String> after, int limit) {
        check();
        return documents.entrySet().stream()
                .filter(e -> after.isEmpty() || e.getKey().compareTo(after.get()) > 0)
                .map(Map.Entry::getValue)
                .filter(d -> OsmMessages.isProcessing(d) && isFree(d) && Requests.startTime(d) < startedBefore)
                .limit(limit)
                .toList();
    }

    @Override
    public Set<String> existing(Collection<String> ids) {
        check();
        var found = new HashSet<>(documents.keySet());
        found.retainAll(ids);
        return found;
    }

    @Override
    public boolean isNsThere(String nsInstanceId) {
        check();
        return services.contains(nsInstanceId);
    }

    @Override
    public void refuse(String id, String error) {
        change(id);
        refusals.put(id, error);
        documents.computeIfPresent(id, (key, d) -> d.with("operationState", "FAILED"));
    }

    @Override
    public boolean place(String id, Value.Obj placement) {
        change(id);
        Value.Obj document = documents.get(id);
        if (document == null
                || !OsmMessages.isProcessing(document)
                || document.field("pla").isPresent()) {
            return false;
        }
        documents.put(id, document.with("pla", placement));
        return true;
    }

    @Override
    public boolean isVimUsed(String account) {
        check();
        return usedVims.contains(account);
    }

    @Override
    public Map<OperationId, String> nsOf(Collection<OperationId> operations) {
        check();
        var found = new HashMap<OperationId, String>();
        for (OperationId id : operations) {
            Open open = known.get(id);
            if (open != null) {
                found.put(id, open.nsInstanceId());
            }
        }
        return found;
    }

    @Override
    public List<Open> openOf(String nsInstanceId) {
        check();
        return known.values().stream()
                .filter(o -> o.nsInstanceId().equals(nsInstanceId))
                .toList();
    }

    @Override
    public List<Open> open(int limit) {
        check();
        return known.values().stream().limit(limit).toList();
    }

    @Override
    public void dropCancelOfEnded(String id) {
        change(id);
        documents.computeIfPresent(id, (key, d) -> OsmMessages.isProcessing(d) ? d : d.with("isCancelPending", false));
    }

    @Override
    public void check(String nsInstanceId) {
        check();
        checked.add(nsInstanceId);
    }

    @Override
    public void checkDue(int limit) {
        check();
    }
}
