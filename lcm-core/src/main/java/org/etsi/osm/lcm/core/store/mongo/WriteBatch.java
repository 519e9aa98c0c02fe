package org.etsi.osm.lcm.core.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.port.OperationStore.Outcome;
import org.etsi.osm.lcm.core.port.OperationStore.Write;

/** Writes on their way into one unordered bulk, and what its result says about each. Used once. */
final class WriteBatch {
    /** Larger documents and updates aren't sent; the database's own limit is 16 MB. */
    static final int SIZE_LIMIT = 12 * 1024 * 1024;

    /**
     * Server errors that say that this write can never succeed: too large (10334, 17419, 17420), a path that leads
     * through something else than a document (28), other forms that the server doesn't take.
     */
    private static final Set<Integer> HOPELESS = Set.of(2, 9, 14, 15, 28, 40, 52, 56, 57, 121, 10334, 17419, 17420);

    private final List<WriteModel<BsonDocument>> models = new ArrayList<>();
    private final List<Write> sent = new ArrayList<>();
    private final Map<OperationId, Outcome> outcomes = new HashMap<>();

    WriteBatch(List<Write> writes) {
        for (Write write : writes) {
            try {
                models.add(model(write));
                sent.add(write);
            } catch (UnstorableException e) {
                outcomes.put(write.id(), Outcome.REFUSED);
            }
        }
    }

    List<WriteModel<BsonDocument>> models() {
        return models;
    }

    private static WriteModel<BsonDocument> model(Write write) {
        return switch (write) {
            case Write.Insert insert -> new InsertOneModel<>(checked(OperationCodec.encode(insert.operation()), write));
            case Write.Update update -> model(OperationUpdate.of(update), write);
            case Write.Park park -> model(OperationUpdate.of(park), write);
            case Write.Kill kill -> model(OperationUpdate.of(kill), write);
        };
    }

    private static WriteModel<BsonDocument> model(OperationUpdate update, Write write) {
        return new UpdateOneModel<>(update.filter(), checked(update.change(), write));
    }

    private static BsonDocument checked(BsonDocument document, Write write) {
        int size = Doc.size(document);
        if (size > SIZE_LIMIT) {
            throw new UnstorableException("Expected a write of at most " + SIZE_LIMIT + " bytes, but operation "
                    + write.id() + " needs " + size + "; it isn't sent");
        }
        return document;
    }

    /** The outcomes of a bulk without errors. */
    Map<OperationId, Outcome> settled(int matched) {
        return settled(matched, List.of());
    }

    /** The outcomes of a bulk in which some writes were rejected, each by itself. */
    Map<OperationId, Outcome> settled(MongoBulkWriteException e) {
        return settled(e.getWriteResult().getMatchedCount(), e.getWriteErrors());
    }

    private Map<OperationId, Outcome> settled(int matched, List<BulkWriteError> errors) {
        Set<Integer> failed = new HashSet<>();
        for (BulkWriteError error : errors) {
            failed.add(error.getIndex());
            outcomes.put(sent.get(error.getIndex()).id(), outcome(sent.get(error.getIndex()), error.getCode()));
        }
        long expected = 0;
        for (int i = 0; i < sent.size(); i++) {
            expected += isUpdate(i) && !failed.contains(i) ? 1 : 0;
        }
        // A bulk reports only how many matched: one that is missing makes them all uncertain.
        Outcome updates = matched == expected ? Outcome.WRITTEN : Outcome.UNCONFIRMED;
        for (int i = 0; i < sent.size(); i++) {
            if (!failed.contains(i)) {
                outcomes.put(sent.get(i).id(), isUpdate(i) ? updates : Outcome.WRITTEN);
            }
        }
        return Map.copyOf(outcomes);
    }

    private boolean isUpdate(int index) {
        return !(sent.get(index) instanceof Write.Insert);
    }

    private static Outcome outcome(Write write, int code) {
        if (code == Calls.DUPLICATE_KEY && write instanceof Write.Insert) {
            return Outcome.EXISTS;
        }
        return isHopeless(code) ? Outcome.REFUSED : Outcome.UNCONFIRMED;
    }

    /** Whether a write that was rejected with this code can never succeed. */
    static boolean isHopeless(int code) {
        return HOPELESS.contains(code);
    }
}
