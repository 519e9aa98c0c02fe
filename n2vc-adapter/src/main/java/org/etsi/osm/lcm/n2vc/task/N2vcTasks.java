package org.etsi.osm.lcm.n2vc.task;

import java.util.LinkedHashMap;
import java.util.Map;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.kafka.adapter.CheckedHandler;
import org.etsi.osm.lcm.kafka.adapter.NoOpHandler;
import org.etsi.osm.lcm.n2vc.k8s.Kubernetes;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.tasks.catalogue.AddRelation;
import org.etsi.osm.lcm.tasks.catalogue.CreateExecutionEnvironment;
import org.etsi.osm.lcm.tasks.catalogue.DeleteExecutionEnvironment;
import org.etsi.osm.lcm.tasks.catalogue.GetPublicKey;
import org.etsi.osm.lcm.tasks.catalogue.InstallConfigurationSoftware;
import org.etsi.osm.lcm.tasks.catalogue.InstallKdu;
import org.etsi.osm.lcm.tasks.catalogue.NoOp;
import org.etsi.osm.lcm.tasks.catalogue.RegisterExecutionEnvironment;
import org.etsi.osm.lcm.tasks.catalogue.RemoveEnvironments;
import org.etsi.osm.lcm.tasks.catalogue.RunPrimitive;
import org.etsi.osm.lcm.tasks.catalogue.TaskType;
import org.etsi.osm.lcm.tasks.catalogue.UninstallKdu;

/** Every task type of the catalogue that the N2VC adapter does, and how. */
public final class N2vcTasks {
    private N2vcTasks() {}

    /** The handlers by the name of their task type, working with this VCA and these clusters. */
    public static Map<String, TaskHandler> handlers(Vca vca, Kubernetes kubernetes) {
        var handlers = new LinkedHashMap<String, TaskHandler>();
        handlers.put(CreateExecutionEnvironment.TYPE.name(), EnvironmentHandler.creating(vca));
        handlers.put(RegisterExecutionEnvironment.TYPE.name(), EnvironmentHandler.registering(vca));
        handlers.put(InstallConfigurationSoftware.TYPE.name(), new SoftwareHandler(vca));
        handlers.put(GetPublicKey.TYPE.name(), new PublicKeyHandler(vca));
        handlers.put(AddRelation.TYPE.name(), new RelationHandler(vca));
        handlers.put(RunPrimitive.TYPE.name(), new RunPrimitiveHandler(vca));
        handlers.put(InstallKdu.TYPE.name(), new KduHandler(kubernetes));
        handlers.put(UninstallKdu.TYPE.name(), RemovalHandler.ofKdu(kubernetes));
        handlers.put(DeleteExecutionEnvironment.TYPE.name(), RemovalHandler.ofEnvironment(vca));
        handlers.put(RemoveEnvironments.TYPE.name(), RemovalHandler.ofNs(vca, kubernetes));
        handlers.put(NoOp.TYPE.name(), new NoOpHandler());
        return CheckedHandler.all(TaskType.N2VC, handlers);
    }
}
