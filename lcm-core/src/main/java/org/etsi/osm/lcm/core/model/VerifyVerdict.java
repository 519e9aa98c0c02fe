package org.etsi.osm.lcm.core.model;

/** What VERIFY found about a task's postcondition. */
public enum VerifyVerdict {
    HOLDS,
    ABSENT,
    DIFFERS,
    UNKNOWN
}
