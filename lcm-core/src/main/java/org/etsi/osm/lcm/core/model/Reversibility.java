package org.etsi.osm.lcm.core.model;

/**
 * What a rollback of a task can restore: all of it; all but content or dynamic addresses; nothing by itself, since the
 * effects live in a resource that another task's rollback removes; nothing at all.
 */
public enum Reversibility {
    EXACT,
    LOSSY,
    ABSORBED,
    IMPOSSIBLE
}
