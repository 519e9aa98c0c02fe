package org.etsi.osm.lcm.core.adapter;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Addressed;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.port.BusUnavailableException;

/** Replies that may be sent, since what they say is stored, and weren't acknowledged yet. */
final class Outbox {
    private final AdapterBus bus;
    private final List<Addressed> unsent = new ArrayList<>();

    Outbox(AdapterBus bus) {
        this.bus = bus;
    }

    void add(ReplyTo to, Reply reply) {
        unsent.add(new Addressed(to, reply));
    }

    void addAll(List<Addressed> replies) {
        unsent.addAll(replies);
    }

    boolean isEmpty() {
        return unsent.isEmpty();
    }

    void send() {
        if (unsent.isEmpty()) {
            return;
        }
        try {
            bus.reply(List.copyOf(unsent));
            unsent.clear();
        } catch (BusUnavailableException e) {
            // Old progress is worth nothing, and the bus may be away for long.
            unsent.removeIf(one -> !one.reply().isFinal());
            throw e;
        }
    }
}
