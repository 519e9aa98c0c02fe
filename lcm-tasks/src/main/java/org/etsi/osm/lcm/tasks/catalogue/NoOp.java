package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.ANY;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.NUMBER;

import org.etsi.osm.lcm.core.model.Value;

/** Does nothing, for measuring and for training. */
public final class NoOp {
    public static final TaskType TYPE = TaskType.draft(
                    "NoOp", "Does nothing, for measuring and for training.", TaskType.RO, TaskType.N2VC)
            .mayHave("delayMs", NUMBER, "how long it takes; 0 if absent")
            .mayHave("echo", ANY, "given back")
            .mayGive("echo", ANY, "what it was given")
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .effectFree()
            .postcondition("always holds");

    private NoOp() {}

    /** What it takes. */
    public record Parameters(int delayMs, Value echo) {
        public static final Parameters NONE = new Parameters(0, new Value.Nil());

        public Value.Obj toValue() {
            return Fields.write()
                    .put("delayMs", delayMs == 0 ? null : delayMs)
                    .put("echo", echo instanceof Value.Nil ? null : echo)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var delay = Fields.of("NoOp", given).optionalNumber("delayMs");
            return new Parameters(delay == null ? 0 : delay, given.field("echo").orElseGet(Value.Nil::new));
        }
    }
}
