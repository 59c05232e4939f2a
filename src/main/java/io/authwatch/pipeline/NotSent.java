package io.authwatch.pipeline;

/**
 * Notifications that were given up; each is shown all the same.
 *
 * @param refused refused for good by the notifier
 * @param noRoom for which the outbox had no room: its limit was hit
 */
public record NotSent(long refused, long noRoom) {
    /** None. */
    public static final NotSent NONE = new NotSent(0, 0);
}
