package org.etsi.osm.lcm.tasks.onboarding;

import static org.etsi.osm.lcm.tasks.onboarding.Tree.map;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.onboarding.Onboarding.Member;

/** The storages that several servers may have at once, in the records of the NS and of its VNFs. */
final class SharedVolumes {
    private SharedVolumes() {}

    /** One per storage and VNF package, under the name that RO gives it. */
    static List<Value> ofNs(List<Member> members) {
        var volumes = new ArrayList<Value>();
        var seen = new LinkedHashSet<String>();
        for (Member member : members) {
            for (Value storage : member.vnfd().items("virtual-storage-desc")) {
                var id = "shared-" + text(storage, "id") + "-" + text(member.vnfd(), "id");
                if (isShared(storage) && seen.add(id)) {
                    volumes.add(map(
                            "id", id,
                            "type-of-storage", storage.field("type-of-storage"),
                            "size-of-storage", storage.field("size-of-storage"),
                            "vdu-storage-requirements", storage.field("vdu-storage-requirements")));
                }
            }
        }
        return volumes;
    }

    /** Ids of those of a VDU, as NBI has them: without the name that RO gives. */
    static List<Value> ofVdu(List<Value> storages) {
        return storages.stream()
                .filter(SharedVolumes::isShared)
                .flatMap(storage -> storage.field("id").stream())
                .toList();
    }

    private static boolean isShared(Value storage) {
        return storage.items("vdu-storage-requirements").stream()
                .anyMatch(requirement -> text(requirement, "key").equals("multiattach")
                        && requirement
                                .field("value")
                                .flatMap(Value::asText)
                                .filter("true"::equalsIgnoreCase)
                                .isPresent());
    }
}
