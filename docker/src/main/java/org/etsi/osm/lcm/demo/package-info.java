/**
 * The main job shown in two minutes with nothing else installed. It may use the command line's parts and the embedded
 * broker and store; nothing depends on it but the main class.
 */
@NullMarked
package org.etsi.osm.lcm.demo;

import org.jspecify.annotations.NullMarked;
