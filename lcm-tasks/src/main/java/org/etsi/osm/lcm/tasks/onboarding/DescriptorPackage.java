package org.etsi.osm.lcm.tasks.onboarding;

import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.descriptor.UnusableDocumentException;

/** A descriptor as it stands in a package of SOL006, without what is wrapped around it. */
public record DescriptorPackage(Kind kind, Value.Obj descriptor) {

    /** What a package describes. */
    public enum Kind {
        VNF,
        NS
    }

    /**
     * Unwraps a document.
     *
     * @throws UnusableDocumentException if this is neither the descriptor of a VNF nor of an NS
     */
    public static DescriptorPackage of(Value document) {
        var vnfd = document.field("vnfd");
        if (vnfd.isPresent()) {
            return new DescriptorPackage(Kind.VNF, inner(vnfd.get(), "vnfd"));
        }
        var nsd = document.field("nsd");
        if (nsd.isPresent()) {
            return new DescriptorPackage(Kind.NS, inner(nsd.get(), "nsd"));
        }
        for (String ofOld : new String[] {"vnfd:vnfd-catalog", "nsd:nsd-catalog", "vnfd-catalog", "nsd-catalog"}) {
            if (document.field(ofOld).isPresent()) {
                throw new UnusableDocumentException(
                        "Expected a descriptor of SOL006 ('vnfd' or 'nsd' on top), but found '" + ofOld
                                + "', which OSM has dropped with release 9");
            }
        }
        throw new UnusableDocumentException("Expected a descriptor with 'vnfd' or 'nsd' on top, but found "
                + (document instanceof Value.Obj(var fields) ? fields.keySet() : "no map"));
    }

    /** An NSD stands in a list of one within {@code nsd}; some tools write VNFDs so too. */
    private static Value.Obj inner(Value wrapped, String name) {
        var listed = wrapped.field(name);
        var within = listed.isPresent() ? listed.get() : wrapped;
        var items = within.items();
        if (items.size() > 1) {
            throw new UnusableDocumentException("Expected one descriptor in '" + name + "', but found " + items.size());
        }
        var found = items.isEmpty() ? within : items.getFirst();
        return Optional.of(found)
                .filter(Value.Obj.class::isInstance)
                .map(Value.Obj.class::cast)
                .orElseThrow(() -> new UnusableDocumentException("Expected a map in '" + name + "', but found none"));
    }
}
