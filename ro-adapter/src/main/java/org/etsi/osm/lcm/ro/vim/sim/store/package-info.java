/**
 * Keeps a simulated VIM in MongoDB, where several processes share it and restarts don't lose it. It may depend on the
 * simulated VIM's state port, the Vim port and the MongoDB driver.
 */
@NullMarked
package org.etsi.osm.lcm.ro.vim.sim.store;

import org.jspecify.annotations.NullMarked;
