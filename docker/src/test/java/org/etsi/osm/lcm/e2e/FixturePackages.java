package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Fixtures;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.junit.jupiter.api.Assumptions;

/** OSM's packages and messages, read in place. */
final class FixturePackages {
    static final String INSTANTIATE = "00000001-0000-4000-8000-000000000001";
    static final String TERMINATE = "00000002-0000-4000-8000-000000000002";
    static final String NS = "0f4d2c1e-6f0b-4b9e-9d6a-3b2c1d0e9f88";
    static final String NSD = "1eac876d-4406-4a55-b99a-baee9a672eb6";
    static final String VIM = "4a4425f7-3e72-4d45-a4ec-4241186f3547";
    static final String VNFD = "b9a4e2c6-70b4-4a7f-8a0e-21f3e7a4c1d2";

    private FixturePackages() {}

    static void assumePresent() {
        Assumptions.assumeTrue(
                Fixtures.present(), () -> "OSM's fixtures aren't at " + Fixtures.folder() + "; see -Dosm.fixtures");
    }

    static byte[] bytes(String path) {
        try {
            return Files.readAllBytes(Fixtures.folder().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores a package as NBI does, its cloud-init where it belongs. */
    static Value.Obj onboard(Nbi nbi, String name, String descriptor) {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> all = Files.list(Fixtures.folder().resolve("packages").resolve(name))) {
            for (Path file : all.toList()) {
                String fileName = String.valueOf(file.getFileName());
                files.put(fileName.equals(descriptor) ? fileName : "cloud_init/" + fileName, Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nbi.onboard(OsmYaml.read(bytes("packages/" + name + "/" + descriptor)), name, descriptor, files);
    }

    /** A message of NBI's about the one NS, from now and without what it says of VNFs that other packages have. */
    static Value.Obj message(String command) {
        var message = (Value.Obj) OsmYaml.read(bytes("wire/kafka/ns." + command + ".value.yaml"));
        var params = new LinkedHashMap<>(
                ((Value.Obj) message.field("operationParams").orElseThrow()).fields());
        params.remove("additionalParamsForVnf");
        var now = new Value.Dec(System.currentTimeMillis() / 1_000.0);
        return message.with("operationParams", new Value.Obj(params))
                .with("startTime", now)
                .with("statusEnteredTime", now);
    }

    /** Contracts, section 1.3. */
    static void awaitInstantiated(Rig rig, Value.Obj operation) {
        Value nsdId = operation.at("/operationParams/nsdId").orElseThrow();
        awaitSaid(
                rig,
                "instantiated",
                said(operation)
                        .with("startTime", operation.field("startTime").orElseThrow())
                        .with("links", operation.field("links").orElseThrow())
                        .with(
                                "operationParams",
                                Value.Obj.EMPTY.with("nsInstanceId", NS).with("nsdId", nsdId)));
    }

    /** Contracts, section 1.3. */
    static void awaitTerminated(Rig rig, Value.Obj operation) {
        Value autoremove = operation.at("/operationParams/autoremove").orElseThrow();
        awaitSaid(rig, "terminated", said(operation).with("autoremove", autoremove));
    }

    private static Value.Obj said(Value.Obj operation) {
        return Value.Obj.EMPTY
                .with("nsr_id", NS)
                .with("nslcmop_id", Nbi.id(operation))
                .with("operationState", "COMPLETED");
    }

    private static void awaitSaid(Rig rig, String command, Value.Obj message) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                rig.said(command, message.text("nslcmop_id").orElseThrow()))
                        .isNotEmpty()
                        .allSatisfy(said -> assertThat(said).isEqualTo(message)));
    }

    /** The tasks of a plan in order, each with what it waits for: {@code type label <- label, label}. */
    static List<String> graph(Operation operation) {
        return operation.plan().tasks().stream()
                .map(task -> task.type() + " " + task.label() + before(operation, task))
                .toList();
    }

    private static String before(Operation operation, TaskSpec task) {
        List<String> labels = task.dependsOn().stream()
                .map(id -> operation.plan().task(id).label())
                .toList();
        return labels.isEmpty() ? "" : " <- " + String.join(", ", labels);
    }
}
