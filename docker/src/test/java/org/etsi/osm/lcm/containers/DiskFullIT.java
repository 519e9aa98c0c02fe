package org.etsi.osm.lcm.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * {@code lcm up} on a disk that fills while it works: it says so once and ends, loses nothing, and goes on when there
 * is room again. The disk is a small one in memory, kept by a container that only sleeps.
 */
@Containers
class DiskFullIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String DATA = "/var/lib/osm-lcm";
    private static final String DISK = "osm-lcm-disk-" + System.nanoTime();
    private static final int FAILED = 1;
    private static final String CLEAR = "this process ends; what was acknowledged is kept";

    private final DockerClient docker = DockerClientFactory.instance().client();

    @Test
    void shouldGoOnAfterTheDiskWasFull() throws IOException, InterruptedException {
        docker.createVolumeCmd()
                .withName(DISK)
                .withDriver("local")
                .withDriverOpts(Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=96m,uid=10001"))
                .exec();
        try (var keeper = on(Images.jre()).withCreateContainerCmdModifier(command -> command.withEntrypoint("sleep"));
                var up = on(Images.lcm()).withCommand("up")) {
            keeper.withCommand("3600").start();
            up.withEnv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
            for (String file : List.of(
                    "gateway_vnf/gateway_vnfd.yaml",
                    "gateway_vnf/cloud_init/gateway.cfg",
                    "cluster_vnf/cluster_vnfd.yaml",
                    "cluster_vnf/cloud_init/master.cfg",
                    "sample_ns/sample_nsd.yaml")) {
                up.withCopyToContainer(Transferable.of(sample(file)), "/tmp/samples/" + file);
            }
            up.start();
            var box = new Box("up", Role.ENGINE, up, Map.of());
            box.awaitReady();
            goesOn(keeper, up, box);
        } finally {
            docker.removeVolumeCmd(DISK).exec();
        }
    }

    private static void goesOn(GenericContainer<?> keeper, GenericContainer<?> up, Box box)
            throws IOException, InterruptedException {
        lcm(up, "vim", "add", "sim1");
        String vimBefore = lcm(up, "vim", "show", "sim1", "--all");
        lcm(up, "onboard", "/tmp/samples/gateway_vnf", "/tmp/samples/cluster_vnf", "/tmp/samples/sample_ns");
        lcm(up, "ns", "create", "demo", "--nsd", "sample-ns", "--vim", "sim1");
        String asked = lcm(up, "ns", "instantiate", "demo");
        String operation = asked.substring(asked.lastIndexOf(' ') + 1).strip();

        keeper.execInContainer("dd", "if=/dev/zero", "of=" + DATA + "/ballast", "bs=64k");
        await("the end of up").atMost(LIMIT).until(() -> !box.isRunning());
        assertThat(box.exitCode()).isEqualTo(FAILED);
        assertThat(box.tail(10_000).lines().filter(line -> line.contains(CLEAR)))
                .hasSize(1);

        assertThat(keeper.execInContainer("rm", DATA + "/ballast").getExitCode())
                .isZero();
        long freed = System.nanoTime();
        box.start();
        box.awaitReady();
        long recoveryMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - freed);
        String end = lcm(up, "op", "wait", operation, "--for", "120");
        assertThat(end).contains("COMPLETED");
        String shown = lcm(up, "ns", "show", "demo");
        assertThat(shown.lines().filter(line -> line.contains("ACTIVE"))).hasSize(4);
        assertThat(lcm(up, "vim", "show", "sim1").lines().filter(line -> line.contains("SERVER ")))
                .hasSize(4);
        SpecialFigures.add("disk of lcm up full during work", recoveryMs, "COMPLETED");

        box.stop();
        box.start();
        box.awaitReady();
        assertThat(lcm(up, "ns", "show", "demo")).isEqualTo(shown);
        lcm(up, "ns", "terminate", "demo", "--wait", "120");
        assertThat(lcm(up, "vim", "show", "sim1", "--all")).isEqualTo(vimBefore);
    }

    private static GenericContainer<?> on(DockerImageName image) {
        return Cluster.container(image)
                .withCreateContainerCmdModifier(command ->
                        Objects.requireNonNull(command.getHostConfig()).withBinds(new Bind(DISK, new Volume(DATA))));
    }

    private static byte[] sample(String file) throws IOException {
        try (var in = Objects.requireNonNull(DiskFullIT.class.getResourceAsStream("/samples/" + file))) {
            return in.readAllBytes();
        }
    }

    /** One command of the operator, beside it in its container. */
    private static String lcm(GenericContainer<?> up, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                "env", "-u", "JAVA_TOOL_OPTIONS", "java", "-XX:TieredStopAtLevel=1", "-jar", "/opt/lcm/lcm.jar"));
        line.addAll(Arrays.asList(arguments));
        ExecResult result = up.execInContainer(line.toArray(String[]::new));
        assertThat(result.getExitCode())
                .as(String.join(" ", arguments) + ": " + result.getStdout() + result.getStderr())
                .isZero();
        return result.getStdout();
    }
}
