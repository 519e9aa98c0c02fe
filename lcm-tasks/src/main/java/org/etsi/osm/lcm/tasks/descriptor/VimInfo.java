package org.etsi.osm.lcm.tasks.descriptor;

import java.util.ArrayList;
import java.util.List;

/** What a record says of a resource at a VIM: {@code vim_info."vim:<account>"}. */
public record VimInfo(String account, String id, boolean created) {
    private static final String PREFIX = "vim:";

    static List<VimInfo> read(Node in) {
        var found = new ArrayList<VimInfo>();
        in.find("vim_info")
                .ifPresent(all -> all.fields().keySet().stream()
                        .filter(key -> key.startsWith(PREFIX))
                        .forEach(key -> all.find(key).ifPresent(one -> {
                            var id = one.textOrNull("vim_id");
                            if (id != null) {
                                found.add(new VimInfo(key.substring(PREFIX.length()), id, one.isTrue("created")));
                            }
                        })));
        return found;
    }
}
