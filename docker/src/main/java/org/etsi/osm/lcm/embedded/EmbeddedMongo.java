package org.etsi.osm.lcm.embedded;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;

/**
 * A MongoDB-compatible store in this process, on disk, reachable on 127.0.0.1 only.
 *
 * <p>Keeps what it acknowledged: every reply leaves after the commit that contains the write, so the death of the
 * process (SIGKILL included) loses nothing that a client was told is written. A crash of the machine may, for the file
 * is not forced to the disk on each commit. One process at a time may open a folder; a second one is refused.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private static final String FILE = "store.mv";
    private static final int CACHE_MB = 16;
    /** A page is what one commit rewrites, so it is kept near the size of one document. */
    private static final int PAGE_BYTES = 4 * 1024;
    /** Each connection keeps its thread until its write is committed: this many may share one commit. */
    private static final int CONNECTION_THREADS = 16;

    private final MongoServer server;
    private final int port;

    private EmbeddedMongo(MongoServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Opens the store kept in the folder, creating both if absent, on the given port (0: any free one). */
    public static EmbeddedMongo open(Path folder, int port) {
        var backend = new StoreBackend(openStore(folder));
        var server = new MongoServer(backend);
        try {
            server.bind(Loopback.address(port), 1, CONNECTION_THREADS);
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
        return new EmbeddedMongo(server, server.getLocalAddress().getPort());
    }

    private static MVStore openStore(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected a folder for the embedded store at " + folder + ", but it cannot be created", e);
        }
        var store = new MVStore.Builder()
                .fileName(folder.resolve(FILE).toString())
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(CACHE_MB)
                .pageSplitSize(PAGE_BYTES)
                .open();
        // The space of a dead chunk is free at once: nothing here reads an old version.
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        return store;
    }

    /** The connection string for MongoDB's driver, with the options this store needs. */
    public String uri() {
        return "mongodb://" + Loopback.HOST + ":" + port + "/?retryWrites=false";
    }

    public int port() {
        return port;
    }

    /** Ends the connections, commits and closes the file. */
    @Override
    public void close() {
        server.shutdownNow();
    }
}
