package org.etsi.osm.lcm.core.adapter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.adapter.TaskHandler.EffectException;
import org.etsi.osm.lcm.core.adapter.TaskHandler.Observation;
import org.etsi.osm.lcm.core.adapter.TaskHandler.Work;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * A small VIM: things with a tag, made by one call, that may be lost, late, refused, slow to be ready, or broken. What
 * it holds survives every adapter.
 */
final class World {
    /** How a create call goes. */
    enum Create {
        DONE,
        REFUSED,
        /** It is done, but the answer is lost. */
        ANSWER_LOST,
        /** The answer is lost, and it is done only when {@link World#arrive} is called. */
        LATE,
        /** Nothing was done, and nobody knows. */
        LOST
    }

    private final Map<String, String> things = new HashMap<>();
    private final List<String> late = new ArrayList<>();
    final Set<String> booting = new HashSet<>();
    final Set<String> broken = new HashSet<>();
    final Set<String> removalsLinger = new HashSet<>();
    Create create = Create.DONE;
    boolean bootsSlowly;
    boolean isRepeatable = true;
    boolean removeFails;
    int removalsRefused;
    String more = "";
    int unreadable;

    @Nullable
    Failure precondition;

    int creates;
    int removals;
    private int lastId;

    List<String> of(String taskKey) {
        return things.entrySet().stream()
                .filter(thing -> thing.getValue().equals(taskKey))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    Map<String, String> all() {
        return Map.copyOf(things);
    }

    /** Something appears out of nothing: a duplicate, a leftover. */
    String add(String taskKey) {
        String id = "thing-" + ++lastId;
        things.put(id, taskKey);
        return id;
    }

    void take(String id) {
        things.remove(id);
    }

    /** The creates that were late are done now. */
    void arrive() {
        late.forEach(this::add);
        late.clear();
    }

    TaskHandler handler() {
        return new Handler();
    }

    private final class Handler implements TaskHandler {
        @Override
        public Observation observe(Work work) {
            readable();
            List<String> ids = of(work.taskKey());
            if (ids.isEmpty()) {
                return new Observation.Unmet();
            }
            if (ids.size() > 1) {
                String keep = work.memo().text("id").filter(ids::contains).orElse(ids.getFirst());
                return new Observation.Surplus(
                        ids.stream().filter(id -> !id.equals(keep)).toList(), Value.Obj.EMPTY.with("id", keep));
            }
            String id = ids.getFirst();
            if (broken.contains(id)) {
                return new Observation.Broken(Failure.retryable("ERROR", "it is broken"), ids);
            }
            Value.Obj outputs = Value.Obj.EMPTY.with("id", id);
            if (!more.isEmpty()) {
                outputs = outputs.with("more", more);
            }
            return booting.contains(id) ? new Observation.NotYet("booting", outputs) : new Observation.Met(outputs);
        }

        private void readable() {
            if (unreadable > 0) {
                unreadable--;
                throw new EffectException(Failure.retryable("VIM_AWAY", "no answer"), false);
            }
        }

        @Override
        public Optional<Failure> precondition(Work work) {
            return Optional.ofNullable(precondition);
        }

        @Override
        public Value.Obj act(Work work) {
            creates++;
            switch (create) {
                case REFUSED -> throw new EffectException(Failure.retryable("QUOTA", "no room"), false);
                case LOST -> throw new EffectException(Failure.retryable("NO_ANSWER", "lost"), true);
                case LATE -> {
                    late.add(work.taskKey());
                    throw new EffectException(Failure.retryable("NO_ANSWER", "late"), true);
                }
                case ANSWER_LOST -> {
                    add(work.taskKey());
                    throw new EffectException(Failure.retryable("NO_ANSWER", "answer lost"), true);
                }
                case DONE -> {}
            }
            String id = add(work.taskKey());
            if (bootsSlowly) {
                booting.add(id);
            }
            return Value.Obj.EMPTY.with("id", id);
        }

        @Override
        public boolean isRepeatable() {
            return isRepeatable;
        }

        @Override
        public List<String> leftovers(Work work) {
            readable();
            return of(work.taskKey());
        }

        @Override
        public void remove(Work work, String id) {
            removals++;
            if (removalsRefused > 0) {
                removalsRefused--;
                throw new EffectException(Failure.retryable("CONFLICT", "still used"), false);
            }
            if (removeFails) {
                throw new EffectException(Failure.permanent("IN_USE", "still used"), false);
            }
            if (!removalsLinger.contains(id)) {
                take(id);
            }
        }
    }
}
