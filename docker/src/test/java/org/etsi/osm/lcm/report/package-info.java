/** What the tests found in figures, and the page that is made of them. */
@NullMarked
package org.etsi.osm.lcm.report;

import org.jspecify.annotations.NullMarked;
