package org.etsi.osm.lcm.kafka.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;

/** OSM's records of VIM accounts in memory; they can be away. */
final class FakeAccounts implements OsmAccounts {
    final Map<String, List<Value>> accounts = new TreeMap<>();
    final List<String> condemned = new ArrayList<>();
    final Map<String, String> users = new HashMap<>();
    final Map<String, String> delays = new HashMap<>();
    final List<String> anothers = new ArrayList<>();
    final List<String> misshapen = new ArrayList<>();
    boolean away;

    void add(String id, Value... operations) {
        accounts.put(id, List.of(operations));
    }

    /** As NBI does before it says so. */
    void condemn(String id) {
        condemned.add(id);
    }

    static Value operation(String type, String state) {
        return Value.Obj.EMPTY.with("lcmOperationType", type).with("operationState", state);
    }

    private void check() {
        if (away) {
            throw new StoreUnavailableException("Expected an answer, but the store is away");
        }
    }

    @Override
    public List<Value.Obj> condemned(Optional<String> after, int limit) {
        check();
        return accounts.entrySet().stream()
                .filter(e -> condemned.contains(e.getKey()))
                .filter(e -> after.isEmpty() || e.getKey().compareTo(after.get()) > 0)
                .limit(limit)
                .map(e -> Value.Obj.EMPTY
                        .with("_id", e.getKey())
                        .with("_admin", Value.Obj.EMPTY.with("operations", new Value.Arr(e.getValue()))))
                .toList();
    }

    @Override
    public boolean claim(String id, int operation) {
        check();
        if (misshapen.contains(id)) {
            throw new DocumentRefusedException(
                    "Expected to claim " + id + ", but it is refused", new IllegalStateException());
        }
        return !anothers.contains(id);
    }

    @Override
    public void delay(String id, int operation, String why) {
        check();
        delays.put(id + "/" + operation, why);
    }

    @Override
    public Optional<String> userOf(String id) {
        check();
        return Optional.ofNullable(users.get(id));
    }

    @Override
    public void remove(String id) {
        check();
        if (condemned.remove(id)) {
            accounts.remove(id);
        }
    }
}
