package org.etsi.osm.lcm.kafka.wire;

/** The kinds of our own messages; the word is in each message and, once more, in its header. */
public enum MessageType {
    COMMAND("command"),
    REPLY("reply"),
    REQUEST("request"),
    VANISHED("vanished"),
    FREEZES_CHANGED("freezes-changed"),
    VERB("verb"),
    /** Freezes and thaws, and the question which are in force. */
    FREEZE("freeze"),
    /** A plan to look at. */
    PLAN("plan"),
    ANSWER("answer"),
    TASK_STATE("task-state"),
    OPERATION_STATE("operation-state"),
    /** What was decided and why: the journal, beside the transitions that it led to. */
    DECISION("decision"),
    REJECTED("rejected"),
    /** What OSM reads; it carries no word of ours. */
    OSM("osm");

    /** The record header with the word. */
    public static final String HEADER = "lcm-type";

    /** The version of all of them. */
    public static final int VERSION = 1;

    private final String word;

    MessageType(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
