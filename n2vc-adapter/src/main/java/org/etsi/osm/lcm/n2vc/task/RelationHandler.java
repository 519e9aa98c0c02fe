package org.etsi.osm.lcm.n2vc.task;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.vca.Relation;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.tasks.catalogue.AddRelation;

/** Relates two execution environments; repeating it changes nothing. Thread-safe. */
final class RelationHandler implements TaskHandler {
    private final Vca vca;

    RelationHandler(Vca vca) {
        this.vca = vca;
    }

    @Override
    public String account(Value.Obj parameters) {
        return VcaCalls.account(parameters);
    }

    @Override
    public Observation observe(Work work) {
        return VcaCalls.call(() -> vca.isRelated(relation(work)))
                ? new Observation.Met(Value.Obj.EMPTY)
                : new Observation.Unmet();
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        var relation = relation(work);
        return SoftwareHandler.unready(vca, relation.provider())
                .or(() -> SoftwareHandler.unready(vca, relation.requirer()));
    }

    @Override
    public Value.Obj act(Work work) {
        VcaCalls.run(() -> vca.relate(work.taskKey(), relation(work)));
        return Value.Obj.EMPTY;
    }

    /** It goes with either environment. */
    @Override
    public List<String> leftovers(Work work) {
        return List.of();
    }

    @Override
    public void remove(Work work, String id) {
        throw new IllegalStateException("Expected a relation to leave nothing, but was asked to remove " + id);
    }

    private static Relation relation(Work work) {
        var asked = AddRelation.Parameters.from(work.parameters());
        return new Relation(
                asked.provider().text(),
                asked.providerEndpoint(),
                asked.requirer().text(),
                asked.requirerEndpoint());
    }
}
