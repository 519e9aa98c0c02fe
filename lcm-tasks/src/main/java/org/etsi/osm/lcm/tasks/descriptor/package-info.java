/**
 * Readers from descriptors and records, as NBI stored them, to just what the planners need of them: lenient in shape,
 * strict in meaning. It may depend on the core's model only.
 */
@NullMarked
package org.etsi.osm.lcm.tasks.descriptor;

import org.jspecify.annotations.NullMarked;
