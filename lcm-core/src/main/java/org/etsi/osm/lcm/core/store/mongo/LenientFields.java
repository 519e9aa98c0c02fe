package org.etsi.osm.lcm.core.store.mongo;

import org.bson.BsonDocument;
import org.bson.BsonValue;

/** The fields of a document that may be broken: what isn't there or of another type is empty, zero or false. */
record LenientFields(BsonDocument document) {

    String text(String name) {
        BsonValue value = document.get(name);
        return value != null && value.isString() ? value.asString().getValue() : "";
    }

    long number(String name) {
        BsonValue value = document.get(name);
        return value != null && value.isNumber() ? value.asNumber().longValue() : 0;
    }

    double decimal(String name) {
        BsonValue value = document.get(name);
        return value != null && value.isNumber() ? value.asNumber().doubleValue() : 0;
    }

    boolean truth(String name) {
        BsonValue value = document.get(name);
        return value != null && value.isBoolean() && value.asBoolean().getValue();
    }

    long epochMs(String name) {
        BsonValue value = document.get(name);
        return value != null && value.isDateTime() ? value.asDateTime().getValue() : 0;
    }

    LenientFields nested(String name) {
        BsonValue value = document.get(name);
        return new LenientFields(value != null && value.isDocument() ? value.asDocument() : new BsonDocument());
    }
}
