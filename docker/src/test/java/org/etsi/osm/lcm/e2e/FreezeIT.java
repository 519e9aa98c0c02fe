package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.store.mongo.MongoOperationQueries.PartitionOwner;
import org.etsi.osm.lcm.kafka.service.LcmService;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.etsi.osm.lcm.kafka.wire.WideRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A frozen VIM: nothing starts there, whoever owns the operation, and everything goes on when it is thawed. */
@Timeout(180)
class FreezeIT {
    @TempDir
    private static Path folder;

    private static Rig rig;
    private static String frozenVim;
    private static String otherVim;
    private static Value.Obj nsd;

    @BeforeAll
    static void start() {
        rig = new Rig(folder);
        frozenVim = rig.addVim("frozen", 200);
        otherVim = rig.addVim("other", 200);
        Small.onboardVnf(rig.nbi());
        nsd = Small.onboardNs(rig.nbi(), 1);
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    private static Value.Obj createNs(String vim) {
        return Small.createNs(rig.nbi(), "ns-" + UUID.randomUUID(), nsd, vim);
    }

    @Test
    void shouldStartNothingAtAFrozenVimUntilItIsThawed() {
        var vim = new Selector(Selector.Kind.VIM, frozenVim);
        var freeze = new WideRequest.Freeze(UUID.randomUUID().toString(), "e2e", vim, "storage is being moved");
        ReadAnswer frozen = rig.ask(freeze);
        assertThat(frozen.accepted()).isTrue();
        assertThat(frozen.detail().items("missing")).isEmpty();
        assertThat(frozen.detail().items("acknowledged")).hasSize(3);

        Value.Obj there = createNs(frozenVim);
        String kept = rig.nbi().start("instantiate", there);
        String free = rig.nbi().start("instantiate", createNs(otherVim));

        rig.awaitState(free, "COMPLETED");
        await("the frozen one is planned")
                .atMost(Rig.LIMIT)
                .until(() -> rig.operation(kept)
                        .filter(operation -> operation.isPlanned())
                        .isPresent());
        verifyKept(kept, there);

        // Its next owner keeps it, too.
        String owner = rig.operation(kept).orElseThrow().ownership().owner();
        LcmService second = rig.startLcm();
        assertThat(second.awaitReady(Rig.LIMIT)).isTrue();
        rig.firstLcm().close();
        await("every partition has an owner that goes on")
                .atMost(Rig.LIMIT)
                .until(() -> rig.store().queries().partitionOwners().stream()
                                .map(PartitionOwner::owner)
                                .distinct()
                                .count()
                        == 1);
        await("the frozen one has another owner")
                .atMost(Rig.LIMIT)
                .until(() -> rig.ask(Verb.PREVIEW, kept).accepted()
                        && !rig.operation(kept)
                                .orElseThrow()
                                .ownership()
                                .owner()
                                .equals(owner));
        verifyKept(kept, there);
        assertThat(rig.ask(freeze).detail().items("missing")).as("asked again").isEmpty();
        ReadAnswer list = rig.ask(new WideRequest.ListFreezes(UUID.randomUUID().toString(), "e2e"));
        assertThat(list.detail().at("/freezes/0/value")).contains(Value.of(frozenVim));

        ReadAnswer thawed = rig.ask(new WideRequest.Thaw(UUID.randomUUID().toString(), "e2e", vim));
        assertThat(thawed.accepted()).isTrue();
        assertThat(thawed.detail().items("freezes")).isEmpty();
        rig.awaitState(kept, "COMPLETED");
        assertThat(rig.resources(frozenVim, Nbi.id(there))).isNotEmpty();
        Journals.verifyComplete(rig.tap(), rig.operation(kept).orElseThrow());
    }

    @Test
    void shouldShowAPlanWithoutDoingAnything() {
        Value.Obj nsr = createNs(otherVim);
        ReadAnswer ofRequest = rig.ask(new WideRequest.DryRun(
                UUID.randomUUID().toString(),
                "e2e",
                Optional.empty(),
                Value.Obj.EMPTY
                        .with("nsInstanceId", Nbi.id(nsr))
                        .with("type", "instantiate")
                        .with("operationParams", Value.Obj.EMPTY.with("vimAccountId", otherVim))));
        assertThat(ofRequest.accepted()).as(ofRequest.reason()).isTrue();
        assertThat(ofRequest.detail().items("tasks"))
                .extracting(task -> task.text("type").orElseThrow())
                .contains("CreatePort", "CreateServer");
        assertThat(rig.resources(otherVim, Nbi.id(nsr))).isEmpty();

        String done = rig.nbi().start("instantiate", nsr);
        rig.awaitState(done, "COMPLETED");
        ReadAnswer ofRecord = rig.ask(
                new WideRequest.DryRun(UUID.randomUUID().toString(), "e2e", Optional.of(done), Value.Obj.EMPTY));
        assertThat(ofRecord.accepted()).as(ofRecord.reason()).isTrue();
        assertThat(ofRecord.detail().at("/taskCount"))
                .contains(Value.of(rig.operation(done).orElseThrow().plan().size()));

        ReadAnswer refused = rig.ask(new WideRequest.DryRun(
                UUID.randomUUID().toString(),
                "e2e",
                Optional.empty(),
                Value.Obj.EMPTY.with("nsInstanceId", "nowhere").with("type", "instantiate")));
        assertThat(refused.accepted()).isFalse();
        assertThat(refused.reason()).contains("Expected");
    }

    private static void verifyKept(String operation, Value.Obj nsr) {
        assertThat(rig.resources(frozenVim, Nbi.id(nsr))).isEmpty();
        assertThat(rig.operation(operation).orElseThrow().inFlight()).isZero();
        assertThat(rig.operationState(operation)).isEqualTo("PROCESSING");
    }
}
