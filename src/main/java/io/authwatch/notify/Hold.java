package io.authwatch.notify;

import java.time.Instant;

/**
 * Why nothing is being sent at all.
 *
 * @param cause why
 * @param until when one notification is tried again
 * @param detail one clear line for people
 */
public record Hold(Cause cause, Instant until, String detail) {

    /** Why, and what ends it. */
    public enum Cause {
        /** The last attempt got no answer, or one that is none: ends with its back-off, or when another succeeds. */
        OUTAGE(false),
        /** Told to slow down: ends when its time is over. */
        RATE_LIMITED(true),
        /** The message quota is used up: ends at its reset, or when the notifier tells that there is some again. */
        QUOTA(true),
        /** The token was refused: ends when the notifier tells a quota, for that takes a good token, or after a while. */
        TOKEN(true),
        /** Several refusals in a row: ends after a while. */
        REFUSALS(false);

        private final boolean sticky;

        Cause(boolean sticky) {
            this.sticky = sticky;
        }

        /** Whether further requests of any kind would make it worse. */
        boolean unwelcome() {
            return this == RATE_LIMITED || this == TOKEN || this == REFUSALS;
        }

        /** Whether the success of a send that began before the hold says nothing against it. */
        boolean sticky() {
            return sticky;
        }
    }
}
