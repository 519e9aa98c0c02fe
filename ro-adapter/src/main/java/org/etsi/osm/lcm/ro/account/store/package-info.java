/** The records of accounts in OSM's MongoDB. */
@NullMarked
package org.etsi.osm.lcm.ro.account.store;

import org.jspecify.annotations.NullMarked;
