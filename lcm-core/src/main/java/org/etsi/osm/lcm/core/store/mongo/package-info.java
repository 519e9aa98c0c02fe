/**
 * The stores on MongoDB: what is written, in which form, and how it is read back. The only package of the core that
 * knows the driver; no driver type appears in what it offers, but for {@code MongoConnection}.
 */
@NullMarked
package org.etsi.osm.lcm.core.store.mongo;

import org.jspecify.annotations.NullMarked;
