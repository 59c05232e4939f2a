package io.authwatch.pipeline;

import java.time.Duration;
import java.time.Instant;

/**
 * How much history is kept.
 *
 * @param now the time to count back from
 * @param events the most events
 * @param eventAge the oldest event
 * @param alertAge the oldest alert and notification
 */
public record Retention(Instant now, long events, Duration eventAge, Duration alertAge) {}
