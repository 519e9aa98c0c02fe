/** Reads VIM accounts as OSM stores them. It may depend on the Vim port and the MongoDB driver. */
@NullMarked
package org.etsi.osm.lcm.ro.vim.store;

import org.jspecify.annotations.NullMarked;
