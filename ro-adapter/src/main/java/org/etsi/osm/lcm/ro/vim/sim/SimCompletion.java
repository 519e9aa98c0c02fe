package org.etsi.osm.lcm.ro.vim.sim;

import java.util.List;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.VimException.Code;

/** Checks what is asked for, as the API of an OpenStack would, and fills in what wasn't said. Changes nothing. */
final class SimCompletion {
    private final SimContext context;

    SimCompletion(SimContext context) {
        this.context = context;
    }

    /** The draft with its defaults; refused when it can't be had. */
    SimResource complete(SimResource draft) {
        return switch (draft.kind()) {
            case SUBNET -> subnet(draft);
            case PORT -> port(draft);
            case SERVER -> server(draft);
            case FLOATING_IP -> floatingIp(draft);
            case VOLUME -> volume(draft);
            case FLAVOR -> flavor(draft);
            case NETWORK -> draft.with(Attribute.EXTERNAL, List.of("false"));
            case SERVER_GROUP, KEYPAIR -> draft;
            case IMAGE -> throw new IllegalStateException("Expected no one to create an image, but got " + draft);
        };
    }

    private SimResource subnet(SimResource draft) {
        var networkId = one(draft, Attribute.NETWORK_ID);
        context.require(Kind.NETWORK, networkId, Code.NOT_FOUND);
        var cidr = parse(draft);
        if (cidr.version() != Integer.parseInt(one(draft, Attribute.IP_VERSION))) {
            throw invalid("CIDR " + cidr + " of subnet '" + draft.name() + "' isn't of its IP version");
        }
        refuseOutside(cidr, draft, Attribute.GATEWAY);
        refuseOutside(cidr, draft, Attribute.ALLOCATION_START);
        var overlapping = context.state().list(SimQuery.where(Kind.SUBNET, Attribute.NETWORK_ID, networkId)).stream()
                .filter(other -> other.isVisible()
                        && Cidr.parse(one(other, Attribute.CIDR)).overlaps(cidr))
                .findFirst();
        if (overlapping.isPresent()) {
            throw invalid("CIDR " + cidr + " of subnet '" + draft.name() + "' overlaps with subnet "
                    + overlapping.get().id());
        }
        return draft.value(Attribute.GATEWAY) == null
                ? draft.with(Attribute.GATEWAY, List.of(cidr.text(cidr.first())))
                : draft;
    }

    private void refuseOutside(Cidr cidr, SimResource draft, Attribute attribute) {
        for (var address : draft.values(attribute)) {
            // An empty gateway is how a subnet says that it wants none.
            boolean isInside = address.isEmpty() || cidr.holds(address);
            if (!isInside) {
                throw invalid(attribute + " " + address + " of subnet '" + draft.name() + "' isn't in " + cidr);
            }
        }
    }

    private Cidr parse(SimResource draft) {
        try {
            return Cidr.parse(one(draft, Attribute.CIDR));
        } catch (IllegalArgumentException e) {
            throw invalid("subnet '" + draft.name() + "' has no valid CIDR: " + e.getMessage());
        }
    }

    private SimResource port(SimResource draft) {
        context.require(Kind.NETWORK, one(draft, Attribute.NETWORK_ID), Code.NOT_FOUND);
        var completed = draft;
        if (draft.value(Attribute.MAC) == null) {
            completed = completed.with(Attribute.MAC, List.of(context.newMac()));
        }
        if (draft.value(Attribute.VNIC_TYPE) == null) {
            completed = completed.with(Attribute.VNIC_TYPE, List.of("normal"));
        }
        if (draft.value(Attribute.PORT_SECURITY) == null) {
            completed = completed.with(Attribute.PORT_SECURITY, List.of("true"));
        }
        return completed;
    }

    private SimResource volume(SimResource draft) {
        for (var id : draft.values(Attribute.IMAGE_ID)) {
            var image = context.require(Kind.IMAGE, id, Code.IMAGE_MISSING);
            if (number(image, Attribute.MIN_DISK_GB) > number(draft, Attribute.SIZE_GB)) {
                throw invalid("volume '" + draft.name() + "' is too small for image " + id);
            }
        }
        return draft;
    }

    private SimResource flavor(SimResource draft) {
        boolean nameTaken = context.state().list(SimQuery.all(Kind.FLAVOR)).stream()
                .anyMatch(other -> other.isVisible() && other.name().equals(draft.name()));
        if (nameTaken) {
            throw context.refusal(Code.CONFLICT, "Expected a new flavor name, but '" + draft.name() + "' exists");
        }
        return draft;
    }

    private SimResource server(SimResource draft) {
        var flavor = context.require(Kind.FLAVOR, one(draft, Attribute.FLAVOR_ID), Code.NOT_FOUND);
        for (var id : draft.values(Attribute.IMAGE_ID)) {
            var image = context.require(Kind.IMAGE, id, Code.IMAGE_MISSING);
            boolean fits = number(image, Attribute.MIN_DISK_GB) <= number(flavor, Attribute.DISK_GB)
                    && number(image, Attribute.MIN_RAM_MB) <= number(flavor, Attribute.RAM_MB);
            if (!fits) {
                throw invalid("flavor " + flavor.id() + " is too small for image " + id);
            }
        }
        for (var group : draft.values(Attribute.SERVER_GROUP_IDS)) {
            context.require(Kind.SERVER_GROUP, group, Code.INVALID);
        }
        for (var id : draft.values(Attribute.VOLUME_IDS)) {
            var volume = context.require(Kind.VOLUME, id, Code.NOT_FOUND);
            if (context.now().isBefore(volume.readyAt())) {
                throw context.refusal(Code.CONFLICT, "Expected volume " + id + " to be ready, but it is being built");
            }
            if (volume.bootFault() != null) {
                throw invalid("volume " + id + " is in ERROR");
            }
        }
        if (draft.values(Attribute.IMAGE_ID).isEmpty()) {
            var boot = context.require(Kind.VOLUME, one(draft, Attribute.VOLUME_IDS), Code.NOT_FOUND);
            if (boot.values(Attribute.IMAGE_ID).isEmpty()) {
                throw invalid("volume " + boot.id() + " of server '" + draft.name() + "' has no image to boot from");
            }
        }
        var ips = draft.values(Attribute.PORT_IDS).stream()
                .flatMap(port -> context.require(Kind.PORT, port, Code.NOT_FOUND).values(Attribute.FIXED_IPS).stream())
                .toList();
        return draft.with(Attribute.FIXED_IPS, ips)
                .with(Attribute.VCPUS, flavor.values(Attribute.VCPUS))
                .with(Attribute.RAM_MB, flavor.values(Attribute.RAM_MB));
    }

    private SimResource floatingIp(SimResource draft) {
        var network = context.require(Kind.NETWORK, one(draft, Attribute.NETWORK_ID), Code.NOT_FOUND);
        if (!"true".equals(network.value(Attribute.EXTERNAL))) {
            throw invalid("network " + network.id() + " for floating IP '" + draft.name() + "' isn't external");
        }
        for (var port : draft.values(Attribute.PORT_ID)) {
            context.require(Kind.PORT, port, Code.NOT_FOUND);
        }
        return draft;
    }

    private VimException invalid(String what) {
        return context.refusal(Code.INVALID, "Expected a valid request, but " + what + "; nothing was created");
    }

    private static String one(SimResource resource, Attribute attribute) {
        return String.valueOf(resource.value(attribute));
    }

    private static int number(SimResource resource, Attribute attribute) {
        var value = resource.value(attribute);
        return value == null ? 0 : Integer.parseInt(value);
    }
}
