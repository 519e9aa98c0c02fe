package org.etsi.osm.lcm.ro.vim.sim;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.Spec;
import org.etsi.osm.lcm.ro.vim.Status;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.jspecify.annotations.Nullable;

/**
 * A resource as the simulated VIM keeps it. Progress isn't stored but worked out from the instants when it is read, so
 * nothing has to run for a server to boot. {@code version} grows with every change and guards it.
 *
 * @param readyAt when it leaves BUILD, as ACTIVE or, with {@code bootFault}, as ERROR
 * @param dueAt when a PENDING one lands or a DELETING one goes; null while LIVE
 */
public record SimResource(
        Kind kind,
        String id,
        String name,
        @Nullable Tags tags,
        Phase phase,
        Instant readyAt,
        @Nullable String bootFault,
        @Nullable Instant dueAt,
        Map<Attribute, List<String>> attributes,
        long version) {
    /** Far enough to mean never, near enough for every store's date type. */
    public static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    /** Whether the VIM shows it. */
    public enum Phase {
        /** A create that was accepted and hasn't reached the VIM: nobody sees it, and it claims nothing yet. */
        PENDING,
        LIVE,
        DELETING
    }

    public SimResource {
        var copy = new EnumMap<Attribute, List<String>>(Attribute.class);
        attributes.forEach((attribute, values) -> copy.put(attribute, List.copyOf(values)));
        attributes = Collections.unmodifiableMap(copy);
    }

    static SimResource draft(String id, Spec spec, Tags tags, Instant readyAt, @Nullable String bootFault) {
        // OpenStack can't tag server groups and key pairs: their tags live in their names, as with the real one.
        boolean taggedByName = spec.kind() == Kind.SERVER_GROUP || spec.kind() == Kind.KEYPAIR;
        var name = taggedByName ? tags.nameFor(spec.name()) : spec.name();
        return new SimResource(spec.kind(), id, name, tags, Phase.LIVE, readyAt, bootFault, null, spec.attributes(), 1);
    }

    /** The first value of an attribute. */
    public @Nullable String value(Attribute attribute) {
        var values = values(attribute);
        return values.isEmpty() ? null : values.getFirst();
    }

    public List<String> values(Attribute attribute) {
        return attributes.getOrDefault(attribute, List.of());
    }

    boolean isVisible() {
        return phase != Phase.PENDING;
    }

    SimResource in(Phase next, @Nullable Instant due) {
        return new SimResource(kind, id, name, tags, next, readyAt, bootFault, due, attributes, version + 1);
    }

    /** Nobody's, as far as we are concerned. */
    SimResource released() {
        var freed = with(Attribute.KEEP, List.of());
        return new SimResource(kind, id, name, null, phase, readyAt, bootFault, dueAt, freed.attributes, version + 1);
    }

    SimResource with(Attribute attribute, List<String> values) {
        var changed = new EnumMap<Attribute, List<String>>(Attribute.class);
        changed.putAll(attributes);
        if (values.isEmpty()) {
            changed.remove(attribute);
        } else {
            changed.put(attribute, values);
        }
        return new SimResource(kind, id, name, tags, phase, readyAt, bootFault, dueAt, changed, version + 1);
    }

    SimResource readyAt(Instant ready) {
        return new SimResource(kind, id, name, tags, phase, ready, bootFault, dueAt, attributes, version + 1);
    }

    /** What the VIM's API answers for it at {@code now}. */
    public Resource at(Instant now) {
        var status = statusAt(now);
        return new Resource(kind, id, name, tags, status, attributes, status == Status.ERROR ? bootFault : null);
    }

    private Status statusAt(Instant now) {
        if (phase == Phase.DELETING) {
            return Status.DELETING;
        }
        if (now.isBefore(readyAt)) {
            return Status.BUILD;
        }
        return bootFault == null ? Status.ACTIVE : Status.ERROR;
    }
}
