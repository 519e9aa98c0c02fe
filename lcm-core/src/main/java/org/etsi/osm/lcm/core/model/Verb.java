package org.etsi.osm.lcm.core.model;

/** What an operator can ask of an operation (design, section 3.5). */
public enum Verb {
    PAUSE,
    RESUME,
    CANCEL,
    RETRY,
    ROLLBACK,
    FAIL
}
