package org.etsi.osm.lcm.kafka.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.jspecify.annotations.Nullable;

/** The operators' topic in memory; it fails to send on demand. */
final class FakeIntakeBus implements IntakeBus {
    static final int PARTITIONS = 3;

    final List<Told> told = new ArrayList<>();
    final List<Inbound> toAll = new ArrayList<>();
    final List<ForEngine> inbox = new ArrayList<>();
    int sendFailures;
    private final List<Taken> waiting = new ArrayList<>();
    private long offset;

    void receive(String value) {
        receive(controlTopic(), null, value);
    }

    void receive(String topic, @Nullable String key, String value) {
        waiting.add(new Taken(topic, 0, offset++, key, value.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public List<Taken> poll(long maxWaitMs) {
        var taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    @Override
    public void send(Findings findings) {
        if (sendFailures > 0) {
            sendFailures--;
            throw new BusUnavailableException("Expected an acknowledgement, but none came");
        }
        told.addAll(findings.replies());
        toAll.addAll(findings.toAll());
        inbox.addAll(findings.inbox());
    }

    @Override
    public void commit(List<Taken> taken) {}

    @Override
    public String controlTopic() {
        return "lcm-control";
    }

    @Override
    public int inboxPartitions() {
        return PARTITIONS;
    }
}
