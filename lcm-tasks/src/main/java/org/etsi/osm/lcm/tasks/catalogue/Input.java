package org.etsi.osm.lcm.tasks.catalogue;

import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;

/**
 * A text that a task takes: known when the plan is made, or an output of a task that it depends on. The core fills in
 * the latter when it sends the command, so that adapters only ever see {@link Known}.
 */
public sealed interface Input {

    /** A text that is known. */
    record Known(String known) implements Input {
        @Override
        public String text() {
            return known;
        }

        @Override
        public Value toValue() {
            return new Value.Text(known);
        }
    }

    /** An output of another task, only in plans. */
    record Output(TaskId task, String pointer) implements Input {
        @Override
        public String text() {
            throw new IllegalStateException("Expected parameters whose references are filled in, but found a reference"
                    + " to output " + pointer + " of task " + task);
        }

        @Override
        public Value toValue() {
            return new Value.Ref(task, pointer);
        }
    }

    static Input of(String text) {
        return new Known(text);
    }

    /** The output with a name of {@code task}, on which the bearer has to depend. */
    static Input output(TaskId task, String name) {
        return new Output(task, "/" + name);
    }

    /** The text; never asked of an {@link Output}. */
    String text();

    Value toValue();
}
