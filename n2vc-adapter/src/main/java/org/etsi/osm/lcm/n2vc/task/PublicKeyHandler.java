package org.etsi.osm.lcm.n2vc.task;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.vca.PrimitiveRun;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.tasks.catalogue.GetPublicKey;

/** Reads the public key of an execution environment; changes nothing. Thread-safe. */
final class PublicKeyHandler implements TaskHandler {
    private final Vca vca;

    PublicKeyHandler(Vca vca) {
        this.vca = vca;
    }

    @Override
    public String account(Value.Obj parameters) {
        return VcaCalls.account(parameters);
    }

    @Override
    public Observation observe(Work work) {
        return VcaCalls.call(() -> vca.publicKey(environment(work)))
                .<Observation>map(key -> new Observation.Met(new GetPublicKey.Outputs(key).toValue()))
                .orElseGet(() -> keyless(environment(work)));
    }

    /** An environment makes its key with its software: as long as that goes on, waiting costs no attempt. */
    private Observation keyless(String environment) {
        return VcaCalls.call(() -> vca.software(environment))
                .filter(run -> run.state() == PrimitiveRun.State.RUNNING)
                .<Observation>map(
                        run -> new Observation.NotYet(environment + " is still making its key", Value.Obj.EMPTY))
                .orElseGet(Observation.Unmet::new);
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        String environment = environment(work);
        return SoftwareHandler.unready(vca, environment)
                .or(() -> Optional.of(VcaCalls.missing(
                        "execution environment " + environment + " to have made its key", "it hasn't yet")));
    }

    @Override
    public Value.Obj act(Work work) {
        throw new IllegalStateException("Expected a reading never to act, but it was asked to: " + work.taskKey());
    }

    @Override
    public boolean isEffectFree() {
        return true;
    }

    @Override
    public List<String> leftovers(Work work) {
        return List.of();
    }

    @Override
    public void remove(Work work, String id) {
        throw new IllegalStateException("Expected a reading to leave nothing, but was asked to remove " + id);
    }

    private static String environment(Work work) {
        return GetPublicKey.Parameters.from(work.parameters()).environmentId().text();
    }
}
