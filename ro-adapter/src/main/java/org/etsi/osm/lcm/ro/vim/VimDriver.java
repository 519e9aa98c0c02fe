package org.etsi.osm.lcm.ro.vim;

/** Opens accounts of one {@code vim_type}; opening does no I/O that could block for long. */
@FunctionalInterface
public interface VimDriver {
    Vim open(VimAccount account);
}
