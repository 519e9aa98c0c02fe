package org.etsi.osm.lcm.core.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus.Delivery;
import org.etsi.osm.lcm.core.port.EngineBus.Received;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.jspecify.annotations.Nullable;

/**
 * What one turn has decided, on its way through the shell's order: stored, then sent, then committed. A batch that
 * meets trouble is taken up again where it stands; nothing new is decided before it is through. Confined to the loop's
 * thread.
 */
final class Batch {
    /** How far it has come. */
    enum Phase {
        WRITE,
        /** Some write may or may not have happened: what is stored has to be looked at first. */
        RECONCILE,
        PUBLISH,
        COMMIT
    }

    /** A command that has met silence, and is sent again unless this batch has overtaken it. */
    record Resend(Live live, TaskId task, long sequence) {}

    /**
     * An operation that is closed without being decided, and who asked for it.
     *
     * @param live none if it can't even be read
     */
    record Killing(
            Write.Kill write, VerbRequest request, @Nullable Live live) {}

    private final Map<Integer, List<Received>> records = new HashMap<>();
    private final Set<Live> touched = new LinkedHashSet<>();
    private final Map<Live, Write> unwritten = new java.util.LinkedHashMap<>();
    private final List<Write.Park> parks = new ArrayList<>();
    private final List<Write.Park> unreadable = new ArrayList<>();
    private final List<Killing> unkilled = new ArrayList<>();
    private final List<Killing> killed = new ArrayList<>();
    private final List<Resend> resends = new ArrayList<>();
    private final List<Command> looks = new ArrayList<>();
    private final List<Delivery> answers = new ArrayList<>();
    private final List<Live> duplicates = new ArrayList<>();
    private Phase phase = Phase.WRITE;

    Phase phase() {
        return phase;
    }

    void phase(Phase next) {
        phase = next;
    }

    /**
     * The records that it was made from, by partition: committed at its end, processed again if the partition is
     * fenced.
     */
    Map<Integer, List<Received>> records() {
        return records;
    }

    Set<Live> touched() {
        return touched;
    }

    Map<Live, Write> unwritten() {
        return unwritten;
    }

    List<Write.Park> parks() {
        return parks;
    }

    /** Operations that can't even be read: OSM's records have to show it. */
    List<Write.Park> unreadable() {
        return unreadable;
    }

    /** Operations that are to be closed without being decided. */
    List<Killing> unkilled() {
        return unkilled;
    }

    /** Those of them whose write is confirmed. */
    List<Killing> killed() {
        return killed;
    }

    List<Resend> resends() {
        return resends;
    }

    /** Looks at the world to ask for, which belong to no task's sequence. */
    List<Command> looks() {
        return looks;
    }

    /** Answers about operations that nobody has in memory. */
    List<Delivery> answers() {
        return answers;
    }

    /** Operations that turned out to be stored already, and over. */
    List<Live> duplicates() {
        return duplicates;
    }

    boolean isEmpty() {
        return touched.isEmpty()
                && records.isEmpty()
                && parks.isEmpty()
                && resends.isEmpty()
                && looks.isEmpty()
                && answers.isEmpty();
    }

    /** Forgets what belongs to a partition. */
    void drop(int partition) {
        records.remove(partition);
        touched.removeIf(live -> live.current().ownership().partition() == partition);
        unwritten.keySet().removeIf(live -> live.current().ownership().partition() == partition);
        parks.removeIf(park -> park.ownership().partition() == partition);
        unkilled.removeIf(killing -> killing.write().ownership().partition() == partition);
        killed.removeIf(killing -> killing.write().ownership().partition() == partition);
        unreadable.removeIf(park -> park.ownership().partition() == partition);
        duplicates.removeIf(live -> live.current().ownership().partition() == partition);
        looks.removeIf(look -> look.replyTo().partition() == partition);
        resends.removeIf(resend -> resend.live().current().ownership().partition() == partition);
    }
}
