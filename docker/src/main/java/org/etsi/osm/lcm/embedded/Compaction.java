package org.etsi.osm.lcm.embedded;

import org.h2.mvstore.MVStore;

/**
 * Keeps the store's file near the size of what is in it: every so many commits the emptiest chunks are written anew,
 * which frees them. Confined to the committing thread.
 */
final class Compaction {

    private static final int COMMITS_BETWEEN = 64;
    private static final long NOT_WORTH_IT_BYTES = 4L * 1024 * 1024;
    private static final int TARGET_FILL_PERCENT = 60;
    private static final int BYTES_AT_ONCE = 512 * 1024;

    private final MVStore store;
    private int commits;

    Compaction(MVStore store) {
        this.store = store;
    }

    void afterCommit() {
        commits++;
        if (commits >= COMMITS_BETWEEN) {
            commits = 0;
            if (store.getFileStore().size() > NOT_WORTH_IT_BYTES && store.compact(TARGET_FILL_PERCENT, BYTES_AT_ONCE)) {
                store.commit();
            }
        }
    }
}
