package org.etsi.osm.lcm.core.engine;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.jspecify.annotations.Nullable;

/** What a decision has to tell, and the answers that it keeps. Lives for one decision; not thread-safe. */
final class Journal {
    private final Moment now;
    private final String cause;
    private final List<Outgoing> outbox;
    private final List<Answer> answers;

    /** Entries of decisions before this one, of the same batch. */
    private final int earlier;

    Journal(Operation before, Moment now, String cause) {
        this.now = now;
        this.cause = cause;
        this.outbox = new ArrayList<>(before.outbox());
        this.answers = new ArrayList<>(before.answers());
        this.earlier = outbox.size();
    }

    List<Outgoing> outbox() {
        return outbox;
    }

    List<Answer> answers() {
        return answers;
    }

    void add(Outgoing item) {
        outbox.add(item);
    }

    void moved(long revision, TaskId id, TaskState from, Task next, @Nullable Failure failure) {
        outbox.add(new Outgoing.TaskMoved(
                revision,
                now.epochMs(),
                id,
                from,
                next.state(),
                next.attempt(),
                next.sequence(),
                cause,
                failure,
                next.state() == TaskState.DONE ? next.outputs() : null));
    }

    /** The event of this decision; what its transitions tell isn't told twice. */
    void decided(long revision, long firstRevision, Event event) {
        outbox.add(new Outgoing.Decided(
                revision, firstRevision, now, Causes.brief(event, outbox.subList(earlier, outbox.size()))));
    }

    void answer(Answer answer) {
        answers.add(answer);
        if (answers.size() > Operation.ANSWERS_KEPT) {
            answers.remove(0);
        }
        outbox.add(new Outgoing.Answered(answer.revision(), answer));
    }

    void empty() {
        outbox.clear();
    }
}
