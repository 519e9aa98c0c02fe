package org.etsi.osm.lcm.tasks.planner;

import org.etsi.osm.lcm.core.model.Failure;

/** There is no plan for a request, and there will be none for the same records: the failure says why. */
public final class PlanRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A descriptor or a record can't be used. */
    public static final String INVALID_RECORDS = "INVALID_RECORDS";

    /** The request names what isn't there. */
    public static final String INVALID_REQUEST = "INVALID_REQUEST";

    /** OSM has it and this LCM hasn't, yet. */
    public static final String NOT_SUPPORTED_YET = "NOT_SUPPORTED_YET";

    /** More tasks than configured. */
    public static final String PLAN_TOO_LARGE = "PLAN_TOO_LARGE";

    private final transient Failure failure;

    public PlanRefusedException(Failure failure) {
        super(failure.toString());
        this.failure = failure;
    }

    static PlanRefusedException records(String message) {
        return new PlanRefusedException(Failure.permanent(INVALID_RECORDS, message));
    }

    static PlanRefusedException request(String message) {
        return new PlanRefusedException(Failure.permanent(INVALID_REQUEST, message));
    }

    static PlanRefusedException notSupportedYet(String what) {
        return new PlanRefusedException(Failure.permanent(NOT_SUPPORTED_YET, what + " not supported yet"));
    }

    public Failure failure() {
        return failure;
    }
}
