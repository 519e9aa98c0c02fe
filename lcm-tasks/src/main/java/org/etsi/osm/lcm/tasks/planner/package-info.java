/**
 * The planners: a request and the records it works on become a plan of unit tasks, or one clear refusal. They may
 * depend on the core's model, the catalogue and the descriptor readers; a template library is behind {@code CloudInit}
 * only.
 */
@NullMarked
package org.etsi.osm.lcm.tasks.planner;

import org.jspecify.annotations.NullMarked;
