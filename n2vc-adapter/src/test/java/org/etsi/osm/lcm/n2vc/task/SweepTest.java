package org.etsi.osm.lcm.n2vc.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.etsi.osm.lcm.core.model.CommandAction.ABORT;
import static org.etsi.osm.lcm.core.model.CommandAction.EXECUTE;
import static org.etsi.osm.lcm.core.model.CommandAction.ROLLBACK;

import java.time.Duration;
import org.etsi.osm.lcm.core.adapter.AdapterSettings;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Fate;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Orphan;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Reason;
import org.etsi.osm.lcm.core.adapter.Sweep;
import org.etsi.osm.lcm.core.adapter.TaskHandler.EffectException;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.memory.MemoryOrphanStore;
import org.etsi.osm.lcm.n2vc.EnvironmentLeftovers;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives at the VCA or in a cluster after its task was undone is removed, and is on record. */
class SweepTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);
    private static final Value.Obj ENVIRONMENT = Value.Obj.EMPTY
            .with("namespace", ".ns-1.vnf-0")
            .with("technology", "helm-v3")
            .with("artifact", "chart");
    private static final Value.Obj RELEASE = Value.Obj.EMPTY
            .with("cluster", "c1")
            .with("technology", "helm-chart-v3")
            .with("model", "chart")
            .with("instance", "kdu-1")
            .with("namespace", "space");

    private final AdapterScene scene = new AdapterScene();
    private final MemoryOrphanStore orphans = new MemoryOrphanStore();
    private final Sweep sweep = new Sweep(
            new EnvironmentLeftovers(scene.vca, scene.kubernetes),
            scene.ledger,
            orphans,
            "n2vc",
            AdapterSettings.DEFAULTS,
            scene::nowMs);

    private Command command(String type, CommandAction action, long sequence) {
        return scene.command(action, type, sequence, type.equals("InstallKdu") ? RELEASE : ENVIRONMENT);
    }

    private int sweepAll() {
        int removed = 0;
        for (String account : EnvironmentLeftovers.ACCOUNTS) {
            removed += sweep.turn(account, new Moment(scene.nowMs(), scene.nowMs()));
        }
        return removed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateExecutionEnvironment", "InstallKdu"})
    void shouldRemoveWhatArrivesAfterItsTaskWasUndone(String type) {
        scene.state.put(SimVcaFault.always("late", new SimVcaFault.AcceptLate(Duration.ofMinutes(2)))
                .times(1));
        var adapter = scene.adapter().receives(command(type, EXECUTE, 1)).passes(Duration.ofSeconds(2));
        adapter.receives(command(type, ABORT, 1))
                .receives(command(type, ROLLBACK, 2))
                .passes(LONG_ENOUGH);
        scene.replies.clear();
        assertThat(scene.vca.ofTask("op-1/t0001").size()
                        + scene.kubernetes.ofTask("op-1/t0001").size())
                .isOne();

        assertThat(sweepAll()).isZero();
        adapter.passes(Duration.ofSeconds(30));
        assertThat(sweepAll()).isOne();
        adapter.passes(LONG_ENOUGH);

        assertThat(scene.vca.ofTask("op-1/t0001")).isEmpty();
        assertThat(scene.kubernetes.all()).isEmpty();
        assertThat(orphans.latest(10))
                .filteredOn(orphan -> orphan.taskKey().equals("op-1/t0001"))
                .singleElement()
                .matches(orphan -> orphan.reason() == Reason.LATE && orphan.fate() == Fate.REMOVED)
                .extracting(Orphan::kind)
                .isEqualTo(type.equals("InstallKdu") ? "release" : "environment");
    }

    /** What is at work, or was done, stays; of a task that nobody knows it is only told. */
    @Test
    void shouldLeaveWhatItsTaskStandsFor() {
        var adapter = scene.adapter()
                .receives(command("CreateExecutionEnvironment", EXECUTE, 1))
                .passes(Duration.ofSeconds(5));
        sweepAll();
        adapter.passes(LONG_ENOUGH);
        sweepAll();
        adapter.passes(LONG_ENOUGH);
        sweepAll();

        scene.onlySuccess();
        assertThat(scene.vca.ofTask("op-1/t0001")).hasSize(1);
        assertThat(scene.vca.describe(scene.environment)).isPresent();
        assertThat(orphans.latest(10))
                .singleElement()
                .matches(orphan -> orphan.reason() == Reason.UNKNOWN_TASK && orphan.fate() == Fate.REPORTED);
    }

    @Test
    void shouldNotTakeAVcaThatIsAwayForAnEmptyOne() {
        scene.state.put(SimVcaFault.always("away", new SimVcaFault.Refuse(VcaException.Code.UNAVAILABLE))
                .on(Call.READ));

        assertThatExceptionOfType(EffectException.class).isThrownBy(this::sweepAll);
    }
}
