package org.etsi.osm.lcm.ro.vim;

/** The answer to a delete: neither says that the resource is gone now, only {@link Vim#get} does. */
public enum Deletion {
    /** The VIM took the request; the resource may need time to go. */
    ACCEPTED,
    /** There was no such resource. */
    ABSENT
}
