/**
 * VIM accounts as RO looks after them: whether they can be used, shown where OSM's clients look. Depends on the
 * {@code Vim} port only.
 */
@NullMarked
package org.etsi.osm.lcm.ro.account;

import org.jspecify.annotations.NullMarked;
