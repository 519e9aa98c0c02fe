/**
 * What NBI does before the LCM starts, for those who have no NBI: descriptors become documents, and an NS the records
 * of it and of its VNFs, as NBI writes them. It may depend on the core's model and the descriptor readers.
 */
@NullMarked
package org.etsi.osm.lcm.tasks.onboarding;

import org.jspecify.annotations.NullMarked;
