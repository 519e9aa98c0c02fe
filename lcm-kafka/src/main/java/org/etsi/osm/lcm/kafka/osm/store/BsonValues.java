package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.MongoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.kafka.intake.DocumentRefusedException;

/** OSM's documents as values: names are kept as they are, what only BSON can say becomes text. */
final class BsonValues {
    private BsonValues() {}

    static Value.Obj read(BsonDocument document) {
        var fields = new LinkedHashMap<String, Value>();
        document.forEach((name, value) -> fields.put(name, read(value)));
        return new Value.Obj(fields);
    }

    private static Value read(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOCUMENT -> read(value.asDocument());
            case ARRAY -> {
                List<Value> items = new ArrayList<>();
                value.asArray().forEach(item -> items.add(read(item)));
                yield new Value.Arr(items);
            }
            case STRING -> new Value.Text(value.asString().getValue());
            case BOOLEAN -> new Value.Bool(value.asBoolean().getValue());
            case INT32 -> new Value.Int(value.asInt32().getValue());
            case INT64 -> new Value.Int(value.asInt64().getValue());
            case DOUBLE -> number(value.asDouble().getValue());
            case DECIMAL128 -> number(value.asDecimal128().doubleValue());
            case NULL, UNDEFINED -> new Value.Nil();
            case OBJECT_ID -> new Value.Text(value.asObjectId().getValue().toHexString());
            case DATE_TIME -> new Value.Dec(value.asDateTime().getValue() / 1_000.0);
            default -> new Value.Text(value.toString());
        };
    }

    private static Value number(double number) {
        return Double.isFinite(number) ? new Value.Dec(number) : new Value.Text(Double.toString(number));
    }

    static BsonValue write(Value value) {
        return switch (value) {
            case Value.Obj(var fields) -> {
                var document = new BsonDocument();
                fields.forEach((name, field) -> document.put(name, write(field)));
                yield document;
            }
            case Value.Arr(var items) ->
                new BsonArray(items.stream().map(BsonValues::write).toList());
            case Value.Text(var text) -> new BsonString(wellFormed(text));
            case Value.Int(var number) -> new BsonInt64(number);
            case Value.Dec(var number) -> new BsonDouble(number);
            case Value.Bool(var truth) -> BsonBoolean.valueOf(truth);
            case Value.Nil n -> BsonNull.VALUE;
            case Value.Ref ref -> throw new IllegalArgumentException("Expected a resolved value, but found " + ref);
        };
    }

    /**
     * Half a surrogate pair, which UTF-8 can't hold, becomes a question mark: a bad text must not keep a record back.
     */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /**
     * The driver's exceptions in the ports' words.
     *
     * @throws StoreUnavailableException if trying again may help
     * @throws DocumentRefusedException if it never will, since a document has another shape than NBI gives it
     */
    static <T> T call(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (MongoException e) {
            if (Refusals.isRefusal(e)) {
                throw new DocumentRefusedException(
                        "Expected MongoDB to " + what + ", but it refuses, for a document has another shape than NBI"
                                + " gives it: " + e.getMessage() + "; it isn't tried again",
                        e);
            }
            throw new StoreUnavailableException(
                    "Expected MongoDB to " + what + ", but it didn't: " + e.getMessage() + "; it is tried again", e);
        }
    }
}
