package org.etsi.osm.lcm.ro.vim;

import java.util.List;
import java.util.Map;

/** A public key the VIM puts into servers. The private half never comes here. */
public record KeypairSpec(String name, String publicKey) implements Spec {
    @Override
    public Kind kind() {
        return Kind.KEYPAIR;
    }

    @Override
    public Map<Attribute, List<String>> attributes() {
        return new Attribute.Builder().with(Attribute.PUBLIC_KEY, publicKey).build();
    }
}
