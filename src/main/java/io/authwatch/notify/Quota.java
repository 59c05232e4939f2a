package io.authwatch.notify;

import java.time.Instant;

/**
 * The message quota as the notifier told it last.
 *
 * @param limit messages a month
 * @param remaining messages left; can be below zero
 * @param reset when it starts anew
 */
public record Quota(long limit, long remaining, Instant reset) {
    /** What an account has that bought nothing (blog.pushover.net/posts/2026/4/app-limits: 10,000 a month). */
    public static final long FREE_LIMIT = 10_000;
}
