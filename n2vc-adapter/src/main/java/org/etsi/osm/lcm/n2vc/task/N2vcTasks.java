package org.etsi.osm.lcm.n2vc.task;

import java.util.Map;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.kafka.adapter.CheckedHandler;
import org.etsi.osm.lcm.kafka.adapter.NoOpHandler;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.tasks.catalogue.NoOp;
import org.etsi.osm.lcm.tasks.catalogue.RunPrimitive;

/** Every task type of the catalogue that the N2VC adapter does, and how. */
public final class N2vcTasks {
    private N2vcTasks() {}

    /** The handlers by the name of their task type, working with this VCA. */
    public static Map<String, TaskHandler> handlers(Vca vca) {
        return CheckedHandler.all(
                "n2vc",
                Map.of(RunPrimitive.TYPE.name(), new RunPrimitiveHandler(vca), NoOp.TYPE.name(), new NoOpHandler()));
    }
}
