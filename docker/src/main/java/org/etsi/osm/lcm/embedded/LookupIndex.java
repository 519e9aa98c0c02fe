package org.etsi.osm.lcm.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A non-unique index in memory, for queries that name its first keys by equality.
 *
 * <p>Needed because the server ignores such indexes and reads every document instead. Other conditions are left to the
 * server, which filters what was found by the whole query.
 */
final class LookupIndex extends Index<Object> {

    private static final String ID = "_id";

    private final Map<KeyValue, Set<Object>> positions = new HashMap<>();

    LookupIndex(String name, List<IndexKey> keys) {
        // Sparse for the server means that a removed document need not be found here.
        super(name, keys, true);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        for (var entry : entries(document)) {
            positions.computeIfAbsent(entry, absent -> new LinkedHashSet<>()).add(position);
        }
    }

    @Override
    public @Nullable Object remove(Document document) {
        Object position = document.get(ID);
        for (var entry : entries(document)) {
            var found = positions.get(entry);
            if (found != null && found.remove(position) && found.isEmpty()) {
                positions.remove(entry);
            }
        }
        return null;
    }

    @Override
    public void updateInPlace(
            Document oldDocument, Document newDocument, Object position, MongoCollection<Object> collection) {
        if (!nullAwareEqualsKeys(oldDocument, newDocument)) {
            remove(oldDocument);
            add(newDocument, position, collection);
        }
    }

    /** The key of each prefix, told apart by their length. */
    private Set<KeyValue> entries(Document document) {
        var entries = new LinkedHashSet<KeyValue>();
        for (var values : getKeyValues(document)) {
            var prefix = new ArrayList<Object>();
            for (var value : values) {
                prefix.add(value);
                entries.add(new KeyValue(prefix));
            }
        }
        return entries;
    }

    @Override
    public boolean canHandle(Document query) {
        return !namedByEquality(query).isEmpty();
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        return List.copyOf(positions.getOrDefault(new KeyValue(namedByEquality(query)).normalized(), Set.of()));
    }

    private List<Object> namedByEquality(Document query) {
        var values = new ArrayList<Object>();
        for (var key : keys()) {
            var value = query.get(key);
            if (value == null || !isPlain(value)) {
                break;
            }
            values.add(value);
        }
        return values;
    }

    private static boolean isPlain(Object value) {
        return !(value instanceof Document)
                && !(value instanceof Collection)
                && !BsonRegularExpression.isRegularExpression(value);
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        return null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        // Any value may occur any number of times.
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<Object> collection) {
        // Any value may occur any number of times.
    }

    @Override
    public long getCount() {
        return positions.size();
    }

    @Override
    public long getDataSize() {
        return 0;
    }

    @Override
    public void drop() {
        positions.clear();
    }
}
