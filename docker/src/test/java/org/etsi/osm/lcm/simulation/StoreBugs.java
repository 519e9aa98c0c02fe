package org.etsi.osm.lcm.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.OperationStore;

/** Bugs between the engine and its store. */
final class StoreBugs {
    private StoreBugs() {}

    static Seams lostWrite() {
        return Seams.NONE.withOperationStore(store -> new Between(store) {
            private int count;

            @Override
            public Map<OperationId, Outcome> write(List<Write> writes) {
                if (++count % 12 != 0) {
                    return super.write(writes);
                }
                var outcomes = new HashMap<OperationId, Outcome>();
                writes.forEach(write -> outcomes.put(write.id(), Outcome.WRITTEN));
                return outcomes;
            }
        });
    }

    /** Whoever takes over an operation that is rolling back forgets what depends on what. */
    static Seams undoInAnyOrder() {
        return Seams.NONE.withOperationStore(store -> new Between(store) {
            @Override
            public List<Loaded> load(Ownership ownership, Optional<OperationId> after, int limit) {
                return super.load(ownership, after, limit).stream()
                        .map(loaded -> loaded instanceof Loaded.Sound(var operation)
                                        && operation.state() == OperationState.ROLLING_BACK
                                ? new Loaded.Sound(withoutDependencies(operation))
                                : loaded)
                        .toList();
            }
        });
    }

    private static Operation withoutDependencies(Operation o) {
        var tasks = o.plan().tasks().stream()
                .map(task -> new TaskSpec(
                        task.id(),
                        task.type(),
                        task.label(),
                        task.adapter(),
                        Value.Obj.EMPTY.with("vim", SimPlans.VIM),
                        List.of(),
                        task.timeout(),
                        task.retry(),
                        task.reversibility(),
                        task.scope()))
                .toList();
        return with(o, o.revision(), new Plan(tasks));
    }

    /** As it is but for its revision and its plan. */
    static Operation with(Operation o, long revision, Plan plan) {
        return new Operation(
                o.request(),
                o.ownership(),
                revision,
                o.state(),
                o.stateEnteredEpochMs(),
                o.control(),
                o.steering(),
                o.occupies(),
                o.queuePosition(),
                o.planId(),
                plan,
                o.tasks(),
                o.settle(),
                o.automaticRollback(),
                o.supersededBy(),
                o.error(),
                o.deadline(),
                o.answers(),
                o.outbox(),
                o.parked(),
                o.frontier());
    }

    abstract static class Between implements OperationStore {
        private final OperationStore store;

        Between(OperationStore store) {
            this.store = store;
        }

        @Override
        public long beginEpoch(int partition) {
            return store.beginEpoch(partition);
        }

        @Override
        public long epochOf(int partition) {
            return store.epochOf(partition);
        }

        @Override
        public void claim(Ownership ownership) {
            store.claim(ownership);
        }

        @Override
        public List<Loaded> load(Ownership ownership, Optional<OperationId> after, int limit) {
            return store.load(ownership, after, limit);
        }

        @Override
        public Map<OperationId, Outcome> write(List<Write> writes) {
            return store.write(writes);
        }

        @Override
        public Map<OperationId, Stamp> stamps(List<OperationId> ids) {
            return store.stamps(ids);
        }

        @Override
        public Optional<StoredPlan> plan(OperationId operation) {
            return store.plan(operation);
        }

        @Override
        public StoredPlan putPlan(OperationId operation, Plan plan) {
            return store.putPlan(operation, plan);
        }

        @Override
        public Optional<Operation> find(OperationId id) {
            return store.find(id);
        }
    }
}
