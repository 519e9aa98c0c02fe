package org.etsi.osm.lcm.simulation;

/** Where a process may be, in what it does for one task: at each of them it can be cut off. */
enum Point {
    /** The engine is about to store a command of the task. */
    STORING_COMMAND,
    /** It has stored it, and not sent it yet. */
    STORED_COMMAND,
    /** It has sent it. */
    SENT_COMMAND,
    /** It is about to store that the task has ended. */
    STORING_END,
    /** It has stored it, and told nobody yet. */
    STORED_END,
    /** The adapter is about to look whether the task is done already. */
    LOOKING,
    /** It is about to make the call that changes the world. */
    ACTING,
    /** It has made it, and recorded nothing yet. */
    ACTED,
    /** It is about to remove something. */
    REMOVING,
    /** It has removed it, and recorded nothing yet. */
    REMOVED,
    /** It has recorded the result, and is about to tell it. */
    REPLYING,
    /** It has told it. */
    REPLIED;

    boolean isOfEngine() {
        return compareTo(LOOKING) < 0;
    }
}
