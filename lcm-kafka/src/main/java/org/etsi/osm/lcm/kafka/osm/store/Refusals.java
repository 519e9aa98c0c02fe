package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what the database refuses from trouble that passes. */
final class Refusals {
    /**
     * Errors about the shape of a document, which end the same each time: BadValue, FailedToParse, TypeMismatch,
     * PathNotViable, ConflictingUpdateOperators, DollarPrefixedFieldName, InvalidIdField, DottedFieldName,
     * NotSingleValueField, ImmutableField, and a document that fails validation or gets too large.
     */
    private static final Set<Integer> SHAPE = Set.of(2, 9, 14, 28, 40, 52, 53, 56, 57, 66, 121, 10334, 17419, 17420);

    private Refusals() {}

    /** Whether the database will say the same each time: anything else is trouble that passes. */
    static boolean isRefusal(@Nullable Throwable cause) {
        return switch (cause) {
            case MongoWriteException one -> SHAPE.contains(one.getError().getCode());
            case MongoBulkWriteException bulk ->
                !bulk.getWriteErrors().isEmpty()
                        && bulk.getWriteErrors().stream().allMatch(error -> SHAPE.contains(error.getCode()))
                        && bulk.getWriteConcernError() == null;
            case null, default -> false;
        };
    }
}
