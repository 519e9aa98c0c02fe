/**
 * The catalogue of unit tasks and the planners that turn descriptors and records into a plan. It may depend on the
 * core's model and on the template library for cloud-init; it does no I/O.
 */
@NullMarked
package org.etsi.osm.lcm.tasks;

import org.jspecify.annotations.NullMarked;
