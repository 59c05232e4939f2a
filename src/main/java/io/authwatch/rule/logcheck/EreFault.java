package io.authwatch.rule.logcheck;

/** Why a line is no rule, or none that can be loaded: one clear line. */
final class EreFault extends Exception {
    private static final long serialVersionUID = 1;

    EreFault(String message) {
        super(message);
    }
}
