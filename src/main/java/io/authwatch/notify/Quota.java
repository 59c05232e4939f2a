package io.authwatch.notify;

import java.time.Instant;

/**
 * The message quota as the notifier told it last.
 *
 * @param limit messages a month
 * @param remaining messages left; can be below zero
 * @param reset when it starts anew
 */
public record Quota(long limit, long remaining, Instant reset) {}
