/**
 * The port to Kubernetes clusters: KDUs as releases of charts and bundles. It knows no tasks; it may depend on the
 * VCA's port for what a call can end with.
 */
@NullMarked
package org.etsi.osm.lcm.n2vc.k8s;

import org.jspecify.annotations.NullMarked;
