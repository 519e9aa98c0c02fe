package org.etsi.osm.lcm.simulation;

import org.etsi.osm.lcm.core.adapter.OrphanStore.Fate;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Orphan;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Reason;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Verb;

/** What a call can be about, in words: the same for who counts the points and for who gets there. */
final class About {
    static final String REQUEST = "a request";
    static final String PLAN = "a plan";
    static final String UPKEEP = "outbox, timers or queue alone";
    static final String FREEZES = "freezes";
    static final String VANISHED = "vanished records";
    static final String UNREADABLE_RECORD = "an unreadable record";
    static final String BROKEN = "a broken operation";
    static final String KILLED = "a broken operation that is killed";
    static final String PARTITION = "a partition";
    static final String PROGRESS = "progress";
    static final String REJECTION = "a rejected verb";
    static final String JOURNAL = "the journal";
    static final String RECORDS = "OSM's records";
    static final String ANNOUNCEMENT = "OSM's message of the end";
    static final String STALE = "a stale command";
    static final String EARLIER = "tasks of earlier operations";
    static final String LEASE = "a lease";
    static final String LEASE_BACK = "a lease given back";
    static final String LEARNED = "what was learned";
    static final String SWEEP = "the sweep";

    private About() {}

    static String command(CommandAction action, String type) {
        return action + " of " + type;
    }

    static String end(CommandAction action, String type) {
        return "end of " + command(action, type);
    }

    static String verb(Verb verb, boolean isOnTask) {
        return verb + (isOnTask ? " on a task" : " on an operation");
    }

    static String task(TaskState state) {
        return "task " + state;
    }

    static String operation(OperationState state) {
        return "operation " + state;
    }

    static String orphan(Orphan orphan) {
        return orphan.fate() == Fate.REPORTED ? orphan(orphan.reason()) : orphan(orphan.fate());
    }

    static String orphan(Reason reason) {
        return "orphan " + reason;
    }

    static String orphan(Fate fate) {
        return "orphan " + fate;
    }
}
