package org.etsi.osm.lcm.core.model;

/** What an adapter is asked to do with a task (design, section 4). */
public enum CommandAction {
    EXECUTE,
    ROLLBACK,
    VERIFY,
    ABORT
}
