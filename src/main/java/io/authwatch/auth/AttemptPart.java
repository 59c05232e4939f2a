package io.authwatch.auth;

/** What part a line takes in telling of an attempt; several lines tell of one, and {@link Attempts} counts it once. */
enum AttemptPart {
    /** None: it stands for itself. */
    NONE,
    /** A new connection. */
    START,
    /** The name is refused, before anything was tried for it. */
    NAME,
    /** A keyboard-interactive answer is refused; the line that says so with the port may follow. */
    ANSWER,
    /** What was tried is refused: a password, an empty password, an answer, anything for an unknown name. */
    FAILED,
    /** The same, and it was an answer. */
    FAILED_ANSWER,
    /** What a client offers by itself is refused: one of the keys of an agent, a ticket. Normal before a login. */
    OFFER,
    /** Why an offer is refused; the refusal itself may follow. */
    OFFER_REASON,
    /** The right password or key is refused all the same; the refusal itself follows. */
    DENIAL,
    /** The account is refused; the refusal of what was tried stands before. */
    AFTERMATH,
    /** There were as many attempts as are allowed; all of them stand before. */
    TOO_MANY,
    /** The program itself says it as well, always. */
    ECHO,
    /** The login. */
    SUCCESS,
    /** The end of a connection that nobody logged in by. */
    END,
    /** shadow's su, in words. */
    WORDS,
    /** shadow's su, in signs: the same once more. */
    SIGNS;

    /** Whether nothing told before it matters any more, so that a connection of which nothing is known stays so. */
    boolean forgets() {
        return this == START || this == SUCCESS || this == END;
    }
}
