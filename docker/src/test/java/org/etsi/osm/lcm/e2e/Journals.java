package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.kafka.wire.MessageType;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec;
import org.jspecify.annotations.Nullable;

/** Checks the journal of an operation: what the two topics say of it, against what is stored. */
public final class Journals {
    private Journals() {}

    /**
     * Every move of the operation and of each task is told, one leading to the next and the last to what is stored. A
     * revision without a move (an id that became known) leaves a gap.
     */
    public static void verifyComplete(Tap tap, Operation stored) {
        var revisions = new TreeSet<Long>();
        Map<TaskId, TaskState> tasks = new HashMap<>();
        for (var record : tap.all("lcm-task-state")) {
            var told = TransitionCodec.decodeTask(record.value());
            if (told.operation().equals(stored.id())
                    && revisions.add(told.moved().revision())) {
                assertThat(told.moved().from())
                        .as("%s at revision %d", told.label(), told.moved().revision())
                        .isEqualTo(tasks.getOrDefault(told.moved().task(), TaskState.WAITING));
                tasks.put(told.moved().task(), told.moved().to());
            }
        }
        @Nullable OperationState state = null;
        for (var record : tap.all("lcm-operation-state")) {
            if (isDecision(record)) {
                continue;
            }
            var told = TransitionCodec.decodeOperation(record.value());
            if (told.operation().equals(stored.id())
                    && revisions.add(told.moved().revision())) {
                assertThat(told.moved().from())
                        .as("operation at revision %d", told.moved().revision())
                        .isEqualTo(state);
                state = told.moved().to();
            }
        }
        assertThat(state).as("last word on %s", stored.id()).isEqualTo(stored.state());
        for (TaskSpec task : stored.plan().tasks()) {
            assertThat(tasks.getOrDefault(task.id(), TaskState.WAITING))
                    .as("last word on %s", task.label())
                    .isEqualTo(stored.task(task.id()).state());
        }
        assertThat(revisions.first()).isLessThanOrEqualTo(1);
        assertThat(revisions.last()).isLessThanOrEqualTo(stored.revision());
    }

    /** Decisions stand beside the transitions that they led to. */
    static boolean isDecision(ConsumerRecord<String, byte[]> record) {
        var header = record.headers().lastHeader(MessageType.HEADER);
        return header != null && MessageType.DECISION.word().equals(new String(header.value(), StandardCharsets.UTF_8));
    }
}
