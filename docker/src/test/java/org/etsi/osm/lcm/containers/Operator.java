package org.etsi.osm.lcm.containers;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.kafka.client.OperatorClient;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;

/** NBI's user and the LCM's operator in one, who doesn't give up while Kafka or MongoDB are away. One thread's. */
final class Operator implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(12);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Cluster cluster;
    private final OperatorClient client;

    Operator(Cluster cluster) {
        this.cluster = cluster;
        this.client = cluster.site().operator();
    }

    /**
     * Asks for an operation once; gives its id. NBI's message may be lost when Kafka is away: then its record alone is
     * there, and nobody says it again.
     */
    String request(String type, Value.Obj nsr, Value.Obj parameters) {
        String ns = nsr.text("_id").orElseThrow();
        Set<String> before = operations(ns);
        while (true) {
            try {
                return cluster.catalog().start(type, nsr, parameters, client);
            } catch (BusUnavailableException | StoreUnavailableException e) {
                Set<String> more = operations(ns);
                more.removeAll(before);
                if (!more.isEmpty()) {
                    return more.iterator().next();
                }
            }
        }
    }

    private Set<String> operations(String ns) {
        return patiently("the records of " + ns, () -> {
            var ids = new HashSet<String>();
            cluster.catalog()
                    .of("nslcmops", "nsInstanceId", ns)
                    .forEach(record -> record.text("_id").ifPresent(ids::add));
            return ids;
        });
    }

    /** Asks a verb until there is an answer, always under the same id. */
    ReadAnswer ask(Verb verb, String operation, VerbArguments arguments) {
        var request = VerbRequest.of(UUID.randomUUID().toString(), new OperationId(operation), verb, "containers")
                .with(arguments);
        return patiently("an answer to " + verb + " of " + operation, () -> client.ask(request, ANSWER_LIMIT))
                .orElseThrow();
    }

    /** What a call gives, once it gives something. */
    private static <T> T patiently(String what, Callable<T> call) {
        var found = new AtomicReference<T>();
        await(what).atMost(PATIENCE).pollInterval(LOOK).ignoreExceptions().until(() -> {
            T given = call.call();
            found.set(given);
            return !(given instanceof Optional<?> optional) || optional.isPresent();
        });
        return found.get();
    }

    @Override
    public void close() {
        client.close();
    }
}
