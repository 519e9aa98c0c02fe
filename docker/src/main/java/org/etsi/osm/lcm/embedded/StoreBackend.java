package org.etsi.osm.lcm.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.time.Instant;
import java.util.List;
import org.h2.mvstore.MVStore;

/** Runs every command of every client on the one committing thread, which replies after the commit. */
final class StoreBackend extends AbstractMongoBackend {

    private final MVStore store;
    private final CommittingThread thread;
    private final Expiry expiry = new Expiry();

    StoreBackend(MVStore store) {
        this.store = store;
        store.getMapNames().stream()
                .filter(name -> name.startsWith(StoreDatabase.DATA))
                .map(name -> Utils.firstFragment(name.substring(StoreDatabase.DATA.length())))
                .distinct()
                .forEach(this::resolveDatabase);
        this.thread = new CommittingThread(store);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        return new StoreDatabase(databaseName, store, getCursorRegistry());
    }

    @Override
    public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
        return thread.call(() -> {
            expire();
            return super.handleCommand(channel, databaseName, command, query);
        });
    }

    /** Rides on commands, of which there are always some: each client asks every few seconds how the server is. */
    private void expire() {
        var now = Instant.now(getClock());
        if (expiry.isDue(now)) {
            expiry.started(now);
            listDatabaseNames().forEach(name -> Expiry.sweep(resolveDatabase(name), now));
        }
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return thread.call(() -> super.handleQuery(query));
    }

    @Override
    public void closeCursors(List<Long> cursorIds) {
        thread.call(() -> {
            super.closeCursors(cursorIds);
            return cursorIds;
        });
    }

    @Override
    public void close() {
        thread.close();
        super.close();
        store.close();
    }

    @Override
    public String toString() {
        return "StoreBackend[" + store.getFileStore().getFileName() + "]";
    }
}
