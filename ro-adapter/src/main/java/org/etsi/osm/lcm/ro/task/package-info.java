/**
 * How each unit task of the RO adapter is done at a VIM. Depends on the VIM port, the task catalogue and the handlers'
 * contract; never on the engine or on a driver of one VIM.
 */
@NullMarked
package org.etsi.osm.lcm.ro.task;

import org.jspecify.annotations.NullMarked;
