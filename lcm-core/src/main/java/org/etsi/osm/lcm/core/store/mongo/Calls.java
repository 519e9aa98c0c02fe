package org.etsi.osm.lcm.core.store.mongo;

import com.mongodb.MongoException;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;

/** Calls of the driver, with its exceptions turned into the port's. */
final class Calls {
    static final int DUPLICATE_KEY = 11000;

    private Calls() {}

    static <T> T call(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (MongoException e) {
            throw unavailable(what, e);
        }
    }

    static StoreUnavailableException unavailable(String what, MongoException e) {
        return new StoreUnavailableException(
                "Expected MongoDB to " + what + ", but it didn't answer with success: " + e.getMessage()
                        + "; it is tried again",
                e);
    }
}
