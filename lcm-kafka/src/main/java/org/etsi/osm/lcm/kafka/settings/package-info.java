/**
 * What can be configured, with its defaults, limits and documentation in one list. Depends on nothing but the YAML
 * reader; the service turns settings into what its parts need.
 */
@NullMarked
package org.etsi.osm.lcm.kafka.settings;

import org.jspecify.annotations.NullMarked;
