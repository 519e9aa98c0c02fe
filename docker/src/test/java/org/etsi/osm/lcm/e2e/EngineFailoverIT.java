package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoOperationQueries.PartitionOwner;
import org.etsi.osm.lcm.kafka.service.LcmService;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two LCMs, one of which goes in the middle: the other one brings everything to its end, and nothing is done twice. */
@Timeout(180)
class EngineFailoverIT {
    private static final int NSS = 4;

    @TempDir
    private static Path folder;

    private static Rig rig;
    private static String vim;
    private static Value.Obj nsd;

    @BeforeAll
    static void start() {
        rig = new Rig(folder);
        vim = rig.addVim("site", 1_500);
        Small.onboardVnf(rig.nbi());
        nsd = Small.onboardNs(rig.nbi(), 2);
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    private static long owners() {
        return rig.store().queries().partitionOwners().stream()
                .map(PartitionOwner::owner)
                .distinct()
                .count();
    }

    @Test
    void shouldGoOnWithTheOtherWhenOneGoesInTheMiddle() {
        LcmService second = rig.startLcm();
        await("both have partitions").atMost(Rig.LIMIT).until(() -> owners() == 2);
        List<Value.Obj> nss = new ArrayList<>();
        List<String> operations = new ArrayList<>();
        for (int i = 0; i < NSS; i++) {
            nss.add(Small.createNs(rig.nbi(), "ns-" + UUID.randomUUID(), nsd, vim));
        }
        nss.forEach(nsr -> operations.add(rig.nbi().start("instantiate", nsr)));
        operations.forEach(operation -> rig.awaitTask(operation, "CreateServer", TaskState.RUNNING));

        rig.firstLcm().close();

        operations.forEach(operation -> rig.awaitState(operation, "COMPLETED"));
        assertThat(owners()).isEqualTo(1);
        for (int i = 0; i < NSS; i++) {
            verifyMadeOnce(nss.get(i));
            Journals.verifyComplete(rig.tap(), rig.operation(operations.get(i)).orElseThrow());
        }

        LcmService third = rig.startLcm();
        await("both have partitions").atMost(Rig.LIMIT).until(() -> owners() == 2);
        List<String> ends =
                nss.stream().map(nsr -> rig.nbi().start("terminate", nsr)).toList();
        second.close();

        ends.forEach(operation -> rig.awaitState(operation, "COMPLETED"));
        nss.forEach(nsr -> assertThat(rig.resources(vim, Nbi.id(nsr))).isEmpty());
        third.close();
    }

    private static void verifyMadeOnce(Value.Obj nsr) {
        List<Resource> made = rig.resources(vim, Nbi.id(nsr));
        // Two servers with a port each, and the flavor that both have.
        assertThat(made).hasSize(5);
        assertThat(made).extracting(Resource::tags).doesNotHaveDuplicates();
    }
}
