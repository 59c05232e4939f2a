package io.authwatch.config;

import java.util.List;

/** The service cannot start, for a reason that a person can remove. One clear line a reason, no secret in it. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> reasons;

    /** Refuses for all of {@code reasons}, at least one. */
    public StartRefused(List<String> reasons) {
        super(String.join("\n", reasons));
        this.reasons = List.copyOf(reasons);
    }

    /** The lines. */
    public List<String> reasons() {
        return reasons;
    }
}
