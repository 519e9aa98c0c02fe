/**
 * What the driven loops need from the world: interfaces over values of the model, nothing else. Implementations live in
 * the packages named store and in the modules outside the core.
 */
@NullMarked
package org.etsi.osm.lcm.core.port;

import org.jspecify.annotations.NullMarked;
