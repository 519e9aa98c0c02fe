package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.gridfs.model.GridFSFile;
import com.mongodb.client.model.Filters;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.planning.PackageFiles;

/** Packages in MongoDB, as OSM keeps them with {@code storage.driver: mongo}: GridFS, the path as the file name. */
public final class StoredPackages implements PackageFiles {
    private static final long MAX_BYTES = 1024 * 1024;

    private final GridFSBucket bucket;

    /** @param bucket OSM's {@code storage.collection}, usually {@code files} */
    public StoredPackages(MongoDatabase database, String bucket) {
        this.bucket = GridFSBuckets.create(database, bucket);
    }

    @Override
    public Optional<String> read(Value storage, String path) {
        String name = storage.text("folder").orElse("") + "/"
                + storage.text("pkg-dir").map(dir -> dir + "/").orElse("") + path;
        return BsonValues.call("read file " + name, () -> {
            GridFSFile file = bucket.find(Filters.eq("filename", name)).first();
            if (file == null || file.getLength() > MAX_BYTES) {
                return Optional.<String>empty();
            }
            var bytes = new ByteArrayOutputStream();
            bucket.downloadToStream(file.getId(), bytes);
            return Optional.of(bytes.toString(StandardCharsets.UTF_8));
        });
    }
}
