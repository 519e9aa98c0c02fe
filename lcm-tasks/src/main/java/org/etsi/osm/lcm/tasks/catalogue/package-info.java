/**
 * The catalogue of unit tasks: what each type takes, gives, needs, promises and undoes, shared by planners and
 * adapters. It may depend on the core's model only.
 */
@NullMarked
package org.etsi.osm.lcm.tasks.catalogue;

import org.jspecify.annotations.NullMarked;
