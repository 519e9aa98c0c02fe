/**
 * The values of the state machine: operations, tasks, plans, events, commands and replies, all immutable. Depends on
 * nothing but {@code java.lang}, {@code java.util}, {@code java.time} and JSpecify.
 */
@NullMarked
package org.etsi.osm.lcm.core.model;

import org.jspecify.annotations.NullMarked;
