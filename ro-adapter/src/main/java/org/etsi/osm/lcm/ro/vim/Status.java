package org.etsi.osm.lcm.ro.vim;

/**
 * Where a resource stands at the VIM. Creation is asynchronous: callers poll {@link Vim#get} until the resource leaves
 * {@link #BUILD}. A resource that is gone has no status: {@code get} answers empty.
 */
public enum Status {
    BUILD,
    ACTIVE,
    /** Present, but switched off by someone. */
    INACTIVE,
    /** Failed; {@link Resource#fault()} has the VIM's words. It can still be deleted. */
    ERROR,
    /** A delete was accepted and hasn't finished. */
    DELETING,
    OTHER
}
