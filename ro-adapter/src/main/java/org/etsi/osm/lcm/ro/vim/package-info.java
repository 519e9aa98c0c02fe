/**
 * The port through which the RO adapter reaches a virtualised infrastructure: resources as records, blocking calls,
 * tags on whatever we create. It may depend on the JDK and JSpecify only; drivers live in packages below.
 */
@NullMarked
package org.etsi.osm.lcm.ro.vim;

import org.jspecify.annotations.NullMarked;
