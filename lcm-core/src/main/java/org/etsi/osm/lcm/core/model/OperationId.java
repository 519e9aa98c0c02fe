package org.etsi.osm.lcm.core.model;

/** The identity of an operation: the {@code _id} of the {@code nslcmops} record that NBI wrote. */
public record OperationId(String value) implements Comparable<OperationId> {
    public OperationId {
        if (value.isBlank() || value.length() > 128) {
            throw new IllegalArgumentException(
                    "Expected an operation id of 1 to 128 characters, but found '" + value + "'");
        }
    }

    @Override
    public int compareTo(OperationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
