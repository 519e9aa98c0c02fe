package org.etsi.osm.lcm.kafka.intake;

import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;

/** A message for the inbox, and the NS whose partition it goes to. */
public record ForEngine(OperationId operation, String nsInstanceId, Inbound message) {}
