/**
 * The command line, and the place where everything is wired together. It may depend on every module; nothing depends on
 * it.
 */
@NullMarked
package org.etsi.osm.lcm.cli;

import org.jspecify.annotations.NullMarked;
