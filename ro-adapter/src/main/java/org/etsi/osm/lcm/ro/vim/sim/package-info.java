/**
 * A VIM that behaves like an OpenStack without being one: durable, shared by processes, with faults that can be
 * switched on while it runs. It may depend on the Vim port, the JDK and JSpecify; it owns no thread and reads no clock
 * of its own.
 */
@NullMarked
package org.etsi.osm.lcm.ro.vim.sim;

import org.jspecify.annotations.NullMarked;
