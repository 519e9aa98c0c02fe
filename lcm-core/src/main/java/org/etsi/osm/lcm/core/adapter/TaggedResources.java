package org.etsi.osm.lcm.core.adapter;

import java.util.List;
import org.etsi.osm.lcm.core.adapter.TaskHandler.EffectException;

/**
 * Everything at a VIM that carries our tags, whoever made it. Methods block, and throw {@link EffectException}; the
 * sweep runs on a thread of its own.
 */
public interface TaggedResources {

    /** All of it; a listing that can't be complete throws. */
    List<Tagged> list(String vim);

    /** Removes one; not finding it is success. It may be gone a little later only. */
    void remove(String vim, Tagged resource);

    /**
     * One resource.
     *
     * @param kind such as {@code server}
     * @param nsInstanceId of tag {@code osm-ns}
     * @param taskKey of tag {@code osm-task}
     */
    record Tagged(String id, String kind, String nsInstanceId, String taskKey) {}
}
