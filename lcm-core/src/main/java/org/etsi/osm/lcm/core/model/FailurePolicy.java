package org.etsi.osm.lcm.core.model;

/** What follows when a task has failed for good: wait for an operator, roll back, or close as FAILED. */
public enum FailurePolicy {
    HOLD,
    ROLLBACK,
    FAIL
}
