package org.etsi.osm.lcm.containers;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/**
 * A container and what can be done to it from outside. Its data, name and published ports outlive its process. Not for
 * several threads at once, but for its log.
 */
final class Box implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int STOP_SECONDS = 60;
    /** What a role prints once it can work. */
    private static final String READY = "ready: ";

    private final String name;
    private final Role role;
    private final GenericContainer<?> container;
    private final Map<Role, Network> networks;
    private long readyBefore;

    /** @param networks in which it is, each by whom it reaches there */
    Box(String name, Role role, GenericContainer<?> container, Map<Role, Network> networks) {
        this.name = name;
        this.role = role;
        this.container = container;
        this.networks = Map.copyOf(networks);
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    String id() {
        return container.getContainerId();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    private ContainerState state() {
        return docker().inspectContainerCmd(id()).exec().getState();
    }

    boolean isRunning() {
        return Boolean.TRUE.equals(state().getRunning());
    }

    /** SIGKILL; returns when it is dead. */
    void kill() {
        docker().killContainerCmd(id()).withSignal("SIGKILL").exec();
        awaitEnd();
    }

    /** A JVM writes to its log what each of its threads does; nothing happens to one that doesn't run. */
    void tellThreads() {
        if (isRunning()) {
            docker().killContainerCmd(id()).withSignal("SIGQUIT").exec();
        }
    }

    /** SIGTERM; returns when it has ended, by SIGKILL if it takes too long. Gives the exit code. */
    long stop() {
        try {
            docker().stopContainerCmd(id()).withTimeout(STOP_SECONDS).exec();
        } catch (NotModifiedException e) {
            // It had ended by itself.
            return exitCode();
        }
        awaitEnd();
        return exitCode();
    }

    private void awaitEnd() {
        await(name + " to end")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !isRunning());
    }

    /** How its last process ended: 137 is SIGKILL. */
    long exitCode() {
        Long code = state().getExitCodeLong();
        return code == null ? -1 : code;
    }

    /** Starts a new process in it; returns at once. */
    void start() {
        readyBefore = timesReady();
        docker().startContainerCmd(id()).exec();
    }

    /** For a role of ours: waits until the process that runs now has said that it can work. */
    void awaitReady() {
        await(name + " to be ready")
                .atMost(LIMIT.multipliedBy(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!isRunning()) {
                        throw new IllegalStateException("Expected " + name + " to become ready, but it ended with "
                                + exitCode() + ":\n" + tail(40));
                    }
                    return timesReady() > readyBefore;
                });
    }

    private long timesReady() {
        return log(Integer.MAX_VALUE)
                .lines()
                .filter(line -> line.startsWith(READY))
                .count();
    }

    /** It stands still, and its connections stay as they are. Engines give up freezing a busy one at times. */
    void pause() {
        await(name + " to stand still")
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .ignoreException(InternalServerErrorException.class)
                .until(() -> {
                    if (!Boolean.TRUE.equals(state().getPaused())) {
                        docker().pauseContainerCmd(id()).exec();
                    }
                    return true;
                });
    }

    void unpause() {
        docker().unpauseContainerCmd(id()).exec();
    }

    /** Takes it out of the network in which it reaches somebody: no packet passes any more. */
    void cutFrom(Role whom) {
        docker().disconnectFromNetworkCmd()
                .withContainerId(id())
                .withNetworkId(network(whom).getId())
                .withForce(true)
                .exec();
    }

    void connectWith(Role whom) {
        docker().connectToNetworkCmd()
                .withContainerId(id())
                .withNetworkId(network(whom).getId())
                .exec();
    }

    private Network network(Role whom) {
        Network found = networks.get(whom);
        if (found == null) {
            throw new IllegalArgumentException(
                    "Expected a network of " + name + " with " + whom + ", but it has " + networks.keySet());
        }
        return found;
    }

    /** The last lines that it wrote. */
    String tail(int lines) {
        return log(lines);
    }

    private String log(int lines) {
        var text = new StringBuilder();
        var command = docker().logContainerCmd(id()).withStdOut(true).withStdErr(true);
        if (lines < Integer.MAX_VALUE) {
            command.withTail(lines);
        }
        try (var written = command.exec(new ResultCallback.Adapter<Frame>() {
            @Override
            public void onNext(Frame frame) {
                synchronized (text) {
                    text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                }
            }
        })) {
            written.awaitCompletion(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (text) {
            return text.toString();
        }
    }

    /** Keeps all that it ever wrote. */
    void saveLog(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name.toLowerCase(Locale.ROOT) + ".log"), log(Integer.MAX_VALUE));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to keep the log of " + name + ", but could not", e);
        }
    }

    /** Takes it away, with its data. */
    @Override
    public void close() {
        try {
            if (Boolean.TRUE.equals(state().getPaused())) {
                unpause();
            }
            docker().removeContainerCmd(id())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            // It is gone already.
            return;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
