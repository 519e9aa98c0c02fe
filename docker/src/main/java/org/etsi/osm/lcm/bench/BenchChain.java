package org.etsi.osm.lcm.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.model.RetryPolicy;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.kafka.wire.CommandCodec;
import org.etsi.osm.lcm.kafka.wire.InboxCodec;
import org.etsi.osm.lcm.tasks.catalogue.NoOp;
import org.etsi.osm.lcm.tasks.catalogue.TaskType;
import org.etsi.osm.lcm.tasks.planner.Records;

/** What the measured operations are made of: no-op tasks, each after the one before it. */
final class BenchChain {
    static final Records NO_RECORDS =
            new Records(null, List.of(), null, Map.of(), Map.of(), Map.of(), Map.of(), List.of());

    private BenchChain() {}

    static Plan plan(int tasks) {
        var chain = new ArrayList<TaskSpec>();
        for (int i = 0; i < tasks; i++) {
            chain.add(new TaskSpec(
                    TaskId.at(i),
                    NoOp.TYPE.name(),
                    "no-op " + (i + 1),
                    TaskType.RO,
                    NoOp.Parameters.NONE.toValue(),
                    i == 0 ? List.of() : List.of(TaskId.at(i - 1)),
                    Duration.ofMinutes(1),
                    RetryPolicy.NEVER,
                    Reversibility.EXACT,
                    Map.of()));
        }
        return new Plan(chain);
    }

    static byte[] sampleCommand() {
        return CommandCodec.encode(command());
    }

    static byte[] sampleReply() {
        return InboxCodec.encode(new Inbound.Replied(Reply.succeeded(command(), Value.Obj.EMPTY)));
    }

    private static Command command() {
        String id = UUID.randomUUID().toString();
        return new Command(
                new OperationId(id),
                "ns-" + id,
                TaskId.at(0),
                TaskType.RO,
                NoOp.TYPE.name(),
                CommandAction.EXECUTE,
                1,
                1,
                Value.Obj.EMPTY,
                null,
                60_000,
                new ReplyTo("lcm-inbox", 0, "ns-" + id));
    }
}
