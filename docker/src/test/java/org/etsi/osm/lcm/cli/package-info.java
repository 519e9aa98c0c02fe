/** Tests of the command line, without a broker or a database. */
@NullMarked
package org.etsi.osm.lcm.cli;

import org.jspecify.annotations.NullMarked;
