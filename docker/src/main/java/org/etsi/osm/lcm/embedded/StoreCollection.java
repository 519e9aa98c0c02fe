package org.etsi.osm.lcm.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * One collection: a map from id to the document's bytes.
 *
 * <p>Bytes, because the server changes documents in place: what it is given here is always a copy of its own, so
 * neither the store's pages nor another client's reply can change under its hands.
 */
final class StoreCollection extends AbstractMongoCollection<Object> {

    private static final int INITIAL_BYTES = 1024;

    private final MVMap<Object, byte[]> documents;

    StoreCollection(
            MongoDatabase database,
            String collectionName,
            CollectionOptions options,
            MVMap<Object, byte[]> documents,
            CursorRegistry cursorRegistry) {
        super(database, collectionName, options, cursorRegistry);
        this.documents = documents;
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        var idField = getIdField();
        Object key = idField == null ? UUID.randomUUID() : Utils.getSubdocumentValue(document, idField);
        var previous = documents.putIfAbsent(key, encode(document));
        if (previous != null) {
            throw new IllegalStateException(
                    "Expected " + key + " to be new in " + getFullName() + ", but it is there; nothing was changed");
        }
        return key;
    }

    @Override
    protected Document getDocument(Object position) {
        var bytes = documents.get(position);
        if (bytes == null) {
            throw new IllegalStateException(
                    "Expected " + position + " of an index to be in " + getFullName() + ", but it is not there");
        }
        return decode(bytes);
    }

    @Override
    protected void handleUpdate(Object position, Document oldDocument, Document newDocument) {
        documents.put(position, encode(newDocument));
    }

    @Override
    protected void removeDocument(Object position) {
        documents.remove(position);
    }

    @Override
    protected QueryResult matchDocuments(
            Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            @Nullable Document fieldSelector) {
        var all = documents.values().stream().map(StoreCollection::decode);
        return matchDocumentsFromStream(all, query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream().map(StoreCollection::withPosition);
    }

    private static DocumentWithPosition<Object> withPosition(Map.Entry<Object, byte[]> entry) {
        return new DocumentWithPosition<>(decode(entry.getValue()), entry.getKey());
    }

    private static byte[] encode(Document document) {
        var buffer = Unpooled.buffer(INITIAL_BYTES);
        BsonEncoder.encodeDocument(document, buffer);
        return ByteBufUtil.getBytes(buffer);
    }

    private static Document decode(byte[] bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw new UnsupportedOperationException("Expected no tracking of sizes in " + getFullName());
    }

    @Override
    protected int getDataSize() {
        return 0;
    }
}
