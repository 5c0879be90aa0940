package io.steelyard.admin;

import com.linecorp.armeria.common.HttpStatus;

/** A request that cannot be answered as it is; carries what the client is told, and no trace. */
public final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Unfit(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Unfit(HttpStatus status, String detail) {
        this(new Problem(status, detail));
    }

    public Problem problem() {
        return problem;
    }
}
